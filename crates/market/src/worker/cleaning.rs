//! What is old is removed.

use std::time::Duration;

use jiff::SignedDuration;
use souk_db::BoxFuture;

use super::{
    Worker,
    lane::{Turn, Work},
};
use crate::{
    Actor, App, Result, accounts, checkout, idempotency, mail,
    queue::{Lane, outbox, waiting_jobs},
    throttle,
};

/// Between two cleanings.
const CLEAN_EVERY: Duration = Duration::from_mins(10);
/// Events are kept for a month after everybody handled them: so long may somebody ask what happened.
const EVENTS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Jobs that were given up are kept until somebody must have looked.
const FAILED_JOBS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);
/// Rows removed by one transaction, so that none waits long for it.
const ROWS_AT_ONCE: i64 = 500;

/// Removes what is old.
pub(super) struct Cleaning {
    subscribers: Vec<&'static str>,
}

impl Cleaning {
    pub(super) fn new(worker: &Worker) -> Self {
        Self { subscribers: worker.subscribers.iter().map(|subscriber| subscriber.name()).collect() }
    }
}

impl Work for Cleaning {
    fn name(&self) -> String {
        "cleaning".to_owned()
    }

    fn look_every(&self) -> Duration {
        CLEAN_EVERY
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            app.write(Actor::System, |ctx| {
                Box::pin(async move {
                    throttle::clean(ctx).await?;
                    accounts::clean(ctx).await
                })
            })
            .await?;
            let events = clean_events(app, &self.subscribers).await?;
            let mails = clean_mails(app).await?;
            clean_answers(app).await?;
            let mut jobs = 0;
            for lane in Lane::ALL {
                jobs += clean_jobs(app, *lane).await?;
            }
            let gateway_events = clean_gateway_events(app).await?;
            if events + mails + jobs + gateway_events > 0 {
                tracing::info!(
                    events,
                    mails,
                    jobs,
                    gateway_events,
                    "old events, mails and jobs were removed"
                );
            }
            // what is left is for the next time
            Ok(Turn::default())
        })
    }
}

/// Removes events that every subscriber has handled long ago.
async fn clean_events(app: &App, subscribers: &[&'static str]) -> Result<u64> {
    let mut removed = 0;
    loop {
        let subscribers = subscribers.to_vec();
        let some = app.write(Actor::System, move |ctx| {
            let subscribers = subscribers.clone();
            Box::pin(async move {
                let mut all_past = i64::MAX;
                for name in &subscribers {
                    all_past = all_past.min(outbox::find_cursor(ctx, name).await?.unwrap_or(0));
                }
                let before = ctx.now - EVENTS_KEPT;
                let some = outbox::clean(ctx, all_past, before, ROWS_AT_ONCE).await?;
                if some > 0 {
                    outbox::note_cleaned(ctx, before).await?;
                }
                Ok(some)
            })
        });
        let some = some.await?;
        removed += some;
        if is_last(some) {
            return Ok(removed);
        }
    }
}

/// Removes mails that were written long ago.
async fn clean_mails(app: &App) -> Result<u64> {
    let mut removed = 0;
    loop {
        let some = app.write(Actor::System, |ctx| {
            Box::pin(async move {
                let before = ctx.now - ctx.app.limits().mails_kept;
                let some = mail::clean(ctx, before, ROWS_AT_ONCE).await?;
                if some > 0 {
                    outbox::note_cleaned(ctx, before).await?;
                }
                Ok(some)
            })
        });
        let some = some.await?;
        removed += some;
        if is_last(some) {
            return Ok(removed);
        }
    }
}

/// Removes the answers whose day is over.
async fn clean_answers(app: &App) -> Result<()> {
    loop {
        let some = app.write(Actor::System, |ctx| Box::pin(idempotency::clean(ctx, ROWS_AT_ONCE)));
        if is_last(some.await?) {
            return Ok(());
        }
    }
}

/// Removes jobs that were given up long ago.
async fn clean_jobs(app: &App, lane: Lane) -> Result<u64> {
    let mut removed = 0;
    loop {
        let some = app.write(Actor::System, move |ctx| {
            Box::pin(
                async move { waiting_jobs::clean(ctx, lane, ctx.now - FAILED_JOBS_KEPT, ROWS_AT_ONCE).await },
            )
        });
        let some = some.await?;
        removed += some;
        if is_last(some) {
            return Ok(removed);
        }
    }
}

async fn clean_gateway_events(app: &App) -> Result<u64> {
    let mut removed = 0;
    loop {
        let some =
            app.write(Actor::System, |ctx| Box::pin(checkout::clean_gateway_events(ctx, ROWS_AT_ONCE)));
        let some = some.await?;
        removed += some;
        if is_last(some) {
            return Ok(removed);
        }
    }
}

fn is_last(removed: u64) -> bool {
    i64::try_from(removed).unwrap_or(i64::MAX) < ROWS_AT_ONCE
}
