use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::ids::EventId;

use super::{Event, EventKind};
use crate::{Ctx, Result};

/// Events handled in one transaction.
const EVENTS_PER_TURN: i64 = 50;

/// Writes an event into the transaction.
pub(crate) async fn emit(ctx: &Ctx<'_>, kind: EventKind, subject: &[u8; 16]) -> Result<()> {
    let id = ctx.id(EventId::from_parts);
    ctx.tx
        .run(
            sql!("insert into outbox (id, kind, subject_id, payload, created_at, handled_at) values (?, ?, ?, '{}', ?, null)"),
            params![id, kind.as_str(), subject, ctx.now],
        )
        .await?;
    Ok(())
}

row! {
    struct Waiting { id: EventId, kind: String, subject: [u8; 16] }
}

/// Takes the oldest events that wait, locked for this transaction.
pub(crate) async fn take(ctx: &Ctx<'_>) -> Result<Vec<Event>> {
    let waiting: Vec<Waiting> = ctx
        .tx
        .list(
            sql!("select id, kind, subject_id from outbox where handled_at is null order by id limit ? {skip locked}"),
            params![EVENTS_PER_TURN],
        )
        .await?;
    let mut events = Vec::with_capacity(waiting.len());
    for Waiting { id, kind, subject } in waiting {
        match EventKind::parse(&kind) {
            Some(kind) => events.push(Event { id, kind, subject }),
            // written by a newer server beside this one: it will handle its own
            None => tracing::warn!(%id, kind, "an event of an unknown kind is left alone"),
        }
    }
    Ok(events)
}

/// Marks an event as handled.
pub(crate) async fn mark_handled(ctx: &Ctx<'_>, event: EventId) -> Result<()> {
    ctx.tx.run(sql!("update outbox set handled_at = ? where id = ?"), params![ctx.now, event]).await?;
    Ok(())
}

/// How many events wait, and since when the oldest does.
pub async fn backlog(ctx: &Ctx<'_>) -> Result<(i64, Option<Timestamp>)> {
    Ok(ctx.tx.one(sql!("select count(*), min(created_at) from outbox where handled_at is null"), &[]).await?)
}
