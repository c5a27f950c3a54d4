//! Money: whole minor units of one currency, never a float.
//!
//! - [`Currency`], [`Money`]: what stands at the edges; rules inside work with `i64` minor units
//! - [`parse_price`], [`to_decimal`]: between text and minor units
//! - [`round_half_up`], [`share_by_largest_remainder`]: the only two ways a cent is ever rounded

mod currency;
mod decimal;
mod share;
#[cfg(test)]
mod tests;

pub use currency::{Currency, UnknownCurrency};
pub use decimal::{MoneyError, parse_price, parse_typed_price, to_decimal};
pub use share::{round_half_up, share_by_largest_remainder};

use std::fmt;

/// The dearest price of one piece, in minor units: a billion dollars. With 999 pieces on 200 lines every sum stays
/// below 2 × 10^16, far inside `i64`.
pub const MAX_PRICE: i64 = 100_000_000_000;

/// An amount of minor units in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units: cents for USD, whole yen for JPY.
    pub minor: i64,
    /// The currency they are of.
    pub currency: Currency,
}

impl Money {
    /// That many minor units of the currency.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads a price such as `36.00`, with at most the currency's decimals.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        parse_price(text, currency).map(|minor| Self { minor, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", to_decimal(self.minor, self.currency), self.currency)
    }
}
