//! Events that a subscriber failed on: each waits by itself, longer with each try, and holds up no other.

use std::sync::Arc;

use souk_domain::ids::EventId;

use super::{
    LONGEST_PAUSE,
    events::{Step, known},
};
use crate::{
    Actor, App, Ctx, Error, Result,
    queue::{self, Subscriber, outbox},
};

/// Events tried again in one turn.
const TRIED_PER_TURN: i64 = 20;

/// Puts an event aside and moves the subscriber's cursor past it; false when another process reads for the subscriber.
pub(super) async fn put_aside(app: &App, step: Step, error: &Error) -> Result<bool> {
    let (name, event) = (step.name, step.waiting.id);
    tracing::error!(subscriber = name, %event, %error, "an event cannot be handled; it is tried again");
    let error = error.to_string();
    app.write(Actor::System, move |ctx| {
        let error = error.clone();
        Box::pin(async move {
            let went_on = step.make(ctx).await?;
            if went_on {
                let retry_at = ctx.now + queue::pause(1, LONGEST_PAUSE);
                outbox::park(ctx, name, event, retry_at, &error).await?;
            }
            Ok(went_on)
        })
    })
    .await
}

/// Tries the events put aside whose time has come. Answers how many were moved on.
pub(super) async fn try_again(app: &App, subscriber: &Arc<dyn Subscriber>) -> Result<usize> {
    let name = subscriber.name();
    let due = app.read(Actor::System, move |ctx| {
        Box::pin(async move { outbox::list_parked_due(ctx, name, TRIED_PER_TURN).await })
    });
    let mut moved = 0;
    for event in &due.await? {
        let (handler, event) = (Arc::clone(subscriber), *event);
        let tried = app.write(Actor::System, move |ctx| {
            let handler = Arc::clone(&handler);
            Box::pin(async move { handle_parked(ctx, &*handler, event).await })
        });
        match tried.await {
            Ok(was_ours) => moved += usize::from(was_ours),
            Err(Error::Fault(fault)) if fault.is_passing() => return Err(fault.into()),
            Err(error) => {
                postpone(app, name, event, &error).await?;
                moved += 1;
            }
        }
    }
    Ok(moved)
}

async fn handle_parked(ctx: &Ctx<'_>, subscriber: &dyn Subscriber, event: EventId) -> Result<bool> {
    let Some((waiting, _)) = outbox::lock_parked(ctx, subscriber.name(), event).await? else {
        return Ok(false);
    };
    subscriber.handle(ctx, &known(&waiting)?).await?;
    outbox::unpark(ctx, subscriber.name(), event).await?;
    Ok(true)
}

async fn postpone(app: &App, name: &'static str, event: EventId, error: &Error) -> Result<()> {
    let error = error.to_string();
    app.write(Actor::System, move |ctx| {
        let error = error.clone();
        Box::pin(async move {
            if let Some((_, tries)) = outbox::lock_parked(ctx, name, event).await? {
                let retry_at = ctx.now + queue::pause(tries + 1, LONGEST_PAUSE);
                outbox::postpone_parked(ctx, name, event, retry_at, &error).await?;
            }
            Ok(())
        })
    })
    .await
}
