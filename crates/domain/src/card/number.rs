//! The two secrets of a card; neither can be printed, and both are wiped when dropped.

use super::Brand;
use crate::text::plain;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A card number that passes the Luhn check.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct CardNumber(String);

/// A security code of three or four digits.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Cvc(String);

/// Why a number is none; says nothing of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberProblem {
    Missing,
    NotDigits,
    Length,
    Luhn,
}

impl CardNumber {
    /// Digits of the shortest number.
    pub const MIN_CHARS: usize = 12;
    /// Characters with any spacing of 19 digits: more is not worth reading.
    pub const MAX_CHARS: usize = 64;

    pub(super) fn parse(typed: &str) -> Result<Self, NumberProblem> {
        if typed.trim().is_empty() {
            return Err(NumberProblem::Missing);
        }
        if typed.chars().take(Self::MAX_CHARS + 1).count() > Self::MAX_CHARS {
            return Err(NumberProblem::Length);
        }
        let plain = Zeroizing::new(plain(typed));
        // Room for all of it at once: growing would leave a copy behind that nobody wipes.
        let mut digits = Self(String::with_capacity(plain.len()));
        digits.0.extend(plain.chars().filter(|c| !matches!(c, ' ' | '-')));
        if !digits.0.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberProblem::NotDigits);
        }
        if !digits.brand().has_numbers_of(digits.0.len()) {
            return Err(NumberProblem::Length);
        }
        if passes_luhn(&digits.0) { Ok(digits) } else { Err(NumberProblem::Luhn) }
    }

    /// The digits, to hand to a gateway and to nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The last four digits, which may be shown and kept.
    pub fn last4(&self) -> String {
        self.0.get(self.0.len().saturating_sub(4)..).unwrap_or_default().to_owned()
    }

    /// Its brand.
    pub fn brand(&self) -> Brand {
        Brand::of(self.0.get(..4).and_then(|first| first.parse().ok()).unwrap_or(0))
    }
}

impl Cvc {
    pub(super) fn parse(typed: &str, digits: usize) -> Option<Self> {
        let typed = Zeroizing::new(plain(typed));
        let good = typed.len() == digits && typed.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| Self(String::clone(&typed)))
    }

    /// The digits, to hand to a gateway and to nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Luhn: from the right, every second digit doubled, digits summed, a multiple of ten.
fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}
