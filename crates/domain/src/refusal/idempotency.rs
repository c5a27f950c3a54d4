//! What is refused about an idempotency key.

use crate::code::refusals;

refusals! {
    /// What is refused about an idempotency key.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum IdempotencyRefusal {
        /// None was sent where one is needed.
        #[error("Send an Idempotency-Key header: a fresh random word for each new order or payment.")]
        KeyRequired => IDEMPOTENCY_KEY_REQUIRED,
        /// It cannot be read.
        #[error("An Idempotency-Key has 1 to 255 printable ASCII characters, bare or in double quotes.")]
        Malformed => IDEMPOTENCY_KEY_MALFORMED,
        /// The first request with it has not answered yet.
        #[error("The first request with this Idempotency-Key is still running. Send it again in a moment.")]
        InFlight {
            /// When to try again.
            retry_after_s: u32,
        } => IDEMPOTENCY_IN_FLIGHT,
        /// It was used with another body.
        #[error("This Idempotency-Key was used for a different request. Use a fresh one.")]
        Conflict => IDEMPOTENCY_CONFLICT,
    }
}
