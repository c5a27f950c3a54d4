//! What gateways said, applied: each event once, in whatever order they came. What matches nothing waits.

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

/// Applies one event; one that nothing takes yet comes up again. Errors: it cannot be read or applied.
pub(crate) async fn apply_gateway_event(app: &App, event: &WaitingEvent) -> Result<()> {
    let gateway = app.gateways().find(&event.gateway);
    let Some(read) = gateway.and_then(|gateway| gateway.read_event(event.body.as_bytes())) else {
        return Err(Error::broken(format!(
            "nobody can read the event {} of {}",
            event.event_id, event.gateway
        )));
    };
    app.write_with(Actor::System, (event.clone(), read.kind), |ctx, (event, kind)| {
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
            if is_known(&attempt, answer) {
                payments::mark_event_applied(ctx, event).await?;
                return Ok(true);
            }
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
