//! Why the bank refuses, as a stable code and words a developer can act on.

use crate::cards::CardFault;
use crate::journal::JournalFault;

/// Seconds after which a caller may try again when the disk does not keep up.
pub(crate) const RETRY_AFTER_S: u32 = 1;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Refusal {
    Malformed {
        detail: String,
    },
    NotJson,
    TooLarge,
    TooLate,
    Invalid {
        field: &'static str,
        detail: String,
    },
    Card(CardFault),
    CardInText {
        field: &'static str,
    },
    UnknownKey,
    UnknownReference,
    KeyReused,
    UnknownCharge,
    NotRefundable,
    CurrencyMismatch {
        charged: String,
    },
    ExceedsCharge {
        left: i64,
    },
    NotFound,
    MethodNotAllowed,
    Unauthenticated,
    Misdirected,
    Overloaded,
    /// The bank does not know whether what it was asked is on the disk.
    Stopped,
}

impl Refusal {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed_json",
            Self::NotJson => "unsupported_media_type",
            Self::TooLarge => "body_too_large",
            Self::TooLate => "body_too_late",
            Self::Invalid { .. } => "invalid_value",
            Self::Card(CardFault::NotATestCard) => "not_a_test_card",
            Self::Card(CardFault::Expiry) => "invalid_expiry",
            Self::Card(CardFault::Cvc) => "invalid_cvc",
            Self::CardInText { .. } => "card_in_text",
            Self::UnknownKey => "unknown_key",
            Self::UnknownReference => "unknown_reference",
            Self::KeyReused => "key_reused",
            Self::UnknownCharge => "unknown_charge",
            Self::NotRefundable => "not_refundable",
            Self::CurrencyMismatch { .. } => "currency_mismatch",
            Self::ExceedsCharge { .. } => "exceeds_charge",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::Unauthenticated => "unauthenticated",
            Self::Misdirected => "misdirected",
            Self::Overloaded => "overloaded",
            Self::Stopped => "storage_stopped",
        }
    }

    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Malformed { .. } => 400,
            Self::Unauthenticated => 401,
            Self::UnknownKey | Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLate => 408,
            Self::KeyReused => 409,
            Self::TooLarge => 413,
            Self::NotJson => 415,
            Self::Misdirected => 421,
            Self::Overloaded | Self::Stopped => 503,
            Self::Invalid { .. }
            | Self::Card(_)
            | Self::CardInText { .. }
            | Self::UnknownReference
            | Self::UnknownCharge
            | Self::NotRefundable
            | Self::CurrencyMismatch { .. }
            | Self::ExceedsCharge { .. } => 422,
        }
    }

    /// The field at fault, as a path into the sent JSON.
    pub(crate) fn field(&self) -> Option<&'static str> {
        match self {
            Self::Invalid { field, .. } | Self::CardInText { field } => Some(field),
            Self::Card(CardFault::NotATestCard) => Some("card.number"),
            Self::Card(CardFault::Expiry) => Some("card.exp_month"),
            Self::Card(CardFault::Cvc) => Some("card.cvc"),
            Self::UnknownReference => Some("reference"),
            Self::UnknownCharge | Self::NotRefundable => Some("charge_key"),
            Self::CurrencyMismatch { .. } => Some("currency"),
            Self::ExceedsCharge { .. } => Some("amount"),
            _ => None,
        }
    }

    pub(crate) fn detail(&self) -> String {
        match self {
            Self::Malformed { detail } | Self::Invalid { detail, .. } => detail.clone(),
            Self::NotJson => "send the body as application/json".to_owned(),
            Self::TooLarge => "the body is larger than any request of this bank".to_owned(),
            Self::TooLate => "the body did not arrive in time".to_owned(),
            Self::Card(CardFault::NotATestCard) => {
                "this is a test bank: only published test numbers are taken, never enter a real card"
                    .to_owned()
            }
            Self::Card(CardFault::Expiry) => "the month is 1 to 12, the year of this century".to_owned(),
            Self::Card(CardFault::Cvc) => {
                "the code has three digits, or four for American Express".to_owned()
            }
            Self::CardInText { .. } => {
                "the text carries a card number; send that in card.number only".to_owned()
            }
            Self::UnknownKey => "nothing was ever asked with this key".to_owned(),
            Self::UnknownReference => "no charge of this key has this reference; begin it first".to_owned(),
            Self::KeyReused => {
                "the key was used with another amount, currency or charge; use a new key".to_owned()
            }
            Self::UnknownCharge => "no charge has this key".to_owned(),
            Self::NotRefundable => "the charge did not succeed, so nothing was taken".to_owned(),
            Self::CurrencyMismatch { charged } => format!("the charge was made in {charged}"),
            Self::ExceedsCharge { left } => format!("only {left} (minor units) are left of the charge"),
            Self::NotFound => "there is nothing at this address".to_owned(),
            Self::MethodNotAllowed => "this address does not take this method".to_owned(),
            Self::Unauthenticated => "prove that you know the webhook secret".to_owned(),
            Self::Misdirected => "this bank is not asked by that name".to_owned(),
            Self::Overloaded => "the disk does not keep up; try again".to_owned(),
            Self::Stopped => {
                "the bank cannot say what is on its disk; look the key up once it is back".to_owned()
            }
        }
    }

    pub(crate) fn retry_after_s(&self) -> Option<u32> {
        matches!(self, Self::Overloaded | Self::Stopped).then_some(RETRY_AFTER_S)
    }
}

impl From<JournalFault> for Refusal {
    fn from(fault: JournalFault) -> Self {
        match fault {
            JournalFault::Full => Self::Overloaded,
            JournalFault::Stopped => Self::Stopped,
        }
    }
}
