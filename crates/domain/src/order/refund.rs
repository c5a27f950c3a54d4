//! Where a refund stands.

use crate::words::words;

/// Where money on its way back stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefundStatus {
    /// Promised, not yet sent.
    Requested,
    /// Being sent: an answer may come.
    Sent,
    /// Sent, and nobody knows the answer yet: asked again under the same key.
    InDoubt,
    /// The gateway promised it.
    Pending,
    /// The money went back. It may come back from there still: then the refund has failed.
    Succeeded,
    /// The money did not go back: people decide.
    Failed,
    /// It had failed, and another refund stands in its place.
    Retried,
    /// It was never paid: it is due no more, and nothing goes back.
    Waived,
}

words!(RefundStatus {
    Requested = "requested",
    Sent = "sent",
    InDoubt = "in_doubt",
    Pending = "pending",
    Succeeded = "succeeded",
    Failed = "failed",
    Retried = "retried",
    Waived = "waived",
});

impl RefundStatus {
    /// Whether nothing more is to be asked of its gateway.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Retried | Self::Waived)
    }
}
