//! What faces ask of the log.

use jiff::Timestamp;
use souk_domain::account::Permission;

use super::{AuditEntry, AuditQuery};
use crate::{
    Actor, App, BoxFuture, Result,
    paging::{Page, Place, one_more, start},
    trail::{self, Wanted},
};

/// Names the list in its cursors.
const LIST: &str = "audit:";

/// What was done, the newest first. Errors: who asks may not see it; a malformed cursor; words longer than any there are.
pub fn list_audit(
    app: &App,
    actor: Actor,
    query: AuditQuery,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<AuditEntry>>> {
    let app = app.clone();
    let listed = Box::pin(async move {
        let query = query.checked()?;
        let place = start(after.as_deref(), LIST, Place::ABOVE_ALL)?;
        let (limit, asked) = one_more(limit);
        let rows = rows_below(&app, actor, query, place, asked).await?;
        Ok(Page::of(rows, limit, LIST, place_of))
    });
    actor.permitted(Permission::AuditRead, listed)
}

pub(super) fn place_of(entry: &AuditEntry) -> Place {
    Place { key: entry.created_at.as_millisecond(), id: *entry.id.as_bytes() }
}

/// Entries that are asked for, below a place.
pub(super) fn rows_below(
    app: &App,
    actor: Actor,
    query: AuditQuery,
    mut below: Place,
    limit: i64,
) -> BoxFuture<'static, Result<Vec<AuditEntry>>> {
    // everything of a moment stands below the last place of the one before
    if let Some(until) = query.until {
        let last = until.as_millisecond().saturating_sub(1);
        if last < below.key {
            below = Place { key: last, id: [0xff; 16] };
        }
    }
    app.read_with(actor, query, move |ctx, query| {
        Box::pin(async move {
            if *query == AuditQuery::default() {
                return trail::page(ctx.tx, below, limit).await;
            }
            let wanted = Wanted {
                account: query.account,
                vendor: query.vendor,
                action: query.action.as_deref().unwrap_or_default(),
                object: query.object.as_deref().unwrap_or_default(),
                from: query.from.map_or(i64::MIN, Timestamp::as_millisecond),
            };
            trail::filtered(ctx.tx, &wanted, below, limit).await
        })
    })
}
