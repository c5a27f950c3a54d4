//! Too much at once.

use crate::code::{Code, TOO_MANY_REQUESTS};
use crate::text::counted;

/// Too much at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("That was too much at once. Try again in {}.", counted(*retry_after_s, "second", "seconds"))]
pub struct ThrottleRefusal {
    /// When to try again.
    pub retry_after_s: u32,
    /// What was too much, where a client is told of it.
    pub policy: ThrottlePolicy,
}

/// How much of what is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottlePolicy {
    /// What is counted.
    pub name: &'static str,
    /// Uses allowed in one window.
    pub uses: u32,
    /// How long a window lasts.
    pub window_s: u32,
}

impl ThrottleRefusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        &TOO_MANY_REQUESTS
    }
}
