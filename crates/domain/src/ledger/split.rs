//! What of a sale goes to whom.

use std::iter::Sum;
use std::ops::{Add, Sub};

/// What of a sale goes to whom, or goes back: of a vendor order, a line of it, or some pieces of a line. Minor units.
///
/// Gross and platform discount together are exactly the other four. [`crate::order::Placement`] makes the splits of an
/// order; whatever is made of them later is a sum of such parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Split {
    /// Paid by the buyer.
    pub gross: i64,
    /// Added by the market.
    pub platform_discount: i64,
    /// To the vendor: what is left of the two; below zero when commission outweighs the sale.
    pub net: i64,
    /// To the market.
    pub commission: i64,
    /// Tax on that.
    pub commission_tax: i64,
    /// To be remitted by the market; 0 where the vendor remits its own.
    pub sales_tax: i64,
}

impl Split {
    /// Each figure of this and the other, put together.
    fn with(self, other: Self, join: impl Fn(i64, i64) -> i64) -> Self {
        Self {
            gross: join(self.gross, other.gross),
            platform_discount: join(self.platform_discount, other.platform_discount),
            net: join(self.net, other.net),
            commission: join(self.commission, other.commission),
            commission_tax: join(self.commission_tax, other.commission_tax),
            sales_tax: join(self.sales_tax, other.sales_tax),
        }
    }
}

impl Add for Split {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.with(other, |one, more| one + more)
    }
}

impl Sub for Split {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.with(other, |one, less| one - less)
    }
}

impl Sum for Split {
    fn sum<I: Iterator<Item = Self>>(splits: I) -> Self {
        splits.fold(Self::default(), Add::add)
    }
}
