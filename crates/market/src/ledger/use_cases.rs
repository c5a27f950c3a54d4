//! What faces ask of the ledger.

use souk_domain::{account::Permission, ids::LedgerTransactionId};

use super::{EntryRow, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    paging::{Page, Place, place_of_id, start},
};

/// Entries the largest transaction has: a few for each vendor of the largest order.
const MOST_ENTRIES: u32 = 2_000;
/// The name of the list in its cursors.
const LIST: &str = "ledger:";

/// Whole transactions, each as its entries in their order, the newest first; fewer than `limit` when they are large.
pub fn list_transactions(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Vec<EntryRow>>>> {
    let listed = app.read_with(actor, after, move |ctx, after| Box::pin(page(ctx, after.as_deref(), limit)));
    actor.permitted(Permission::LedgerRead, listed)
}

async fn page(ctx: &Ctx<'_>, after: Option<&str>, limit: u32) -> Result<Page<Vec<EntryRow>>> {
    let place = start(after, LIST, Place::ABOVE_ALL)?;
    let before = LedgerTransactionId::from_bytes(place.id);
    let entries = store::list_newest(ctx, before, MOST_ENTRIES).await?;
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
