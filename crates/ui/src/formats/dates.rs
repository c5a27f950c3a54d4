//! Dates as a shopper reads them: a weekday and a day, never "soon".

use fluent_templates::fluent_bundle::FluentValue;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::texts::{Word, say};

/// `Tue, Nov 24`.
pub fn day(value: Date) -> String {
    value.strftime("%a, %b %-d").to_string()
}

impl Word for Date {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(day(*self))
    }
}

/// `Sat, Nov 21, 4:12 pm UTC`, in the zone the value carries.
pub fn moment(value: &Zoned) -> String {
    value.strftime("%a, %b %-d, %-I:%M %P %Z").to_string()
}

/// A moment as the page shows it: the market keeps its times in UTC.
pub fn at(moment: Timestamp) -> Zoned {
    moment.to_zoned(TimeZone::UTC)
}

/// `November 2026`.
pub fn month(value: Timestamp) -> String {
    month_of(at(value).date())
}

/// The same of a day.
pub fn month_of(value: Date) -> String {
    value.strftime("%B %Y").to_string()
}

/// `Nov 24, 2026`: where years apart stand in one list.
pub fn dated(value: Date) -> String {
    value.strftime("%b %-d, %Y").to_string()
}

/// `30 minutes`, `one hour`, `7 days`: in the largest unit that says it exactly; parts of a minute are left out.
pub fn duration(seconds: u32) -> String {
    let minutes = seconds / 60;
    let (key, count) = match minutes {
        _ if minutes > 0 && minutes.is_multiple_of(24 * 60) => ("days", minutes / (24 * 60)),
        _ if minutes > 0 && minutes.is_multiple_of(60) => ("hours", minutes / 60),
        _ => ("minutes", minutes),
    };
    say(key, &[("count", &count)])
}

/// `Tue, Nov 24`, or `Tue, Nov 24 to Fri, Nov 27` when it may be any day between.
pub fn span(earliest: Date, latest: Date) -> String {
    if earliest == latest {
        return day(earliest);
    }
    say("day-span", &[("from", &day(earliest)), ("to", &day(latest))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_said_in_its_largest_unit() {
        let words = [60, 1800, 3600, 5400, 2 * 86_400, 7 * 86_400].map(duration);
        assert_eq!(words, ["one minute", "30 minutes", "one hour", "90 minutes", "2 days", "7 days"]);
    }
}
