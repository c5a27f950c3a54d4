//! What faces ask of the ledger.

use souk_domain::{account::Permission, ids::LedgerTransactionId};

use super::{EntryRow, list_newest};
use crate::{Actor, App, BoxFuture, Result};

/// Entries the largest transaction has: a few for each vendor of the largest order.
const MOST_ENTRIES: u32 = 2_000;

/// Whole transactions, newest first.
pub struct Transactions {
    /// The entries of each, in their order.
    pub items: Vec<Vec<EntryRow>>,
    /// Whether there are older ones.
    pub more: bool,
}

/// The transactions before `before`, newest first, at most `limit`; fewer when they are large.
pub fn list_transactions(
    app: &App,
    actor: Actor,
    before: Option<LedgerTransactionId>,
    limit: usize,
) -> BoxFuture<'static, Result<Transactions>> {
    let listed = app.read(actor, move |ctx| {
        Box::pin(async move {
            let entries = list_newest(ctx, before, MOST_ENTRIES).await?;
            let cut = entries.len() == MOST_ENTRIES as usize;
            let mut items: Vec<Vec<EntryRow>> = entries
                .chunk_by(|one, next| one.transaction == next.transaction)
                .map(<[_]>::to_vec)
                .collect();
            // the last one may be cut off in the middle
            if cut && items.len() > 1 {
                items.pop();
            }
            let more = cut || items.len() > limit;
            items.truncate(limit);
            Ok(Transactions { items, more })
        })
    });
    actor.permitted(Permission::LedgerRead, listed)
}
