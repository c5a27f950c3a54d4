//! What is old is removed, and what waits is counted.

use std::time::Duration;

use jiff::SignedDuration;
use souk_db::BoxFuture;

use super::{
    Worker,
    lane::{Turn, Work},
};
use crate::{
    Actor, App, Result, accounts, idempotency, lanes,
    queue::{Lane, outbox, waiting_jobs},
    throttle,
};

/// Between two cleanings.
const CLEAN_EVERY: Duration = Duration::from_mins(10);
/// Between two counts.
const COUNT_EVERY: Duration = Duration::from_secs(15);
/// Events are kept for a month after everybody handled them: so long may somebody ask what happened.
const EVENTS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Jobs that were done are kept for a week.
const DONE_JOBS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);
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
                    idempotency::clean(ctx).await?;
                    throttle::clean(ctx).await?;
                    accounts::clean(ctx).await
                })
            })
            .await?;
            let events = clean_events(app, &self.subscribers).await?;
            let mut jobs = 0;
            for lane in Lane::ALL {
                jobs += clean_jobs(app, *lane, "done", DONE_JOBS_KEPT).await?;
                jobs += clean_jobs(app, *lane, "failed", FAILED_JOBS_KEPT).await?;
            }
            if events + jobs > 0 {
                tracing::info!(events, jobs, "old events and jobs were removed");
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

async fn clean_jobs(app: &App, lane: Lane, state: &'static str, kept: SignedDuration) -> Result<u64> {
    let mut removed = 0;
    loop {
        let some = app.write(Actor::System, move |ctx| {
            Box::pin(async move { waiting_jobs::clean(ctx, lane, state, ctx.now - kept, ROWS_AT_ONCE).await })
        });
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

/// Counts what waits in each lane of jobs, for those who watch.
pub(super) struct Gauges;

impl Work for Gauges {
    fn name(&self) -> String {
        "gauges".to_owned()
    }

    fn look_every(&self) -> Duration {
        COUNT_EVERY
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            for lane in Lane::ALL {
                let waiting =
                    app.read(Actor::System, move |ctx| Box::pin(waiting_jobs::count_ready(ctx, *lane)));
                lanes::tell_backlog(lane.as_str(), waiting.await?);
            }
            Ok(Turn::default())
        })
    }
}
