//! What one line of the bank's file says.

use serde::{Deserialize, Serialize};

use super::{Charge, ChargeStatus, Refund};
use crate::cards::DeclineCode;

/// One line: its number (from 1, without gaps), when, and what happened.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    pub(crate) n: u64,
    pub(crate) at_ms: i64,
    pub(crate) entry: Entry,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    /// A charge with its first status; without terms it is a cancel that came before the charge.
    ChargeOpened(Charge),
    /// A charge that waited for its buyer is now final.
    ChargeDecided {
        key: String,
        status: ChargeStatus,
        decline_code: Option<DeclineCode>,
    },
    Refunded(Refund),
    /// The receiver took the notice that line `of` caused.
    NoticeDelivered {
        of: u64,
    },
}
