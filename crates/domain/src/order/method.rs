//! Ways to pay and their terms.

use crate::words::words;

/// A way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentMethod {
    /// A card, through a gateway.
    Card,
    /// A bank transfer, matched by its reference.
    BankTransfer,
    /// Cash, when it arrives.
    CashOnDelivery,
    /// Nothing is due.
    None,
}

words!(PaymentMethod {
    Card = "card",
    BankTransfer = "bank_transfer",
    CashOnDelivery = "cash_on_delivery",
    None = "none",
});

/// Who takes the buyer's money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collector {
    /// A gateway, which settles with the market later.
    Gateway,
    /// The market, on its own account.
    Market,
    /// Whoever hands the parcel over: [`super::CashCollector`] says whom that is.
    Door,
    /// Nobody: nothing is due.
    Nobody,
}

/// What a way to pay asks and allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How long an unpaid order holds its stock, in seconds.
    pub hold_s: u32,
    /// How long after a decline, in seconds.
    pub hold_after_decline_s: u32,
    /// Whether vendors send it before it is paid: then it waits for no money, and holds its stock until it is sent.
    pub ships_before_payment: bool,
    /// Who takes the money.
    pub collector: Collector,
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
        let (hold_s, hold_after_decline_s, collector) = match self {
            Self::Card => (CARD_HOLD_S, CARD_HOLD_AFTER_DECLINE_S, Collector::Gateway),
            Self::BankTransfer => (TRANSFER_HOLD_S, TRANSFER_HOLD_S, Collector::Market),
            Self::CashOnDelivery => (0, 0, Collector::Door),
            Self::None => (0, 0, Collector::Nobody),
        };
        let ships_before_payment = matches!(self, Self::CashOnDelivery);
        Terms { hold_s, hold_after_decline_s, ships_before_payment, collector }
    }

    /// Whether people give its money back, for no gateway has it.
    pub const fn is_given_back_by_hand(self) -> bool {
        matches!(self.terms().collector, Collector::Market | Collector::Door)
    }
}
