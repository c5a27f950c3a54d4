//! What the states of a return are called, and how old it is.

use jiff::Timestamp;
use souk_domain::order::ReturnStatus;
use souk_ui::texts::say;

/// Seconds of a day.
const DAY_S: i64 = 86_400;
/// Days after which one that nobody answered is late.
pub(super) const LATE_DAYS: i64 = 7;

pub(super) fn status_key(status: ReturnStatus) -> &'static str {
    match status {
        ReturnStatus::Requested => "return-requested",
        ReturnStatus::Approved => "return-approved",
        ReturnStatus::Refused => "return-refused",
        ReturnStatus::Received => "return-received",
        ReturnStatus::Refunded => "return-refunded",
    }
}

/// The class of a status' badge.
pub(super) fn tone(status: ReturnStatus) -> &'static str {
    match status {
        ReturnStatus::Requested => "warn",
        ReturnStatus::Approved | ReturnStatus::Received => "info",
        ReturnStatus::Refunded => "ok",
        ReturnStatus::Refused => "",
    }
}

/// Whole days since a moment.
pub(super) fn days_since(moment: Timestamp, now: Timestamp) -> i64 {
    (now.as_second() - moment.as_second()).max(0) / DAY_S
}

/// How old something of so many days is.
pub(super) fn age(days: i64) -> String {
    say("office-returns-age", &[("days", &days)])
}
