//! When a card ends.

use crate::text::plain;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// No card is valid longer; a later year is a typing error.
const MAX_YEARS_AHEAD: i16 = 20;

/// The last month a card is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expiry {
    /// The year, four digits.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExpiryProblem {
    Month,
    Year,
    Past,
}

impl Expiry {
    /// Reads a month (1 to 12) and a year of two or four digits; a card is good to the end of its month.
    pub(super) fn parse(month: &str, year: &str, now: Timestamp) -> Result<Self, ExpiryProblem> {
        let month = plain(month);
        let month: i8 = digits(&month, 1..=2)
            .and_then(|()| month.parse().ok())
            .filter(|m| (1..=12).contains(m))
            .ok_or(ExpiryProblem::Month)?;
        let year = plain(year);
        let number: i16 = year.parse().map_err(|_| ExpiryProblem::Year)?;
        let year = match year.len() {
            2 => digits(&year, 2..=2).map(|()| 2000 + number),
            _ => digits(&year, 4..=4).map(|()| number),
        }
        .ok_or(ExpiryProblem::Year)?;
        let today = now.to_zoned(TimeZone::UTC).date();
        if (year, month) < (today.year(), today.month()) {
            return Err(ExpiryProblem::Past);
        }
        if year > today.year().saturating_add(MAX_YEARS_AHEAD) {
            Err(ExpiryProblem::Year)
        } else {
            Ok(Self { year, month })
        }
    }
}

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<()> {
    (count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
}
