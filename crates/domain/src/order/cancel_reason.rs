//! Why an order ended unpaid.

use super::PaymentStatus;
use crate::words::words;

/// Why an order ended without having been paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CancelReason {
    /// Its time to be paid was over.
    Expired,
    /// Its buyer called it off.
    ByBuyer,
}

words!(CancelReason { Expired = "expired", ByBuyer = "cancelled_by_buyer" });

impl CancelReason {
    /// Where the payment of such an order stands.
    pub fn payment_status(self) -> PaymentStatus {
        match self {
            Self::Expired => PaymentStatus::Failed,
            Self::ByBuyer => PaymentStatus::Cancelled,
        }
    }
}
