use jiff::Timestamp;
use souk_db::BoxFuture;

use super::{Around, Seat, around};
use crate::{
    App, Result,
    ledger::{self, VendorEntry, VendorFunds},
    paging::{DEFAULT_LIMIT, Page},
};

/// What is asked of a vendor's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyQuery {
    /// From when, and the first moment after.
    pub time: (Timestamp, Timestamp),
    /// Behind which row the page begins.
    pub after: Option<String>,
}

/// What a vendor has, and a page of how it came to be.
#[derive(Clone, Debug)]
pub struct MoneyPage {
    pub around: Around,
    pub funds: VendorFunds,
    /// The newest first.
    pub entries: Page<VendorEntry>,
    /// When it was looked at.
    pub now: Timestamp,
}

/// What a vendor has, and a page of the entries of a time. Errors: a malformed cursor.
pub fn money(app: &App, seat: Seat, query: MoneyQuery) -> BoxFuture<'static, Result<MoneyPage>> {
    app.snapshot_with(seat.actor(), query, move |ctx, query| {
        Box::pin(async move {
            let after = query.after.as_deref();
            Ok(MoneyPage {
                around: around::load(ctx, seat).await?,
                funds: ledger::vendor_funds(ctx, seat.vendor).await?,
                entries: ledger::vendor_entries(ctx, seat.vendor, query.time, after, DEFAULT_LIMIT).await?,
                now: ctx.now,
            })
        })
    })
}
