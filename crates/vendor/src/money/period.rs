//! The time whose movements are shown: two days as they were typed, or a month.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use souk_domain::percent;
use souk_market::ledger::ALL_TIME;
use souk_ui::dates;
use souk_ui::texts::say;

use crate::routes;
use souk_ui::desk::NoDay;

use crate::shared::{Mistakes, end_moment, first_moment};

/// Months that are one press away, this one among them.
const MONTHS: usize = 4;

/// What the address says: the first and the last day, each may be left out, and behind which row a page begins.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PeriodQuery {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) after: String,
}

/// A time that is one press away.
#[derive(Clone, Debug)]
pub struct Span {
    pub words: String,
    pub href: String,
    pub is_here: bool,
}

impl PeriodQuery {
    /// From when, and the first moment after; what is wrong with it stands at its fields.
    pub(super) fn time(&self) -> ((Timestamp, Timestamp), Mistakes) {
        let mut mistakes = Mistakes::default();
        let mut read = |field: &str, moment: Result<Option<Timestamp>, NoDay>, open: Timestamp| match moment {
            Ok(moment) => moment.unwrap_or(open),
            Err(NoDay) => {
                mistakes.add(field, say("desk-day-malformed", &[]));
                open
            }
        };
        let from = read("from", first_moment(&self.from), ALL_TIME.0);
        let to = read("to", end_moment(&self.to), ALL_TIME.1);
        if to <= from {
            mistakes.add("to", say("money-to-before-from", &[]));
        }
        ((from, to), mistakes)
    }

    /// Whether all time is asked for.
    pub(super) fn is_whole(&self) -> bool {
        self.from.trim().is_empty() && self.to.trim().is_empty()
    }

    /// The page of this time, behind a row.
    pub(super) fn page(&self, after: &str) -> String {
        format!("{}&after={}", of(routes::money(), &self.from, &self.to), percent::encode(after))
    }

    /// The first page of this time.
    pub(super) fn first_page(&self) -> String {
        of(routes::money(), &self.from, &self.to)
    }

    /// The file of this time.
    pub(super) fn file(&self) -> String {
        of(routes::statement(), &self.from, &self.to)
    }

    /// All time, and the months that are one press away.
    pub(super) fn spans(&self, now: Timestamp) -> Vec<Span> {
        let whole = Span {
            words: say("money-all-time", &[]),
            href: routes::money().to_owned(),
            is_here: self.is_whole(),
        };
        let month = |first: Date| {
            let (from, to) = (first.to_string(), first.last_of_month().to_string());
            Span {
                words: dates::month_of(first),
                href: of(routes::money(), &from, &to),
                is_here: (self.from.trim(), self.to.trim()) == (&*from, &*to),
            }
        };
        let this = dates::at(now).date().first_of_month();
        let before = |first: &Date| first.yesterday().ok().map(Date::first_of_month);
        let months = std::iter::successors(Some(this), before).take(MONTHS);
        std::iter::once(whole).chain(months.map(month)).collect()
    }
}

fn of(place: &str, from: &str, to: &str) -> String {
    format!("{place}?from={}&to={}", percent::encode(from.trim()), percent::encode(to.trim()))
}

#[cfg(test)]
mod tests {
    use super::PeriodQuery;

    fn asked(from: &str, to: &str) -> PeriodQuery {
        PeriodQuery { from: from.to_owned(), to: to.to_owned(), after: String::new() }
    }

    #[test]
    fn the_last_day_is_whole_and_none_is_before_the_first() {
        let ((from, to), mistakes) = asked("2026-11-01", "2026-11-01").time();
        assert!(mistakes.is_empty());
        assert_eq!(to.duration_since(from).as_hours(), 24);
        assert!(asked("2026-11-02", "2026-11-01").time().1.words("to").is_some());
        assert!(asked("soon", "").time().1.words("from").is_some());
    }

    #[test]
    fn months_go_back_over_the_turn_of_the_year() {
        let now = "2027-01-31T12:00:00Z".parse().unwrap();
        let spans = asked("2026-12-01", "2026-12-31").spans(now);
        let words: Vec<&str> = spans.iter().map(|span| span.words.as_str()).collect();
        assert_eq!(words[1..], ["January 2027", "December 2026", "November 2026", "October 2026"]);
        let here: Vec<bool> = spans.iter().map(|span| span.is_here).collect();
        assert_eq!(here, [false, false, true, false, false]);
    }
}
