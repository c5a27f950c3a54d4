//! The number a buyer reads out on the telephone.

use super::{MalformedId, base32};
use crate::text::plain;
use std::{fmt, str::FromStr};

/// Symbols after the `S`: 40 random bits, so that nobody can count our orders.
const SYMBOLS: usize = 8;

/// An order's number, written `S-XXXX-XXXX`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderNumber([u8; 5]);

impl OrderNumber {
    /// Characters of a number with every kind of spacing: a longer text is not read.
    pub const MAX_CHARS: usize = 40;

    /// A number of five random bytes.
    pub const fn from_random(bytes: [u8; 5]) -> Self {
        Self(bytes)
    }

    /// The five bytes.
    pub const fn as_bytes(&self) -> &[u8; 5] {
        &self.0
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.iter().fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
        f.write_str("S")?;
        for place in (0..SYMBOLS).rev() {
            if place % 4 == 3 {
                f.write_str("-")?;
            }
            write!(f, "{}", base32::symbol(number >> (place * 5)).to_ascii_uppercase())?;
        }
        Ok(())
    }
}

impl fmt::Debug for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for OrderNumber {
    type Err = MalformedId;

    /// Reads what people type: any case, spaces, dashes of any kind or none, and O, I, L for 0, 1, 1.
    fn from_str(text: &str) -> Result<Self, MalformedId> {
        read(text).map(Self).ok_or(MalformedId { expected_prefix: "S" })
    }
}

fn read(text: &str) -> Option<[u8; 5]> {
    if text.chars().take(OrderNumber::MAX_CHARS + 1).count() > OrderNumber::MAX_CHARS {
        return None;
    }
    let typed: Vec<u8> = plain(text)
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'-'))
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let symbols = typed.strip_prefix(b"s")?;
    if symbols.len() != SYMBOLS {
        return None;
    }
    let mut number: u64 = 0;
    for symbol in symbols {
        let meant = match symbol {
            b'o' => b'0',
            b'i' | b'l' => b'1',
            other => *other,
        };
        number = (number << 5) | u64::from(base32::value(meant)?);
    }
    let [_, _, _, bytes @ ..] = number.to_be_bytes();
    Some(bytes)
}
