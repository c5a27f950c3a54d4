//! What faces ask of the ledger.

use std::fmt::Write as _;

use jiff::Timestamp;
use souk_domain::{
    account::Permission,
    field::FieldError,
    ids::{LedgerTransactionId, VendorId},
    money::{Currency, to_decimal},
    refusal::RequestRefusal,
    vendor::VendorPermission,
};

use super::{EntryRow, LedgerFilter, VendorEntry, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    paging::{Page, Place, one_more, place_of_id, start},
    settings,
};

/// Entries the largest transaction has: a few for each vendor of the largest order.
const MOST_ENTRIES: u32 = 2_000;
/// The name of the list in its cursors.
const LIST: &str = "ledger:";
/// The same of a vendor's own entries.
const OF_VENDOR: &str = "vendor entries:";

/// Rows of one statement: a table that a bookkeeper opens.
const MOST_ROWS: i64 = 10_000;

/// From the first moment of a ledger to its last.
pub const ALL_TIME: (Timestamp, Timestamp) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);

/// Whole transactions, each as its entries in their order, the newest first; fewer than `limit` when they are large.
pub fn list_transactions(
    app: &App,
    actor: Actor,
    filter: LedgerFilter,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Vec<EntryRow>>>> {
    let listed =
        app.read_with(actor, after, move |ctx, after| Box::pin(page(ctx, filter, after.as_deref(), limit)));
    actor.permitted(Permission::LedgerRead, listed)
}

/// The same within the read of a page.
pub(crate) async fn page(
    ctx: &Ctx<'_>,
    filter: LedgerFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Vec<EntryRow>>> {
    let place = start(after, LIST, Place::ABOVE_ALL)?;
    let before = LedgerTransactionId::from_bytes(place.id);
    let entries = store::list_newest(ctx, filter, before, MOST_ENTRIES).await?;
    let cut = entries.len() == MOST_ENTRIES as usize;
    let mut items: Vec<Vec<EntryRow>> =
        entries.chunk_by(|one, next| one.transaction == next.transaction).map(<[_]>::to_vec).collect();
    // the last one may be cut off in the middle
    if cut && items.len() > 1 {
        items.pop();
    }
    let more = cut || items.len() > limit as usize;
    items.truncate(limit as usize);
    let last = items.last().filter(|_| more).and_then(|entries| entries.first());
    let next = last.map(|entry| place_of_id(*entry.transaction.as_bytes()).cursor(LIST));
    Ok(Page { items, next, total: None })
}

/// What a vendor has in the market's currency, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VendorFunds {
    pub currency: Currency,
    /// Of orders whose buyers may still say that something is wrong.
    pub escrow: i64,
    /// To be paid out; below zero it is owed to the market.
    pub available: i64,
    /// Sent so far.
    pub paid_out: i64,
}

/// What a vendor has.
pub fn show_vendor_funds(
    app: &App,
    actor: Actor,
    vendor: VendorId,
) -> BoxFuture<'static, Result<VendorFunds>> {
    let funds = app.snapshot(actor, move |ctx| Box::pin(vendor_funds(ctx, vendor)));
    actor.permitted_of(vendor, VendorPermission::MoneyRead, funds)
}

/// The same within another read.
pub(crate) async fn vendor_funds(ctx: &Ctx<'_>, vendor: VendorId) -> Result<VendorFunds> {
    let currency = settings::load(ctx).await?.currency;
    let (escrow, available) = store::find_balance(ctx, vendor, currency).await?.unwrap_or_default();
    let paid_out = store::paid_out(ctx, vendor, currency).await?;
    Ok(VendorFunds { currency, escrow, available, paid_out })
}

/// The entries of a vendor's own accounts, the newest first.
pub fn list_vendor_entries(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<VendorEntry>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(vendor_entries(ctx, vendor, ALL_TIME, after.as_deref(), limit))
    });
    actor.permitted_of(vendor, VendorPermission::MoneyRead, listed)
}

/// One page of those of a time, within another read; the second moment is the first after it.
pub(crate) async fn vendor_entries(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    time: (Timestamp, Timestamp),
    after: Option<&str>,
    limit: u32,
) -> Result<Page<VendorEntry>> {
    let place = start(after, OF_VENDOR, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_of_vendor(ctx, vendor, time, place, asked).await?;
    Ok(Page::of(rows, limit, OF_VENDOR, |entry| Place {
        key: i64::from(entry.position),
        id: *entry.transaction.as_bytes(),
    }))
}

/// The entries of a vendor's own accounts in a time, the oldest first; the second moment is the first after it.
/// Errors: they are more than [`MOST_ROWS`].
pub fn vendor_statement(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    time: (Timestamp, Timestamp),
) -> BoxFuture<'static, Result<Vec<VendorEntry>>> {
    let listed = app.read(actor, move |ctx| {
        Box::pin(async move {
            let rows = store::list_of_time(ctx, vendor, time, MOST_ROWS + 1).await?;
            if rows.len() > MOST_ROWS as usize {
                let detail = format!("These are more than {MOST_ROWS} rows: ask for less time at once.");
                let field = FieldError::new("/to", "too_many", detail);
                return Err(RequestRefusal::MalformedQuery { fields: vec![field] }.into());
            }
            Ok(rows)
        })
    });
    actor.permitted_of(vendor, VendorPermission::MoneyRead, listed)
}

/// A statement as a table of values with commas between, one line an entry.
pub fn statement_table(entries: &[VendorEntry]) -> String {
    let mut table = "at,kind,order,account,amount,currency\r\n".to_owned();
    for entry in entries {
        let amount = to_decimal(-entry.debit, entry.currency);
        let order = entry.order.as_deref().unwrap_or_default();
        let VendorEntry { created_at, kind, account, currency, .. } = entry;
        // none of these holds a comma, a quote, or what a table reckons with
        let _written = write!(table, "{created_at},{kind},{order},{account},{amount},{currency}\r\n");
    }
    table
}
