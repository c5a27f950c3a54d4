use std::fmt;

use crate::{
    field::FieldError,
    text::{bounded_line, fold_key},
};

/// The name by which somebody signs in, kept as it was typed; letters of every script, digits, and `. _ -` between them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Username(String);

impl Username {
    /// Fewest characters of a username.
    pub const MIN_CHARS: usize = 3;
    /// Most characters of a username.
    pub const MAX_CHARS: usize = 40;

    /// Reads a username. `pointer` names the field in the error. An `@` is refused, so that a username is never taken for
    /// an e-mail address.
    pub fn parse(pointer: &str, text: &str) -> Result<Self, FieldError> {
        let line = bounded_line(pointer, text, Self::MIN_CHARS, Self::MAX_CHARS)?;
        let ends = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let within = line.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-') || joins(c));
        if within && ends(line.chars().next()) {
            return Ok(Self(line));
        }
        let detail = "A username has letters, digits, dots, dashes and underscores, and starts with a letter or digit.";
        Err(FieldError::new(pointer, "malformed_username", detail))
    }

    /// A username made of what stands before the `@` of an address, or of whatever else was given; `number` tells apart
    /// those that are alike.
    pub fn suggested(from: &str, number: u32) -> Self {
        let local = from.split('@').next().unwrap_or_default();
        let mut name: String =
            local.chars().filter(|c| c.is_alphanumeric()).take(Self::MAX_CHARS / 2).collect();
        if name.chars().count() < Self::MIN_CHARS {
            name.push_str("shopper");
        }
        if number > 0 {
            name.push_str(&number.to_string());
        }
        Self(name)
    }

    /// The name as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which other spellings of it are found.
    pub fn key(&self) -> String {
        fold_key(&self.0)
    }
}

/// Marks that letters of some scripts are written with: joiners, and combining marks.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}') || unicode_normalization::char::is_combining_mark(c)
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Username(…)")
    }
}
