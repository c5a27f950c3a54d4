//! What callers ask of the bank, as they send it, and whether it has the right form.

use serde::{Deserialize, Deserializer};

use crate::cards::{SentCard, names_a_card};
use crate::refusal::Refusal;

/// The longest key: what a MySQL index over four-byte characters holds, so that callers can store it anywhere.
const MAX_KEY_CHARS: usize = 191;
/// Enough for a line on a bank statement.
const MAX_DESCRIPTION_CHARS: usize = 500;
/// The longest address browsers and servers agree on.
const MAX_URL_BYTES: usize = 2_000;
/// A million million minor units: far above any order, far below where sums overflow.
const MAX_AMOUNT: i64 = 1_000_000_000_000;

/// What is to be charged, and where news of it goes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsOrder {
    pub(crate) key: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    #[serde(default)]
    pub(crate) description: Option<String>,
    pub(crate) return_url: String,
    #[serde(default)]
    pub(crate) webhook_url: Option<String>,
}

/// A charge as it is asked for. No Debug: it carries a card.
pub(crate) struct ChargeOrder {
    pub(crate) terms: TermsOrder,
    /// The id of the charge that was begun.
    pub(crate) reference: Option<String>,
    pub(crate) card: SentCard,
}

/// The fields of a [`ChargeOrder`] as they are sent: all in one object, no others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChargeFields {
    key: String,
    amount: i64,
    currency: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    reference: Option<String>,
    card: SentCard,
    return_url: String,
    #[serde(default)]
    webhook_url: Option<String>,
}

impl<'de> Deserialize<'de> for ChargeOrder {
    fn deserialize<D: Deserializer<'de>>(sent: D) -> Result<Self, D::Error> {
        let ChargeFields { key, amount, currency, description, reference, card, return_url, webhook_url } =
            ChargeFields::deserialize(sent)?;
        let terms = TermsOrder { key, amount, currency, description, return_url, webhook_url };
        Ok(Self { terms, reference, card })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundOrder {
    pub(crate) key: String,
    pub(crate) charge_key: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
}

impl ChargeOrder {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.terms.check()?;
        self.reference.as_deref().map_or(Ok(()), |reference| check_key("reference", reference))
    }
}

impl TermsOrder {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        check_key("key", &self.key)?;
        check_money(self.amount, &self.currency)?;
        if let Some(description) = &self.description {
            check_text("description", description, MAX_DESCRIPTION_CHARS)?;
        }
        check_url("return_url", &self.return_url, &["http://", "https://"])?;
        if let Some(url) = &self.webhook_url {
            check_url("webhook_url", url, &["http://"])?;
        }
        Ok(())
    }
}

impl RefundOrder {
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        check_key("key", &self.key)?;
        check_key("charge_key", &self.charge_key)?;
        check_money(self.amount, &self.currency)
    }
}

/// A key is 1 to 191 characters, none of them a control character.
pub(crate) fn check_key(field: &'static str, key: &str) -> Result<(), Refusal> {
    if key.is_empty() {
        return Err(Refusal::Invalid { field, detail: "a key has 1 to 191 characters".to_owned() });
    }
    check_text(field, key, MAX_KEY_CHARS)
}

fn check_text(field: &'static str, text: &str, max_chars: usize) -> Result<(), Refusal> {
    if text.chars().count() > max_chars || text.chars().any(char::is_control) {
        let detail = format!("at most {max_chars} characters, none of them a control character");
        return Err(Refusal::Invalid { field, detail });
    }
    if names_a_card(text) { Err(Refusal::CardInText { field }) } else { Ok(()) }
}

fn check_money(amount: i64, currency: &str) -> Result<(), Refusal> {
    if !(1..=MAX_AMOUNT).contains(&amount) {
        let detail = format!("an amount is 1 to {MAX_AMOUNT} minor units");
        return Err(Refusal::Invalid { field: "amount", detail });
    }
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        let detail = "a currency is three capital letters, like USD".to_owned();
        return Err(Refusal::Invalid { field: "currency", detail });
    }
    Ok(())
}

/// An address goes into a header and a link, so it is plain visible ASCII of a known scheme.
fn check_url(field: &'static str, url: &str, schemes: &[&str]) -> Result<(), Refusal> {
    let known = schemes.iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    if !known || url.len() > MAX_URL_BYTES || !url.bytes().all(|b| b.is_ascii_graphic()) {
        let detail =
            format!("an address starts with {} and has at most {MAX_URL_BYTES} bytes", schemes.join(" or "));
        return Err(Refusal::Invalid { field, detail });
    }
    if names_a_card(url) { Err(Refusal::CardInText { field }) } else { Ok(()) }
}
