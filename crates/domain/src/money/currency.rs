//! Currencies of ISO 4217.

use std::{cmp::Ordering, fmt, hash, str::FromStr};

/// A currency with a code of three capital letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Currency(iso_currency::Currency);

/// No currency we can charge in has that code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code of ISO 4217 such as USD")]
pub struct UnknownCurrency;

impl Currency {
    /// The US dollar, the default of a new market.
    pub const USD: Self = Self(iso_currency::Currency::USD);

    /// Reads a code in capital letters; currencies without minor units of account (gold, test codes) are refused.
    pub fn parse(code: &str) -> Result<Self, UnknownCurrency> {
        let currency = iso_currency::Currency::from_code(code).ok_or(UnknownCurrency)?;
        currency.exponent().ok_or(UnknownCurrency)?;
        Ok(Self(currency))
    }

    /// The three capital letters.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// How many decimals its prices have: 2 for USD, 0 for JPY, 3 for KWD.
    pub fn minor_digits(&self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// The usual sign, such as `$`.
    pub fn symbol(&self) -> String {
        self.0.symbol().to_string()
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        Self::parse(code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl hash::Hash for Currency {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.code().hash(state);
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}
