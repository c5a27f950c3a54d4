//! Ids: opaque prefixed words outside, 16 bytes (UUIDv7) inside.
//!
//! - [`kinds`](self): one type for each kind of thing
//! - [`CartKey`]: a cart's capability, which is no id
//! - [`OrderNumber`]: what a buyer reads out

mod base32;
mod cart_key;
mod kinds;
mod order_number;
#[cfg(test)]
mod tests;

pub use cart_key::CartKey;
pub use kinds::*;
pub use order_number::OrderNumber;

/// The text is no id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {expected_prefix}_… with 26 characters after the underscore")]
pub struct MalformedId {
    /// The prefix an id of this kind starts with.
    pub expected_prefix: &'static str,
}

fn after_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    text.strip_prefix(prefix)?.strip_prefix('_')
}
