//! Texts that nobody may see again: no `Debug`, no `Serialize`, wiped when dropped.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};
use souk_domain::account::MAX_PASSWORD_CHARS;
use zeroize::Zeroizing;

/// The longest code or token, with any spacing.
pub(crate) const MAX_CODE_CHARS: usize = 64;

/// A password as it was typed.
pub(crate) type Password = Secret<MAX_PASSWORD_CHARS>;
/// A code, or what a mailed link carries.
pub(crate) type Code = Secret<MAX_CODE_CHARS>;

/// A text of at most so many characters.
#[derive(Clone)]
pub(crate) struct Secret<const MAX_CHARS: usize>(Zeroizing<String>);

impl<const MAX_CHARS: usize> Secret<MAX_CHARS> {
    /// It, for the one who checks it.
    pub(crate) fn take(self) -> Zeroizing<String> {
        self.0
    }

    /// A look at it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de, const MAX_CHARS: usize> Deserialize<'de> for Secret<MAX_CHARS> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_str(SecretVisitor)
    }
}

struct SecretVisitor<const MAX_CHARS: usize>;

impl<const MAX_CHARS: usize> Visitor<'_> for SecretVisitor<MAX_CHARS> {
    type Value = Secret<MAX_CHARS>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text of at most {MAX_CHARS} characters")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.chars().count() > MAX_CHARS {
            // the text itself must not come into the error
            return Err(E::custom(format!("too long, expected a text of at most {MAX_CHARS} characters")));
        }
        Ok(Secret(Zeroizing::new(text.to_owned())))
    }
}
