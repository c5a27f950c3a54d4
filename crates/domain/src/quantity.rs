//! How many pieces of a thing.

use std::fmt;

/// Pieces of one line: 1 to 999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u32);

/// The number is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quantity is a whole number from 1 to {}", Quantity::MAX)]
pub struct QuantityOutOfRange;

impl Quantity {
    /// More than any household buys at once, and small enough that no sum of prices can overflow.
    pub const MAX: u32 = 999;

    /// The one piece of a unique variant.
    pub const ONE: Self = Self(1);

    /// The quantity of a number as it was sent, of any size or sign.
    pub fn parse(number: i64) -> Result<Self, QuantityOutOfRange> {
        match u32::try_from(number) {
            Ok(pieces @ 1..=Self::MAX) => Ok(Self(pieces)),
            _ => Err(QuantityOutOfRange),
        }
    }

    /// The number of pieces.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_1_to_999() {
        for good in [1, 2, 999] {
            assert_eq!(Quantity::parse(good).map(|q| i64::from(q.get())), Ok(good));
        }
        for bad in [0, -1, 1_000, i64::MAX, i64::MIN, 1 << 32, (1 << 32) + 1] {
            assert_eq!(Quantity::parse(bad), Err(QuantityOutOfRange), "{bad}");
        }
    }
}
