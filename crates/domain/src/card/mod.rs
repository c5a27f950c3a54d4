//! Cards: read, checked, never shown and never kept.
//!
//! - [`Card`], [`RawCard`]: what the buyer typed, checked
//! - [`Brand`]: what may be shown of it, beside the last four digits
//! - [`Outcome`], [`published_test_number`], [`TEST_CARDS`]: the numbers the sandbox bank knows

mod brand;
mod expiry;
mod number;
mod parse;
mod test_numbers;
#[cfg(test)]
mod tests;

pub use brand::Brand;
pub use expiry::Expiry;
pub use number::{CardNumber, Cvc};
pub use parse::{Card, RawCard};
pub use test_numbers::{Outcome, TEST_CARDS, TestCard, published_test_number};
