use std::{future::Future, time::Duration};

use futures_util::{FutureExt as _, StreamExt as _, stream};
use jiff::SignedDuration;
use souk_domain::ids::JobId;

use super::{Job, Lane, store};
use crate::{
    Actor, App, Error, Result, accounts, catalogue, checkout, idempotency, mail, payments, throttle,
};

/// How long a process may hold a job before another takes it for dead: longer than any job's own time-outs.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// Jobs taken in one turn: so few that each is done while its lease holds.
const JOBS_PER_TURN: i64 = 8;
/// Jobs done side by side: they wait for other machines, not for ours.
const JOBS_AT_ONCE: usize = 4;
/// Tries before a job is left to a person, unless it is about money; the pauses between them grow to an hour, so this is
/// about two days.
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
    /// Events of gateways that were looked at.
    pub news: usize,
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
    let (errands, pictures) = (run_errands(app).await?, fetch_pictures(app).await?);
    Ok(JobsReport {
        events: errands.events,
        done: errands.done + pictures.done,
        postponed: errands.postponed + pictures.postponed,
        news: checkout::apply_news(app).await?,
        swept: checkout::sweep(app).await?,
    })
}

/// Events, and the jobs they and others promised.
async fn run_errands(app: &App) -> Result<JobsReport> {
    let events = mail::handle_events(app).await?;
    Ok(JobsReport { events, ..run_jobs(app, Lane::Promises).await? })
}

async fn fetch_pictures(app: &App) -> Result<JobsReport> {
    run_jobs(app, Lane::Pictures).await
}

async fn apply_news(app: &App) -> Result<JobsReport> {
    Ok(JobsReport { news: checkout::apply_news(app).await?, ..JobsReport::default() })
}

async fn sweep(app: &App) -> Result<JobsReport> {
    Ok(JobsReport { swept: checkout::sweep(app).await?, ..JobsReport::default() })
}

/// Works until `stop` is done: a turn after every commit of this process, and every half second for the others.
pub async fn work(app: App, stop: impl Future<Output = ()>) {
    let stop = stop.shared();
    // side by side: a slow mail server must not keep stock from being given back, nor a picture a letter
    tokio::join!(
        in_turns(&app, stop.clone(), run_errands),
        in_turns(&app, stop.clone(), fetch_pictures),
        in_turns(&app, stop.clone(), apply_news),
        in_turns(&app, stop.clone(), sweep),
        clean_now_and_then(&app, stop)
    );
}

async fn in_turns(app: &App, stop: impl Future<Output = ()>, turn: impl AsyncFn(&App) -> Result<JobsReport>) {
    let mut stop = std::pin::pin!(stop);
    let mut commits = app.commits();
    loop {
        match turn(app).await {
            Ok(report) if !report.is_idle() => tracing::debug!(?report, "jobs"),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "jobs could not be done; trying again"),
        }
        tokio::select! {
            () = &mut stop => return,
            // the sender lives in the app, which outlives this
            _ = commits.changed() => {}
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }
}

async fn clean_now_and_then(app: &App, stop: impl Future<Output = ()>) {
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(CLEAN_EVERY) => {}
        }
        if let Err(error) = clean(app).await {
            tracing::error!(%error, "old records could not be removed");
        }
    }
}

/// How often old idempotency records and throttle windows are removed.
const CLEAN_EVERY: Duration = Duration::from_mins(10);

async fn clean(app: &App) -> Result<()> {
    app.write(Actor::System, |ctx| {
        Box::pin(async move {
            idempotency::clean(ctx).await?;
            throttle::clean(ctx).await?;
            accounts::clean(ctx).await?;
            checkout::clean_news(ctx).await?;
            Ok(())
        })
    })
    .await
}

async fn run_jobs(app: &App, lane: Lane) -> Result<JobsReport> {
    // a read first: a write for nothing costs a sync, and would wake this worker again
    if app.read(Actor::System, move |ctx| Box::pin(store::count_due(ctx, lane))).await? == 0 {
        return Ok(JobsReport::default());
    }
    let (unix_ms, random) = app.id_parts(app.now());
    let lease = JobId::from_parts(unix_ms, random);
    let taken = app
        .write(Actor::System, move |ctx| {
            Box::pin(async move {
                let taken = store::take_due(ctx, lane, JOBS_PER_TURN).await?;
                for job in &taken {
                    store::lease(ctx, job.id, lease, ctx.now + LEASE).await?;
                }
                Ok(taken)
            })
        })
        .await?;
    let settled: Vec<Result<bool>> = stream::iter(taken)
        .map(|waiting| run_and_settle(app, waiting, lease))
        .buffer_unordered(JOBS_AT_ONCE)
        .collect()
        .await;
    let settled = settled.into_iter().collect::<Result<Vec<_>>>()?;
    let done = settled.iter().filter(|done| **done).count();
    Ok(JobsReport { done, postponed: settled.len() - done, ..JobsReport::default() })
}

/// Answers whether the job was done; one that was not comes up again.
async fn run_and_settle(app: &App, waiting: store::Waiting, lease: JobId) -> Result<bool> {
    let outcome = match Job::parse(&waiting.kind, &waiting.subject) {
        Some(job) => run_one(app, job).await,
        None => Err(Error::broken(format!("unknown job {}", waiting.kind))),
    };
    if let Err(error) = &outcome {
        tracing::warn!(job = %waiting.id, kind = waiting.kind, %error, "a job failed");
    }
    let done = outcome.is_ok();
    settle(app, &waiting, lease, outcome).await?;
    Ok(done)
}

async fn run_one(app: &App, job: Job) -> Result<()> {
    match job {
        Job::DeliverMail(mail) => mail::deliver(app, mail).await,
        Job::SendRefund(refund) => payments::send_refund(app, refund).await,
        Job::FetchImage(image) => catalogue::fetch_image(app, image).await,
        Job::CopyImage(image) => catalogue::make_copies(app, image).await,
    }
}

async fn settle(app: &App, waiting: &store::Waiting, lease: JobId, outcome: Result<()>) -> Result<()> {
    let (job, tries) = (waiting.id, waiting.attempts + 1);
    // money that is owed is asked for until there is an answer
    let gives_up =
        tries >= TRIES && !matches!(Job::parse(&waiting.kind, &waiting.subject), Some(Job::SendRefund(_)));
    let error = outcome.err().map(|error| error.to_string().chars().take(500).collect::<String>());
    app.write(Actor::System, move |ctx| {
        let error = error.clone();
        Box::pin(async move {
            match error {
                None => store::finish(ctx, job, lease, "done", None).await,
                Some(error) if gives_up => store::finish(ctx, job, lease, "failed", Some(&error)).await,
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
