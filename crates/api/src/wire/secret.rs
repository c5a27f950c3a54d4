//! Texts that nobody may see again: no `Debug`, no `Serialize`, wiped when dropped.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};
use zeroize::Zeroizing;

/// The longest password, each character of four bytes.
const MAX_PASSWORD_BYTES: usize = 4 * souk_domain::account::MAX_PASSWORD_CHARS;
/// The longest code or token, with any spacing.
pub(crate) const MAX_CODE_BYTES: usize = 64;

/// A password as it was typed.
pub(crate) type Password = Secret<MAX_PASSWORD_BYTES>;
/// A code, or what a mailed link carries.
pub(crate) type Code = Secret<MAX_CODE_BYTES>;

/// A text of at most so many bytes.
#[derive(Clone)]
pub(crate) struct Secret<const MAX_BYTES: usize>(Zeroizing<String>);

impl<const MAX_BYTES: usize> Secret<MAX_BYTES> {
    /// It, for the one who checks it.
    pub(crate) fn take(self) -> Zeroizing<String> {
        self.0
    }

    /// A look at it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de, const MAX_BYTES: usize> Deserialize<'de> for Secret<MAX_BYTES> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_str(SecretVisitor)
    }
}

struct SecretVisitor<const MAX_BYTES: usize>;

impl<const MAX_BYTES: usize> Visitor<'_> for SecretVisitor<MAX_BYTES> {
    type Value = Secret<MAX_BYTES>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text of at most {MAX_BYTES} bytes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.len() > MAX_BYTES {
            // the text itself must not come into the error
            return Err(E::custom(format!("too long, expected a text of at most {MAX_BYTES} bytes")));
        }
        Ok(Secret(Zeroizing::new(text.to_owned())))
    }
}
