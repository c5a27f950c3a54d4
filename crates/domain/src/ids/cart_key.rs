//! The capability by which a guest holds a cart.

use super::{MalformedId, base32};
use std::{fmt, str::FromStr};

/// The 128 random bits that open a cart: whoever has them holds it, so they are stored hashed and never logged.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CartKey([u8; 16]);

impl CartKey {
    /// What the written form starts with, before the underscore.
    pub const PREFIX: &'static str = "cart";

    /// A key of 16 random bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes, to hash; never to store.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for CartKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", Self::PREFIX, base32::encode(self.0))
    }
}

impl fmt::Debug for CartKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CartKey(redacted)")
    }
}

impl FromStr for CartKey {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        super::after_prefix(text, Self::PREFIX)
            .and_then(base32::decode)
            .map(Self)
            .ok_or(MalformedId { expected_prefix: Self::PREFIX })
    }
}
