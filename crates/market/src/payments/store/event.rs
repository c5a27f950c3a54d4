use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};

use super::AT_ONCE;
use crate::{Ctx, Result, queue::FURTHEST, stored::delete_some};

table! {
    /// What a gateway said, as it said it, and whether that is applied.
    struct KeptEvent in "gateway_event", private {
        gateway: String,
        event_id: String [free_text],
        kind: String [free_text],
        body: String [free_text],
        state: String,
        tries: u32,
        next_try_at: Option<Timestamp>,
        last_error: Option<String> [free_text],
        received_at: Timestamp,
        applied_at: Option<Timestamp>,
    }
}

row! {
    /// What a gateway said, as it said it, not applied yet.
    #[derive(Clone, Debug)]
    pub(crate) struct WaitingEvent {
        pub(crate) gateway: String,
        pub(crate) event_id: String,
        pub(crate) body: String,
        pub(crate) tries: u32,
    }
}

/// Keeps what a gateway said, unapplied. Saying it again changes nothing.
pub(crate) async fn keep_event(ctx: &Ctx<'_>, gateway: &str, id: &str, kind: &str, body: &str) -> Result<()> {
    let kept = KeptEvent {
        gateway: gateway.to_owned(),
        event_id: id.to_owned(),
        kind: kind.to_owned(),
        body: body.to_owned(),
        state: "waiting".to_owned(),
        tries: 0,
        next_try_at: Some(ctx.now),
        last_error: None,
        received_at: ctx.now,
        applied_at: None,
    };
    ctx.tx.insert_missing(&[kept]).await?;
    Ok(())
}

/// Events whose turn has come, the oldest first.
pub(crate) async fn list_due_events(ctx: &Ctx<'_>, at_most: i64) -> Result<Vec<WaitingEvent>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select gateway, event_id, body, tries from gateway_event where state = 'waiting' \
                 and (next_try_at <= ? or next_try_at > ?) \
                 order by next_try_at, gateway, event_id limit ?"
            ),
            params![ctx.now, ctx.now + FURTHEST, at_most],
        )
        .await?)
}

/// Marks events of one gateway as applied that change nothing.
pub(crate) async fn mark_events_applied(ctx: &Ctx<'_>, gateway: &str, events: &[&str]) -> Result<()> {
    for some in events.chunks(AT_ONCE) {
        let mut values = params![ctx.now, gateway].to_vec();
        values.extend(fill_places::<AT_ONCE, _>(some));
        ctx.tx
            .run(
                sql!(
                    "update gateway_event set state = 'applied', applied_at = ?, next_try_at = null, last_error = null \
                     where gateway = ? and event_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
                     and state = 'waiting'"
                ),
                &values,
            )
            .await?;
    }
    Ok(())
}

/// Takes one event, for this transaction alone. False when it was applied meanwhile.
pub(crate) async fn mark_event_applied(ctx: &Ctx<'_>, event: &WaitingEvent) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update gateway_event set state = 'applied', applied_at = ?, next_try_at = null, last_error = null \
                 where gateway = ? and event_id = ? and state = 'waiting'"
            ),
            params![ctx.now, event.gateway, event.event_id],
        )
        .await?)
}

/// The event comes up again: nothing takes it yet, or it could not be applied because of an error.
pub(crate) async fn put_event_off(
    ctx: &Ctx<'_>,
    event: &WaitingEvent,
    until: Timestamp,
    error: Option<&str>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update gateway_event set tries = tries + 1, next_try_at = ?, last_error = ? \
                 where gateway = ? and event_id = ? and state = 'waiting'"
            ),
            params![until, error, event.gateway, event.event_id],
        )
        .await?;
    Ok(())
}

/// How many events wait.
pub(crate) async fn count_waiting_events(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from gateway_event where state = 'waiting'"), params![]).await?)
}

/// Whether an event waits that could not be applied.
pub(crate) async fn has_failed_event(ctx: &Ctx<'_>) -> Result<bool> {
    let found: Option<i64> = ctx
        .tx
        .find(
            sql!("select 1 from gateway_event where state = 'waiting' and last_error is not null limit 1"),
            params![],
        )
        .await?;
    Ok(found.is_some())
}

/// Removes what was applied before a time; no gateway says it again after that. Answers how many.
pub(crate) async fn clean_events(ctx: &Ctx<'_>, before: Timestamp, at_most: i64) -> Result<u64> {
    let old = sql!(delete_some!(
        "gateway_event",
        "gateway, event_id",
        "state = 'applied' and applied_at <= ?",
        "applied_at"
    ));
    Ok(ctx.tx.run(old, params![before, at_most, before]).await?)
}
