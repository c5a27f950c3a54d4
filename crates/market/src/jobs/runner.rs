use std::{future::Future, time::Duration};

use jiff::SignedDuration;
use souk_domain::ids::JobId;

use super::{Job, store};
use crate::{Actor, App, Error, Result, catalogue, checkout, idempotency, mail, payments, throttle};

/// How long a process may hold a job before another takes it for dead: longer than any job's own time-outs.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// Jobs taken in one turn.
const JOBS_PER_TURN: i64 = 20;
/// Tries before a job is left to a person; the pauses between them grow to an hour, so this is about two days.
const TRIES: u32 = 60;
/// A turn starts at the latest after this, since not every process rings the bell of this one.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// What one turn did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobsReport {
    /// Events told to those who wait for them.
    pub events: usize,
    /// Jobs that were done.
    pub done: usize,
    /// Jobs that will be tried again.
    pub postponed: usize,
    /// Payments and orders the sweeper moved.
    pub swept: usize,
}

impl JobsReport {
    /// True when there was nothing to do.
    pub fn is_idle(&self) -> bool {
        *self == Self::default()
    }
}

/// Does everything whose time has come: events, jobs, the sweeper. Answers what it did.
pub async fn run_due(app: &App) -> Result<JobsReport> {
    let events = mail::handle_events(app).await?;
    let (done, postponed) = run_jobs(app).await?;
    let swept = checkout::sweep(app).await?;
    Ok(JobsReport { events, done, postponed, swept })
}

/// Works until `stop` is done: a turn after every commit of this process, and every half second for the others.
pub async fn work(app: App, stop: impl Future<Output = ()>) {
    let mut stop = std::pin::pin!(stop);
    let mut turns = 0_u64;
    loop {
        match run_due(&app).await {
            Ok(report) if !report.is_idle() => tracing::debug!(?report, "jobs"),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "jobs could not be done; trying again"),
        }
        turns += 1;
        if turns.is_multiple_of(CLEAN_EVERY_TURNS)
            && let Err(error) = clean(&app).await
        {
            tracing::error!(%error, "old records could not be removed");
        }
        tokio::select! {
            () = &mut stop => return,
            () = app.committed() => {}
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }
}

/// Old idempotency records and throttle windows are removed about every ten minutes.
const CLEAN_EVERY_TURNS: u64 = 1200;

async fn clean(app: &App) -> Result<()> {
    app.write(Actor::System, |ctx| {
        Box::pin(async move {
            idempotency::clean(ctx).await?;
            throttle::clean(ctx).await?;
            Ok(())
        })
    })
    .await
}

async fn run_jobs(app: &App) -> Result<(usize, usize)> {
    // a read first: a write for nothing costs a sync, and would wake this worker again
    if app.read(Actor::System, |ctx| Box::pin(store::count_due(ctx))).await? == 0 {
        return Ok((0, 0));
    }
    let (unix_ms, random) = app.id_parts(app.now());
    let lease = JobId::from_parts(unix_ms, random);
    let taken = app
        .write(Actor::System, move |ctx| {
            Box::pin(async move {
                let taken = store::take_due(ctx, JOBS_PER_TURN).await?;
                for job in &taken {
                    store::lease(ctx, job.id, lease, ctx.now + LEASE).await?;
                }
                Ok(taken)
            })
        })
        .await?;
    let (mut done, mut postponed) = (0, 0);
    for waiting in taken {
        let outcome = match Job::parse(&waiting.kind, &waiting.subject) {
            Some(job) => run_one(app, job).await,
            None => Err(Error::broken(format!("unknown job {}", waiting.kind))),
        };
        match &outcome {
            Ok(()) => done += 1,
            Err(error) => {
                postponed += 1;
                tracing::warn!(job = %waiting.id, kind = waiting.kind, %error, "a job failed");
            }
        }
        settle(app, &waiting, lease, outcome).await?;
    }
    Ok((done, postponed))
}

async fn run_one(app: &App, job: Job) -> Result<()> {
    match job {
        Job::DeliverMail(mail) => mail::deliver(app, mail).await,
        Job::SendRefund(refund) => payments::send_refund(app, refund).await,
        Job::FetchImage(image) => catalogue::fetch_image(app, image).await,
    }
}

async fn settle(app: &App, waiting: &store::Waiting, lease: JobId, outcome: Result<()>) -> Result<()> {
    let (job, tries) = (waiting.id, waiting.attempts + 1);
    let error = outcome.err().map(|error| error.to_string().chars().take(500).collect::<String>());
    app.write(Actor::System, move |ctx| {
        let error = error.clone();
        Box::pin(async move {
            match error {
                None => store::finish(ctx, job, lease, "done", None).await,
                Some(error) if tries >= TRIES => store::finish(ctx, job, lease, "failed", Some(&error)).await,
                Some(error) => store::postpone(ctx, job, lease, ctx.now + pause(tries), &error).await,
            }
        })
    })
    .await
}

/// 2, 4, 8 … seconds, at most an hour.
fn pause(tries: u32) -> SignedDuration {
    SignedDuration::from_secs(1_i64.checked_shl(tries).unwrap_or(3600).clamp(2, 3600))
}
