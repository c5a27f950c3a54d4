//! Paying, at checkout and again on an order's page. A card as it was typed is read, checked and wiped; it is never shown again.

use jiff::Timestamp;
use souk_domain::card::{Card, RawCard};
use souk_domain::order::PaymentMethod;
use souk_domain::refusal::PaymentRefusal;
use souk_domain::text::plain;
use souk_market::App;
use souk_market::checkout::Settled;
use souk_market::idempotency::{Guard, StoredResponse};
use souk_ui::FormError;
use souk_ui::dates;
use souk_ui::form::Secret;
use souk_ui::texts::say;
use zeroize::Zeroizing;

/// A way to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Card,
    BankTransfer,
    CashOnDelivery,
}

impl Way {
    /// How long a transfer is awaited, in words.
    pub(crate) fn transfer_hold() -> String {
        dates::duration(PaymentMethod::BankTransfer.terms().hold_s)
    }

    /// The word the form posts and the API uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::BankTransfer => "bank_transfer",
            Self::CashOnDelivery => "cash_on_delivery",
        }
    }
}

/// What is wrong with the card, field by field.
#[derive(Clone, Debug, Default)]
pub struct CardErrors {
    pub number: Option<String>,
    pub exp: Option<String>,
    pub cvc: Option<String>,
}

/// What is wrong with a card: for the summary above the form, and for each field.
pub(crate) struct WrongCard {
    pub(crate) errors: Vec<FormError>,
    pub(crate) card: CardErrors,
}

/// The card that was typed, if it is one of the published test cards: no other may be entered in a test shop.
pub(crate) fn read(number: &Secret, exp: &Secret, cvc: &Secret, now: Timestamp) -> Result<Card, WrongCard> {
    let expires = Zeroizing::new(plain(exp.reveal()));
    let (exp_month, exp_year) = month_and_year(&expires);
    let raw = RawCard { number: number.reveal().trim(), exp_month, exp_year, cvc: cvc.reveal().trim() };
    Card::parse_for_test_shop("", raw, now).map(|(card, _)| card).map_err(|refusal| {
        let missing = exp.reveal().trim().is_empty();
        wrong(&refusal, missing)
    })
}

/// Splits `12/29`, `12 / 2029`, `12-29`, `1229` and `12 29`.
fn month_and_year(typed: &str) -> (&str, &str) {
    let typed = typed.trim();
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    match typed.find(['/', '-', ' ', '.']) {
        Some(at) => {
            let (month, year) = typed.split_at(at);
            (month.trim(), year.trim_matches(['/', '-', ' ', '.']))
        }
        None if digits && matches!(typed.len(), 4 | 6) => typed.split_at(2),
        None => (typed, ""),
    }
}

fn wrong(refusal: &PaymentRefusal, exp_is_missing: bool) -> WrongCard {
    let mut card = CardErrors::default();
    for field in refusal.fields() {
        let words = match refusal {
            PaymentRefusal::NotATestCard { .. } => format!("{} {}", field.detail, say("card-use-test", &[])),
            _ => field.detail,
        };
        match field.pointer.trim_start_matches('/') {
            "number" => card.number = Some(words),
            "cvc" => card.cvc = Some(words),
            _ if exp_is_missing => card.exp = Some(say("card-exp-needed", &[])),
            _ => card.exp = Some(words),
        }
    }
    let named = [("number", &card.number), ("exp", &card.exp), ("cvc", &card.cvc)];
    let mut errors: Vec<FormError> = named
        .into_iter()
        .filter_map(|(field, words)| {
            words.as_ref().map(|words| FormError { field: field.to_owned(), words: words.clone() })
        })
        .collect();
    if errors.is_empty() {
        errors.push(FormError { field: "number".to_owned(), words: refusal.to_string() });
    }
    WrongCard { errors, card }
}

/// A fresh key for a form: sent twice it has one effect.
pub(crate) fn fresh_key(app: &App) -> String {
    app.random_bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is stored under a form's key: where the browser is led, and the number of the order.
pub(crate) fn kept_number(key: &str) -> Guard<Settled> {
    Guard::new(key, |settled: &Settled| {
        Ok(StoredResponse { status: 303, text: settled.order.number.clone() })
    })
}

#[cfg(test)]
mod tests {
    use super::month_and_year;

    #[test]
    fn an_expiry_is_read_as_people_write_it() {
        for typed in ["12/29", " 12 / 29 ", "12-29", "1229", "12 29", "12.29"] {
            assert_eq!(month_and_year(typed), ("12", "29"), "{typed}");
        }
        assert_eq!(month_and_year("12/2029"), ("12", "2029"));
        assert_eq!(month_and_year("122029"), ("12", "2029"));
        assert_eq!(month_and_year("1/29"), ("1", "29"));
        assert_eq!(month_and_year("129"), ("129", ""));
        assert_eq!(month_and_year("é9/29"), ("é9", "29"));
    }
}
