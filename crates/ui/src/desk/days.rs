//! Days as forms write them; the times of the market are UTC.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What was typed is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDay;

/// The first moment of a day; `None` where none was typed. Errors: it is none.
pub fn first_moment(typed: &str) -> Result<Option<Timestamp>, NoDay> {
    match day(typed)? {
        None => Ok(None),
        Some(day) => start(day).map(Some),
    }
}

/// The first moment after a day; `None` where none was typed. Errors: it is none.
pub fn end_moment(typed: &str) -> Result<Option<Timestamp>, NoDay> {
    match day(typed)? {
        None => Ok(None),
        Some(day) => day.tomorrow().map_err(|_| NoDay).and_then(start).map(Some),
    }
}

/// The day of a moment.
pub fn day_of(at: Timestamp) -> String {
    at.strftime("%F").to_string()
}

fn day(typed: &str) -> Result<Option<Date>, NoDay> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| NoDay),
    }
}

fn start(day: Date) -> Result<Timestamp, NoDay> {
    day.to_zoned(TimeZone::UTC).map(|start| start.timestamp()).map_err(|_| NoDay)
}

#[cfg(test)]
mod tests {
    use super::{NoDay, day_of, end_moment, first_moment};

    #[test]
    fn a_day_begins_and_ends_at_midnight() {
        let at = |moment: Result<Option<jiff::Timestamp>, NoDay>| moment.unwrap().unwrap().to_string();
        assert_eq!(at(first_moment(" 2026-11-30 ")), "2026-11-30T00:00:00Z");
        assert_eq!(at(end_moment("2026-11-30")), "2026-12-01T00:00:00Z");
        assert_eq!(day_of(first_moment("2026-11-30").unwrap().unwrap()), "2026-11-30");
        assert_eq!(first_moment(""), Ok(None));
        for odd in ["yesterday", "2026-13-01", "9999-12-31"] {
            assert_eq!(end_moment(odd), Err(NoDay), "{odd}");
        }
    }
}
