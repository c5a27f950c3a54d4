//! Why an order ended.

use super::{ActorKind, PaymentStatus};
use crate::words::words;

/// Why an order ended: without having been paid, or with its money on the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CancelReason {
    /// Its time to be paid was over.
    Expired,
    /// Its buyer called it off.
    ByBuyer,
    /// A vendor could not send what was left of it.
    ByVendor,
    /// The market called it off.
    ByMarket,
    /// It came back from the door, and was never paid.
    NotAccepted,
}

words!(CancelReason {
    Expired = "expired",
    ByBuyer = "cancelled_by_buyer",
    ByVendor = "cancelled_by_vendor",
    ByMarket = "cancelled_by_market",
    NotAccepted = "not_accepted",
});

impl CancelReason {
    /// Why an order ended that somebody of this kind ended.
    pub fn of(actor: ActorKind) -> Self {
        match actor {
            ActorKind::Buyer => Self::ByBuyer,
            ActorKind::Vendor => Self::ByVendor,
            ActorKind::Staff | ActorKind::System => Self::ByMarket,
        }
    }

    /// Where the payment of an order stands that ended so and was not paid.
    pub fn payment_status(self) -> PaymentStatus {
        match self {
            Self::Expired => PaymentStatus::Failed,
            Self::ByBuyer | Self::ByVendor | Self::ByMarket | Self::NotAccepted => PaymentStatus::Cancelled,
        }
    }
}
