//! Brands of cards.

use crate::words::words;

/// Who issues the card, as far as its first digits tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Brand {
    /// Visa: 4…
    Visa,
    /// Mastercard: 51–55…, 2221–2720…
    Mastercard,
    /// American Express: 34…, 37…; its security code has four digits.
    Amex,
    /// Discover: 6011…, 644–649…, 65…
    Discover,
    /// Any other.
    Other,
}

words!(Brand { Visa = "visa", Mastercard = "mastercard", Amex = "amex", Discover = "discover", Other = "other" });

impl Brand {
    /// The brand of a number's first four digits.
    pub(super) fn of(first_four: u32) -> Self {
        match first_four {
            4000..=4999 => Self::Visa,
            5100..=5599 | 2221..=2720 => Self::Mastercard,
            3400..=3499 | 3700..=3799 => Self::Amex,
            6011 | 6440..=6599 => Self::Discover,
            _ => Self::Other,
        }
    }

    /// How many digits its security code has.
    pub const fn cvc_digits(self) -> usize {
        match self {
            Self::Amex => 4,
            _ => 3,
        }
    }

    /// Whether its numbers have this many digits: a dropped digit can pass the Luhn check.
    pub(super) fn has_numbers_of(self, digits: usize) -> bool {
        match self {
            Self::Visa => matches!(digits, 13 | 16 | 19),
            Self::Mastercard => digits == 16,
            Self::Amex => digits == 15,
            Self::Discover => (16..=19).contains(&digits),
            // The shortest and longest card numbers of ISO/IEC 7812 in use.
            Self::Other => (12..=19).contains(&digits),
        }
    }
}
