//! Ways to pay and their terms.

use crate::words::words;

/// A way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentMethod {
    /// A card, through a gateway.
    Card,
    /// A bank transfer, matched by its reference.
    BankTransfer,
    /// Nothing is due.
    None,
}

words!(PaymentMethod { Card = "card", BankTransfer = "bank_transfer", None = "none" });

/// What a way to pay asks and allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How long an unpaid order holds its stock, in seconds.
    pub hold_s: u32,
    /// How long after a decline, in seconds.
    pub hold_after_decline_s: u32,
}

/// Long enough to confirm at the bank and try a second card, short enough not to starve other buyers.
const CARD_HOLD_S: u32 = 30 * 60;
/// After a decline most buyers try again at once or never.
const CARD_HOLD_AFTER_DECLINE_S: u32 = 10 * 60;
/// A transfer takes up to three bank days, and a week-end may lie between.
const TRANSFER_HOLD_S: u32 = 7 * 24 * 60 * 60;

impl PaymentMethod {
    /// Its terms.
    pub const fn terms(self) -> Terms {
        let (hold_s, hold_after_decline_s) = match self {
            Self::Card => (CARD_HOLD_S, CARD_HOLD_AFTER_DECLINE_S),
            Self::BankTransfer => (TRANSFER_HOLD_S, TRANSFER_HOLD_S),
            Self::None => (0, 0),
        };
        Terms { hold_s, hold_after_decline_s }
    }
}
