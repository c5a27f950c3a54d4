//! What faces ask of the log.

use souk_domain::account::Permission;

use super::{AuditEntry, store};
use crate::{
    Actor, App, BoxFuture, Result,
    paging::{Page, Place, one_more, start},
};

/// Names the list in its cursors.
const LIST: &str = "audit:";

/// What was done, the newest first.
pub fn list_audit(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<AuditEntry>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let place = start(after.as_deref(), LIST, Place::ABOVE_ALL)?;
            let (limit, asked) = one_more(limit);
            let rows = store::list(ctx, place, asked).await?;
            let place_of = |entry: &AuditEntry| Place {
                key: entry.created_at.as_millisecond(),
                id: *entry.id.as_bytes(),
            };
            Ok(Page::of(rows, limit, LIST, place_of))
        })
    });
    actor.permitted(Permission::AuditRead, listed)
}
