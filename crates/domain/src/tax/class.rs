//! Tax classes: kinds of goods by what tax is due on them.

use std::{fmt, str::FromStr};

use crate::bounds::tax::MAX_CLASS_CHARS;

/// A tax class by its word, as products, files and orders name it: small letters and digits, single dashes between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxClassCode(String);

/// The text is no word of a tax class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tax class is 1 to {} small letters and digits, single dashes between them", MAX_CLASS_CHARS)]
pub struct MalformedTaxClass;

impl TaxClassCode {
    /// The class of everything that nobody gave another.
    pub const STANDARD: &'static str = "standard";

    /// Reads a word as it is written; nothing is mended.
    pub fn parse(text: &str) -> Result<Self, MalformedTaxClass> {
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= MAX_CLASS_CHARS && text.split('-').all(is_word) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedTaxClass)
        }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the class of everything that nobody gave another.
    pub fn is_standard(&self) -> bool {
        self.0 == Self::STANDARD
    }
}

impl Default for TaxClassCode {
    fn default() -> Self {
        Self(Self::STANDARD.to_owned())
    }
}

impl fmt::Display for TaxClassCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TaxClassCode {
    type Err = MalformedTaxClass;

    fn from_str(text: &str) -> Result<Self, MalformedTaxClass> {
        Self::parse(text)
    }
}

/// A tax class.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaxClass {
    /// Its word, which never changes.
    pub code: TaxClassCode,
    /// Its name, as vendors read it.
    pub name: String,
    /// Its rate wherever a zone names none for it, in basis points; `None`: that of the standard class there.
    pub bps: Option<u32>,
}
