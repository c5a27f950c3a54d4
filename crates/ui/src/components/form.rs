//! What a form holds: what was typed, and what is wrong with it.

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// One field as it was sent: the words stay, the complaint stands below them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub value: String,
    /// What is wrong and how to mend it.
    pub error: Option<String>,
}

impl Entry {
    /// A field with nothing to complain about.
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }

    /// A field that has to be mended.
    pub fn wrong(value: impl Into<String>, error: impl Into<String>) -> Self {
        Self { value: value.into(), error: Some(error.into()) }
    }
}

/// One line of the summary above a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The `id` of the field it is about; empty when it is about none.
    pub field: String,
    pub words: String,
}

/// One entry of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}

/// What a form of one button sends, beside its token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ButtonForm {}

/// A field of a card, or a password. It has no `Debug`, and is wiped when it is dropped.
#[derive(Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// What was typed, for whoever reads it once.
    pub fn take(self) -> Zeroizing<String> {
        self.0
    }

    /// What was typed, for whoever checks it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|typed| Self(Zeroizing::new(typed)))
    }
}
