//! From what was typed to a card.

use super::expiry::{Expiry, ExpiryProblem};
use super::number::{CardNumber, Cvc, NumberProblem};
use super::{Brand, Outcome, published_test_number};
use crate::field::FieldError;
use crate::refusal::PaymentRefusal;
use jiff::Timestamp;

/// A card as it was typed; borrowed, so that nothing is copied before it is checked. It has no `Debug`.
#[derive(Clone, Copy)]
pub struct RawCard<'t> {
    /// Digits, with spaces or dashes.
    pub number: &'t str,
    /// 1 to 12.
    pub exp_month: &'t str,
    /// Two or four digits.
    pub exp_year: &'t str,
    /// Three digits, four for American Express.
    pub cvc: &'t str,
}

/// A card whose data can be right. It has no `Debug`, and its secrets are wiped when it is dropped.
pub struct Card {
    /// The number.
    pub number: CardNumber,
    /// Its last month.
    pub expiry: Expiry,
    /// The security code.
    pub cvc: Cvc,
}

impl Card {
    /// Checks what was typed; all wrong fields are named at once, under `pointer` (such as `/payment/card`).
    ///
    /// Errors: [`PaymentRefusal::InvalidCard`], which never repeats what was typed.
    pub fn parse(pointer: &str, raw: RawCard<'_>, now: Timestamp) -> Result<Self, PaymentRefusal> {
        let number = CardNumber::parse(raw.number);
        let expiry = Expiry::parse(raw.exp_month, raw.exp_year, now);
        let brand = number.as_ref().map_or(Brand::Other, CardNumber::brand);
        let cvc = match &number {
            Ok(_) => Cvc::parse(raw.cvc, brand.cvc_digits()),
            // Which length fits is not known yet: either may.
            Err(_) => Cvc::parse(raw.cvc, 3).or_else(|| Cvc::parse(raw.cvc, 4)),
        };
        match (number, expiry, cvc) {
            (Ok(number), Ok(expiry), Some(cvc)) => Ok(Self { number, expiry, cvc }),
            (number, expiry, cvc) => {
                let mut fields = Vec::new();
                fields.extend(number.err().map(|problem| number_error(pointer, problem)));
                fields.extend(expiry.err().map(|problem| expiry_error(pointer, problem)));
                if cvc.is_none() {
                    fields.push(cvc_error(pointer, brand));
                }
                Err(PaymentRefusal::InvalidCard { fields })
            }
        }
    }

    /// Checks what was typed and that it is a published test number, the only ones a test shop may take.
    ///
    /// Errors: [`PaymentRefusal::InvalidCard`], [`PaymentRefusal::NotATestCard`].
    pub fn parse_for_test_shop(
        pointer: &str,
        raw: RawCard<'_>,
        now: Timestamp,
    ) -> Result<(Self, Outcome), PaymentRefusal> {
        let card = Self::parse(pointer, raw, now)?;
        match published_test_number(card.number.reveal()) {
            Some(outcome) => Ok((card, outcome)),
            None => Err(PaymentRefusal::NotATestCard { pointer: format!("{pointer}/number") }),
        }
    }

    /// Its brand.
    pub fn brand(&self) -> Brand {
        self.number.brand()
    }

    /// The last four digits, which may be shown and kept.
    pub fn last4(&self) -> String {
        self.number.last4()
    }
}

fn number_error(pointer: &str, problem: NumberProblem) -> FieldError {
    let (code, detail) = match problem {
        NumberProblem::Missing => ("required", "Enter the card number."),
        NumberProblem::NotDigits => {
            ("not_digits", "A card number has digits only; spaces and dashes are fine.")
        }
        NumberProblem::Length => {
            ("wrong_length", "A digit is missing or too many: most cards have 16, American Express 15.")
        }
        NumberProblem::Luhn => {
            ("failed_check", "A digit is wrong or missing. Compare the number with the card.")
        }
    };
    FieldError::new(format!("{pointer}/number"), code, detail)
}

fn expiry_error(pointer: &str, problem: ExpiryProblem) -> FieldError {
    let (field, code, detail) = match problem {
        ExpiryProblem::Month => ("exp_month", "out_of_range", "The month is a number from 1 to 12."),
        ExpiryProblem::Year => {
            ("exp_year", "out_of_range", "The year has two or four digits, as on the card.")
        }
        ExpiryProblem::Past => ("exp_year", "expired", "This card has expired. Use another card."),
    };
    FieldError::new(format!("{pointer}/{field}"), code, detail)
}

fn cvc_error(pointer: &str, brand: Brand) -> FieldError {
    let detail = match brand {
        Brand::Amex => "The security code has four digits, on the front of the card.",
        _ => "The security code has three digits, on the back of the card.",
    };
    FieldError::new(format!("{pointer}/cvc"), "wrong_length", detail)
}
