//! Too much at once.

use crate::code::{Code, TOO_MANY_REQUESTS};

/// Too much at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("That was too much at once. Try again in {retry_after_s} seconds.")]
pub struct ThrottleRefusal {
    /// When to try again.
    pub retry_after_s: u32,
}

impl ThrottleRefusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        &TOO_MANY_REQUESTS
    }
}
