//! What gateways said, applied: each event once, in whatever order they came. What matches nothing waits.

use jiff::SignedDuration;
use souk_domain::order::AttemptStatus;

use super::finalise::{finalise, lock_order};
use crate::{
    Actor, App, Ctx, Result,
    faults::{FaultPoint, reach},
    payments::{self, Attempt, GatewayAnswer, News, WaitingEvent},
};

/// Events applied in one turn.
const AT_ONCE: i64 = 50;
/// How long an applied event is kept, so that it is known when it comes again: gateways deliver for days, and let a person
/// send one again within a month.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 31);
/// Applied events removed at once.
const CLEANED_AT_ONCE: i64 = 1000;
/// The longest pause before an event that matches nothing is tried again.
const LONGEST_PAUSE_S: i64 = 3600;

/// Applies the events whose turn has come. Answers how many it looked at.
pub async fn apply_news(app: &App) -> Result<usize> {
    let due = app.read(Actor::System, |ctx| Box::pin(payments::list_due_events(ctx, AT_ONCE))).await?;
    let count = due.len();
    for event in due {
        if let Err(error) = apply_one(app, &event).await {
            // one that cannot be applied must not keep the others waiting; it comes up again
            tracing::error!(gateway = event.gateway, event = event.event_id, %error, "an event could not be applied");
            put_off(app, event).await?;
        }
    }
    Ok(count)
}

/// How many events wait although they came longer than `pause` ago: nothing takes them.
pub async fn count_waiting_news(app: &App, pause: SignedDuration) -> Result<i64> {
    app.read(Actor::System, move |ctx| Box::pin(payments::count_waiting_events(ctx, ctx.now - pause))).await
}

/// Removes events that were applied long ago.
pub(crate) async fn clean_news(ctx: &Ctx<'_>) -> Result<()> {
    payments::clean_events(ctx, KEPT, CLEANED_AT_ONCE).await
}

async fn apply_one(app: &App, event: &WaitingEvent) -> Result<()> {
    let gateway = app.gateways().find(&event.gateway);
    let Some(read) = gateway.and_then(|gateway| gateway.read_event(event.body.as_bytes())) else {
        tracing::error!(
            gateway = event.gateway,
            event = event.event_id,
            "nobody can read an event: it waits"
        );
        return put_off(app, event.clone()).await;
    };
    let event = event.clone();
    app.write(Actor::System, move |ctx| {
        let (event, news) = (event.clone(), read.news.clone());
        Box::pin(async move {
            if !apply(ctx, &event, &news).await? {
                payments::put_event_off(ctx, &event, ctx.now + pause(event.tries)).await?;
            }
            reach(FaultPoint::BeforeNewsCommit);
            Ok(())
        })
    })
    .await?;
    reach(FaultPoint::AfterNewsCommit);
    Ok(())
}

/// False when nothing takes the event yet.
async fn apply(ctx: &Ctx<'_>, event: &WaitingEvent, news: &News) -> Result<bool> {
    match news {
        News::Charge { key, reference, answer } => {
            let (key, reference) = (key.as_deref(), reference.as_deref());
            let found = payments::find_attempt_of_news(ctx, &event.gateway, key, reference).await?;
            let Some(attempt) = found else { return Ok(false) };
            if is_known(&attempt, answer) {
                payments::mark_event_applied(ctx, event).await?;
                return Ok(true);
            }
            // of two servers at once the second waits here, and then finds that the first has applied it
            lock_order(ctx, attempt.order).await?;
            if payments::mark_event_applied(ctx, event).await? {
                finalise(ctx, attempt.id, answer).await?;
            }
        }
        News::Refund { key, total, answer } => {
            if payments::find_refund_by_key(ctx, &event.gateway, key).await?.is_none() {
                return Ok(false);
            }
            if payments::mark_event_applied(ctx, event).await? {
                payments::hear_of_refund(ctx, &event.gateway, key, *total, answer).await?;
            }
        }
        News::Other => {
            payments::mark_event_applied(ctx, event).await?;
        }
        News::Dispute | News::Payout => return Ok(false),
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

async fn put_off(app: &App, event: WaitingEvent) -> Result<()> {
    app.write(Actor::System, move |ctx| {
        let event = event.clone();
        Box::pin(async move { payments::put_event_off(ctx, &event, ctx.now + pause(event.tries)).await })
    })
    .await
}

/// 2, 4, 8 … seconds, at most an hour.
fn pause(tries: u32) -> SignedDuration {
    let seconds = 2_i64.checked_shl(tries.min(32)).unwrap_or(LONGEST_PAUSE_S);
    SignedDuration::from_secs(seconds.clamp(2, LONGEST_PAUSE_S))
}
