use std::collections::BTreeSet;

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

/// Takes the oldest events that wait and are not `left_out`, locked for this transaction.
pub(crate) async fn take(ctx: &Ctx<'_>, left_out: &BTreeSet<EventId>) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    let mut after = EventId::from_bytes([0; 16]);
    // page by page, so that events left out never stand before all others
    while events.is_empty() {
        let waiting: Vec<Waiting> = ctx
            .tx
            .list(
                sql!(
                    "select id, kind, subject_id from outbox where handled_at is null and id > ? \
                     order by id limit ? {skip locked}"
                ),
                params![after, EVENTS_PER_TURN],
            )
            .await?;
        let Some(last) = waiting.last() else { break };
        after = last.id;
        events.extend(waiting.iter().filter(|waiting| !left_out.contains(&waiting.id)).filter_map(known));
    }
    Ok(events)
}

/// One event that waits, locked for this transaction; none when another process has it or has told it.
pub(crate) async fn lock(ctx: &Ctx<'_>, event: EventId) -> Result<Option<Event>> {
    let waiting: Option<Waiting> = ctx
        .tx
        .find(
            sql!("select id, kind, subject_id from outbox where handled_at is null and id = ? {skip locked}"),
            params![event],
        )
        .await?;
    Ok(waiting.as_ref().and_then(known))
}

fn known(waiting: &Waiting) -> Option<Event> {
    let Waiting { id, kind, subject } = waiting;
    let kind = EventKind::parse(kind);
    if kind.is_none() {
        // written by a newer server beside this one: it will handle its own
        tracing::warn!(%id, kind = waiting.kind, "an event of an unknown kind is left alone");
    }
    Some(Event { id: *id, kind: kind?, subject: *subject })
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
