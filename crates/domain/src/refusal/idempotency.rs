//! What is refused about an idempotency key.

use super::{
    Code, IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REQUIRED,
};

/// What is refused about an idempotency key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdempotencyRefusal {
    /// None was sent where one is needed.
    #[error("Send an Idempotency-Key header: a fresh random word for each new order or payment.")]
    KeyRequired,
    /// It cannot be read.
    #[error("An Idempotency-Key has 1 to 255 printable ASCII characters, bare or in double quotes.")]
    Malformed,
    /// The first request with it has not answered yet.
    #[error("The first request with this Idempotency-Key is still running. Send it again in a moment.")]
    InFlight {
        /// When to try again.
        retry_after_s: u32,
    },
    /// It was used with another body.
    #[error("This Idempotency-Key was used for a different request. Use a fresh one.")]
    Conflict,
}

impl IdempotencyRefusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        match self {
            Self::KeyRequired => &IDEMPOTENCY_KEY_REQUIRED,
            Self::Malformed => &IDEMPOTENCY_KEY_MALFORMED,
            Self::InFlight { .. } => &IDEMPOTENCY_IN_FLIGHT,
            Self::Conflict => &IDEMPOTENCY_CONFLICT,
        }
    }
}
