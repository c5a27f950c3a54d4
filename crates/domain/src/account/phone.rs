use std::fmt;

use crate::text::plain;

/// Digits of a number with its country code (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// A telephone number as E.164 writes it: `+15550100123`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// The text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write the number with + and the country in front, such as +1 555 010 0123")]
pub struct MalformedPhone;

impl Phone {
    /// Characters of a number as it is kept, the plus included.
    pub const MAX_CHARS: usize = 1 + *DIGITS.end();

    /// Reads a number written with its country code, after `+` or `00`; spaces, dots, dashes, slashes and brackets are
    /// dropped.
    pub fn parse(text: &str) -> Result<Self, MalformedPhone> {
        let mut digits = String::new();
        let mut plus = false;
        for c in plain(text).chars() {
            match c {
                '+' if digits.is_empty() && !plus => plus = true,
                '0'..='9' => digits.push(c),
                ' ' | '.' | '-' | '/' | '(' | ')' => {}
                _ => return Err(MalformedPhone),
            }
            if digits.len() > *DIGITS.end() + 2 {
                return Err(MalformedPhone);
            }
        }
        let number = match digits.strip_prefix("00") {
            Some(rest) if !plus => rest,
            _ if plus => &digits,
            _ => return Err(MalformedPhone),
        };
        let good = DIGITS.contains(&number.len()) && !number.starts_with('0');
        if good { Ok(Self(format!("+{number}"))) } else { Err(MalformedPhone) }
    }

    /// The number, `+15550100123`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Phone {
    /// Numbers are personal: a log shows only that there is one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}
