//! What is old is removed.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use souk_db::BoxFuture;

use super::{
    Worker,
    lane::{Turn, Work},
};
use crate::{
    Actor, App, Ctx, Result, accounts, cart, catalogue, checkout, idempotency, imports, joining, mail,
    queue::{Lane, backlog, outbox},
    reviews, throttle,
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

    fn minds_time(&self) -> bool {
        true
    }

    fn look_every(&self) -> Duration {
        CLEAN_EVERY
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            remove_all(app, (), |ctx, ()| Box::pin(throttle::clean(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(accounts::clean_sessions(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(accounts::clean_links(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(joining::clean_invitations(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(reviews::clean_reports(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(imports::end_forgotten(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(imports::clean_failures(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(imports::clean(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(catalogue::clean_downloads(ctx, ROWS_AT_ONCE))).await?;
            app.write(Actor::System, |ctx| Box::pin(accounts::forget_deleted_buyers(ctx))).await?;
            // of what was just forgotten too
            catalogue::remove_files(app).await?;
            let events =
                remove_all(app, self.subscribers.clone(), |ctx, names| Box::pin(clean_events(ctx, names)));
            let events = events.await?;
            let mails = remove_all(app, (), |ctx, ()| Box::pin(clean_mails(ctx))).await?;
            // the answers whose day is over
            remove_all(app, (), |ctx, ()| Box::pin(idempotency::clean(ctx, ROWS_AT_ONCE))).await?;
            remove_all(app, (), |ctx, ()| Box::pin(cart::clean(ctx, ROWS_AT_ONCE))).await?;
            let mut jobs = 0;
            for lane in Lane::ALL {
                let given_up = remove_all(app, *lane, |ctx, lane| {
                    Box::pin(backlog::clean(ctx, *lane, ctx.now - FAILED_JOBS_KEPT, ROWS_AT_ONCE))
                });
                jobs += given_up.await?;
            }
            let gateway_events =
                remove_all(app, (), |ctx, ()| Box::pin(checkout::clean_gateway_events(ctx, ROWS_AT_ONCE)));
            let gateway_events = gateway_events.await?;
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

/// Takes some rows away, [`ROWS_AT_ONCE`] at most, and answers how many.
type Remove<I> = for<'a, 'c> fn(&'a Ctx<'c>, &'a I) -> BoxFuture<'a, Result<u64>>;

/// Removes portion by portion, each in a transaction of its own, until one is not full. Answers how many rows.
async fn remove_all<I>(app: &App, input: I, remove: Remove<I>) -> Result<u64>
where
    I: Clone + Send + Sync + 'static,
{
    let mut removed = 0;
    loop {
        let some = app.write_with(Actor::System, input.clone(), remove).await?;
        removed += some;
        if i64::try_from(some).unwrap_or(i64::MAX) < ROWS_AT_ONCE {
            return Ok(removed);
        }
    }
}

/// Removes events that every subscriber has handled long ago.
async fn clean_events(ctx: &Ctx<'_>, subscribers: &[&'static str]) -> Result<u64> {
    let mut all_past = i64::MAX;
    for name in subscribers {
        all_past = all_past.min(outbox::find_cursor(ctx, name).await?.unwrap_or(0));
    }
    let before = ctx.now - EVENTS_KEPT;
    note_cleaned(ctx, before, outbox::clean(ctx, all_past, before, ROWS_AT_ONCE).await?).await
}

/// Removes mails that were written long ago.
async fn clean_mails(ctx: &Ctx<'_>) -> Result<u64> {
    let before = ctx.now - ctx.app.limits().mails_kept;
    note_cleaned(ctx, before, mail::clean(ctx, before, ROWS_AT_ONCE).await?).await
}

/// Writes down that what was written before a time is not all there any more, if anything was removed.
async fn note_cleaned(ctx: &Ctx<'_>, before: Timestamp, removed: u64) -> Result<u64> {
    if removed > 0 {
        outbox::note_cleaned(ctx, before).await?;
    }
    Ok(removed)
}
