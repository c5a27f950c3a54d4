//! Where a payment, and each attempt at it, stands.

use crate::words::words;

/// Where the payment of an order stands; captured, refunded and disputed are amounts, not statuses. One that has ended stays
/// ended: a late success of a failed or cancelled one is booked and refunded as amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentStatus {
    /// Nothing is decided.
    Pending,
    /// The money is promised and can be captured.
    Authorised,
    /// All of it is captured, or nothing was due.
    Completed,
    /// The order ended without a success.
    Failed,
    /// Called off before a success.
    Cancelled,
}

words!(PaymentStatus {
    Pending = "pending",
    Authorised = "authorised",
    Completed = "completed",
    Failed = "failed",
    Cancelled = "cancelled",
});

/// Where one try at a gateway stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttemptStatus {
    /// Written down, not yet sent.
    Created,
    /// Being sent: an answer may come.
    Sent,
    /// The buyer has to confirm at the bank.
    RequiresAction,
    /// Sent, and nobody knows the answer yet: never guessed.
    InDoubt,
    /// The gateway charged.
    Succeeded,
    /// The gateway refused.
    Declined,
    /// Definitely not charged.
    Cancelled,
    /// The gateway took another amount or currency than it was asked for: it pays nothing, and people decide.
    Mismatched,
}

words!(AttemptStatus {
    Created = "created",
    Sent = "sent",
    RequiresAction = "requires_action",
    InDoubt = "in_doubt",
    Succeeded = "succeeded",
    Declined = "declined",
    Cancelled = "cancelled",
    Mismatched = "mismatched",
});

impl AttemptStatus {
    /// Whether money may still move by it; a payment has at most one open attempt.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Sent | Self::RequiresAction | Self::InDoubt)
    }

    /// Whether the attempt may become `next`.
    ///
    /// A gateway that charged after all outweighs what we took for an end: declined and cancelled may still succeed
    /// (booked, then refunded). Nothing undoes a success, nor what came in another amount: giving money back is a refund.
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Created => next != Self::Created,
            Self::Sent => !matches!(next, Self::Created | Self::Sent),
            Self::RequiresAction => next == Self::InDoubt || !next.is_open(),
            Self::InDoubt => next == Self::RequiresAction || !next.is_open(),
            Self::Declined | Self::Cancelled => matches!(next, Self::Succeeded | Self::Mismatched),
            Self::Succeeded | Self::Mismatched => false,
        }
    }
}
