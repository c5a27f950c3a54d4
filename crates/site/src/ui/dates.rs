//! Dates as a shopper reads them: a weekday and a day, never "soon".

use jiff::Zoned;
use jiff::civil::Date;

/// `Tue, Nov 24`.
pub fn day(value: Date) -> String {
    value.strftime("%a, %b %-d").to_string()
}

/// `Sat, Nov 21, 4:12 pm`, in the zone the value carries.
pub fn moment(value: &Zoned) -> String {
    value.strftime("%a, %b %-d, %-I:%M %P").to_string()
}

/// `Tue, Nov 24`, or `Tue, Nov 24 to Fri, Nov 27` when it may be any day between.
pub fn span(earliest: Date, latest: Date) -> String {
    if earliest == latest {
        return day(earliest);
    }
    crate::texts::say("day-span", &[("from", &day(earliest)), ("to", &day(latest))])
}
