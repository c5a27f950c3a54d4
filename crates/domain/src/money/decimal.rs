//! Between decimal text and minor units, without a float.

use super::{Currency, MAX_PRICE};
use crate::text::plain;

/// The text is no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("a price is needed, such as 36.00")]
    Empty,
    /// It has something else than digits and one point.
    #[error("a price is written with digits and one point, such as 36.00")]
    NotANumber,
    /// A minus sign.
    #[error("a price cannot be negative")]
    Negative,
    /// More decimals than the currency has.
    #[error("this currency has at most {allowed} decimals")]
    TooManyDecimals {
        /// The currency's decimals.
        allowed: u32,
    },
    /// Above [`MAX_PRICE`].
    #[error("a price may be at most 100,000,000,000 minor units")]
    TooLarge,
}

/// Reads `36`, `36.5` or `36.00` into minor units; no signs, no grouping, no exponent.
pub fn parse_price(text: &str, currency: Currency) -> Result<i64, MoneyError> {
    let text = plain(text);
    let text = text.as_str();
    if text.is_empty() {
        return Err(MoneyError::Empty);
    }
    if let Some(rest) = text.strip_prefix('-') {
        return Err(if is_number(rest) { MoneyError::Negative } else { MoneyError::NotANumber });
    }
    if !is_number(text) {
        return Err(MoneyError::NotANumber);
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let allowed = currency.minor_digits();
    if decimals.len() > allowed as usize {
        return Err(MoneyError::TooManyDecimals { allowed });
    }
    let zeros = (allowed as usize).saturating_sub(decimals.len());
    let digits = whole.bytes().chain(decimals.bytes()).chain(std::iter::repeat_n(b'0', zeros));
    let mut minor: i64 = 0;
    for digit in digits {
        minor = minor
            .checked_mul(10)
            .and_then(|ten| ten.checked_add(i64::from(digit.wrapping_sub(b'0'))))
            .filter(|so_far| *so_far <= MAX_PRICE)
            .ok_or(MoneyError::TooLarge)?;
    }
    Ok(minor)
}

/// Reads a price as people type it: what stands after a comma alone is cents where it has as many digits as cents have.
pub fn parse_typed_price(typed: &str, currency: Currency) -> Result<i64, MoneyError> {
    let typed = typed.trim();
    match typed.split_once(',') {
        Some((whole, decimals)) if decimals.len() == currency.minor_digits() as usize => {
            parse_price(&format!("{whole}.{decimals}"), currency)
        }
        _ => parse_price(typed, currency),
    }
}

/// Digits, at most one point, digits on both sides of it.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(text),
    }
}

/// Writes minor units with all the currency's decimals: 3600 USD is `36.00`.
pub fn to_decimal(minor: i64, currency: Currency) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let places = currency.minor_digits();
    let unit = 10_u64.pow(places);
    let size = minor.unsigned_abs();
    let (whole, decimals) = (size / unit, size % unit);
    if places == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{decimals:0width$}", width = places as usize)
}
