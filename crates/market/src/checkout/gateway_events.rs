//! What gateways said, applied: each event once, in whatever order they came. What matches nothing waits.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use souk_domain::order::AttemptStatus;

use super::finalise::{finalise, lock_order};
use crate::{
    Actor, App, Ctx, Error, Result,
    faults::{FaultPoint, reach},
    payments::{self, Attempt, GatewayAnswer, GatewayEventKind, WaitingEvent},
    queue,
};

/// How long an applied event is kept, so that it is known when it comes again: gateways deliver for days, and let a person
/// send one again within a month.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 31);
/// The longest pause before an event that matches nothing is tried again.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// Events whose turn has come, in the order in which they came.
pub(crate) async fn list_due_gateway_events(app: &App, at_most: i64) -> Result<Vec<WaitingEvent>> {
    app.read(Actor::System, move |ctx| Box::pin(payments::list_due_events(ctx, at_most))).await
}

/// How many events wait to be applied.
pub(crate) async fn count_gateway_events(app: &App) -> Result<i64> {
    app.read(Actor::System, |ctx| Box::pin(payments::count_waiting_events(ctx))).await
}

/// Whether an event waits because it could not be applied.
pub(crate) async fn has_failed_gateway_event(app: &App) -> Result<bool> {
    app.read(Actor::System, |ctx| Box::pin(payments::has_failed_event(ctx))).await
}

/// Removes events that were applied long ago. Answers how many.
pub(crate) async fn clean_gateway_events(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    payments::clean_events(ctx, ctx.now - KEPT, at_most).await
}

/// Marks the events that change nothing as applied, all together: most repeat what the gateway answered when it was asked.
/// Answers the others, which are to be applied one by one.
pub(crate) async fn skip_known_gateway_events(
    app: &App,
    due: Vec<WaitingEvent>,
) -> Result<Vec<WaitingEvent>> {
    let read = |event: WaitingEvent| {
        let kind = read_kind(app, &event);
        (event, kind)
    };
    let read: Vec<_> = due.into_iter().map(read).collect();
    let (known, others) =
        app.read_with(Actor::System, read, |ctx, read| Box::pin(split_known(ctx, read))).await?;
    if known.is_empty() {
        return Ok(others);
    }
    app.write_with(Actor::System, known, |ctx, known| {
        Box::pin(async move {
            let mut of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for event in known {
                of.entry(&event.gateway).or_default().push(&event.event_id);
            }
            for (gateway, events) in of {
                payments::mark_events_applied(ctx, gateway, &events).await?;
            }
            reach(FaultPoint::BeforeGatewayEventCommit);
            Ok(())
        })
    })
    .await?;
    reach(FaultPoint::AfterGatewayEventCommit);
    Ok(others)
}

/// What an event says; none when nobody can read it.
fn read_kind(app: &App, event: &WaitingEvent) -> Option<GatewayEventKind> {
    let gateway = app.gateways().find(&event.gateway)?;
    gateway.read_event(event.body.as_bytes()).map(|read| read.kind)
}

/// The events that change nothing whenever they are applied, and the others.
async fn split_known(
    ctx: &Ctx<'_>,
    read: &[(WaitingEvent, Option<GatewayEventKind>)],
) -> Result<(Vec<WaitingEvent>, Vec<WaitingEvent>)> {
    let key = |kind: &Option<GatewayEventKind>| match kind {
        Some(GatewayEventKind::Charge { key, .. }) => key.clone(),
        _ => None,
    };
    let keys: Vec<String> = read.iter().filter_map(|(_, kind)| key(kind)).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let attempts = payments::list_attempts_by_key(ctx, &keys).await?;
    let changes_nothing = |event: &WaitingEvent, kind: &Option<GatewayEventKind>| match kind {
        Some(GatewayEventKind::Charge { key: Some(key), answer, .. }) => attempts
            .get(key)
            .is_some_and(|attempt| attempt.gateway == event.gateway && is_known(attempt, answer)),
        Some(GatewayEventKind::Other) => true,
        _ => false,
    };
    let (known, others): (Vec<_>, Vec<_>) =
        read.iter().partition(|(event, kind)| changes_nothing(event, kind));
    let events = |read: Vec<&(WaitingEvent, _)>| read.into_iter().map(|(event, _)| event.clone()).collect();
    Ok((events(known), events(others)))
}

/// Applies one event; one that nothing takes yet comes up again. Errors: it cannot be read or applied.
pub(crate) async fn apply_gateway_event(app: &App, event: &WaitingEvent) -> Result<()> {
    let Some(kind) = read_kind(app, event) else {
        return Err(Error::broken(format!(
            "nobody can read the event {} of {}",
            event.event_id, event.gateway
        )));
    };
    app.write_with(Actor::System, (event.clone(), kind), |ctx, (event, kind)| {
        Box::pin(async move {
            if !apply(ctx, event, kind).await? {
                put_off(ctx, event, None).await?;
            }
            reach(FaultPoint::BeforeGatewayEventCommit);
            Ok(())
        })
    })
    .await?;
    reach(FaultPoint::AfterGatewayEventCommit);
    Ok(())
}

/// Lets an event that could not be applied wait, so that it keeps no other waiting.
pub(crate) async fn put_gateway_event_off(app: &App, event: WaitingEvent, error: &str) -> Result<()> {
    app.write_with(Actor::System, (event, queue::shortened(error)), |ctx, (event, error)| {
        Box::pin(put_off(ctx, event, Some(error)))
    })
    .await
}

/// False when nothing takes the event yet.
async fn apply(ctx: &Ctx<'_>, event: &WaitingEvent, kind: &GatewayEventKind) -> Result<bool> {
    match kind {
        GatewayEventKind::Charge { key, reference, answer } => {
            let (key, reference) = (key.as_deref(), reference.as_deref());
            let found = payments::find_attempt_of_event(ctx, &event.gateway, key, reference).await?;
            let Some(attempt) = found else { return Ok(false) };
            // of two servers at once the second waits here, and then finds that the first has applied it
            lock_order(ctx, attempt.order).await?;
            if payments::mark_event_applied(ctx, event).await? {
                finalise(ctx, (attempt.order, attempt.id), answer).await?;
            }
        }
        GatewayEventKind::Refund { key, total, answer } => {
            if payments::find_refund_by_key(ctx, &event.gateway, key).await?.is_none() {
                return Ok(false);
            }
            if payments::mark_event_applied(ctx, event).await? {
                payments::record_refund_event(ctx, &event.gateway, key, *total, answer).await?;
            }
        }
        GatewayEventKind::Other => {
            payments::mark_event_applied(ctx, event).await?;
        }
        GatewayEventKind::Dispute | GatewayEventKind::Payout => return Ok(false),
    }
    Ok(true)
}

/// Most events repeat what the gateway answered when it was asked: those change nothing.
fn is_known(attempt: &Attempt, answer: &GatewayAnswer) -> bool {
    match answer {
        GatewayAnswer::Succeeded(taken) => {
            let fee_is_booked = attempt.fee.is_some() || taken.fee.is_none_or(|fee| fee.minor == 0);
            attempt.status == AttemptStatus::Succeeded
                && taken.is(attempt.charge, attempt.currency)
                && fee_is_booked
        }
        GatewayAnswer::Declined { .. } => attempt.status == AttemptStatus::Declined,
        GatewayAnswer::Cancelled => attempt.status == AttemptStatus::Cancelled,
        _ => false,
    }
}

async fn put_off(ctx: &Ctx<'_>, event: &WaitingEvent, error: Option<&str>) -> Result<()> {
    let next_at = ctx.now + queue::pause(event.tries + 1, LONGEST_PAUSE);
    payments::put_event_off(ctx, event, next_at, error).await
}
