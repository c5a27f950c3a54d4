//! What one line of the bank's file says.

use serde::{Deserialize, Serialize};

use super::{Charge, ChargeStatus, ChargedCard, Refund, RefundStatus};
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
    /// A charge that was begun, or waited for its buyer or the shop, has come further.
    ChargeDecided {
        key: String,
        status: ChargeStatus,
        decline_code: Option<DeclineCode>,
        /// The card it is confirmed with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        card: Option<ChargedCard>,
    },
    Refunded(Refund),
    /// A refund that was not at its end has come to it.
    RefundDecided {
        key: String,
        status: RefundStatus,
    },
    /// The receiver took the notice that line `of` caused.
    NoticeDelivered {
        of: u64,
    },
}
