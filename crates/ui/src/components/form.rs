//! What a form holds: what was typed, and what is wrong with it.

use serde::{Deserialize, Deserializer};
use souk_domain::{
    account::{MAX_NAME_CHARS, Username},
    address::{MAX_LINE_CHARS, MAX_PHONE_CHARS, MAX_PLACE_CHARS, MAX_POSTAL_CODE_CHARS, MAX_RESIDENCE_CHARS},
    bounds::promotion::MAX_CODE_CHARS,
    text::Email,
};
use zeroize::Zeroizing;

/// How many characters a field of that name takes. Fields of one name have one bound wherever they stand; what the page does
/// not stop, the use case refuses.
pub(crate) fn max_chars(field: &str) -> Option<usize> {
    Some(match field {
        "name" | "street" | "line2" => MAX_LINE_CHARS,
        "residence_number" => MAX_RESIDENCE_CHARS,
        "city" | "region" => MAX_PLACE_CHARS,
        "postal_code" => MAX_POSTAL_CODE_CHARS,
        "phone" => MAX_PHONE_CHARS,
        "email" | "login" => Email::MAX_CHARS,
        "coupon" => MAX_CODE_CHARS,
        "username" => Username::MAX_CHARS,
        "first_name" | "last_name" => MAX_NAME_CHARS,
        _ => return None,
    })
}

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
