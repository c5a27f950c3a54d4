//! Jobs of one lane: taken under a lease, done side by side, each with a deadline of its own.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::{StreamExt as _, stream};
use jiff::SignedDuration;
use souk_db::BoxFuture;
use souk_domain::ids::JobId;

use super::lane::{Turn, Work, guarded};
use crate::{
    Actor, App, Error, Result,
    bell::Topic,
    lanes::Why,
    queue::{JobKind, Lane, waiting_jobs},
};

/// How long a process may hold a job before another takes it for dead: longer than any job's own deadline.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// Letters of an error that are kept.
const MAX_ERROR_CHARS: usize = 500;

/// The jobs that this process holds, each with its lease.
#[derive(Default)]
pub(super) struct Leases(Mutex<BTreeMap<JobId, JobId>>);

impl Leases {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<JobId, JobId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives back what is still held, so that another process need not wait for its lease to lapse.
pub(super) async fn give_back(app: &App, leases: &Leases, within: Duration) {
    let held = leases.lock().clone();
    let giving = app.write(Actor::System, move |ctx| {
        let held = held.clone();
        Box::pin(async move {
            for (job, lease) in held {
                waiting_jobs::give_back(ctx, job, lease).await?;
            }
            Ok(())
        })
    });
    match tokio::time::timeout(within, giving).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "jobs could not be given back; their leases will lapse"),
        Err(_elapsed) => tracing::warn!("jobs could not be given back in time; their leases will lapse"),
    }
}

/// The jobs of one lane.
pub(super) struct Jobs {
    lane: Lane,
    kinds: Vec<JobKind>,
    leases: Arc<Leases>,
}

impl Jobs {
    pub(super) fn new(lane: Lane, mut kinds: Vec<JobKind>, leases: Arc<Leases>) -> Self {
        kinds.retain(|kind| kind.lane == lane);
        Self { lane, kinds, leases }
    }
}

impl Work for Jobs {
    fn name(&self) -> String {
        self.lane.as_str().to_owned()
    }

    fn topic(&self) -> Option<Topic> {
        Some(Topic::Jobs)
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            let lane = self.lane;
            // a read first: a write for nothing costs a sync
            let is_due = app.read(Actor::System, move |ctx| Box::pin(waiting_jobs::is_due(ctx, lane)));
            if !is_due.await? {
                return Ok(Turn::default());
            }
            let (unix_ms, random) = app.id_parts(app.now());
            let lease = JobId::from_parts(unix_ms, random);
            let taken = app.write(Actor::System, move |ctx| {
                Box::pin(async move { waiting_jobs::take_due(ctx, lane, lease, ctx.now + LEASE).await })
            });
            let taken = taken.await?;
            self.leases.lock().extend(taken.iter().map(|job| (job.id, lease)));
            let (at_once, moved) = (taken.len().max(1), taken.len());
            let settled: Vec<Result<Option<(Why, String)>>> = stream::iter(taken)
                .map(|due| self.run_and_settle(app, due, lease))
                .buffer_unordered(at_once)
                .collect()
                .await;
            let failed = settled.into_iter().collect::<Result<Vec<_>>>()?;
            // one that was done shows that the lane works
            let trouble = failed.into_iter().collect::<Option<Vec<(Why, String)>>>();
            Ok(Turn { moved, trouble: trouble.and_then(|mut failed| failed.pop()) })
        })
    }

    fn is_still_ill<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<bool>> {
        let lane = self.lane;
        Box::pin(app.read(Actor::System, move |ctx| Box::pin(waiting_jobs::has_failed(ctx, lane))))
    }
}

impl Jobs {
    /// Answers why the job was not done, if it was not; then it comes up again.
    async fn run_and_settle(
        &self,
        app: &App,
        due: waiting_jobs::Due,
        lease: JobId,
    ) -> Result<Option<(Why, String)>> {
        let kind = self.kinds.iter().find(|kind| kind.word == due.kind);
        let failure = match kind {
            Some(kind) => {
                let tried = guarded(kind.deadline, run_once(app, kind, &due.payload)).await;
                tried.err().map(|failure| failure.told())
            }
            None => Some((Why::Failed, format!("unknown job {}", due.kind))),
        };
        if let Some((why, error)) = &failure {
            tracing::warn!(job = %due.id, kind = due.kind, why = why.as_str(), error, "a job failed");
        }
        let tries = kind.and_then(|kind| kind.tries);
        settle(app, &due, lease, failure.as_ref(), tries).await?;
        self.leases.lock().remove(&due.id);
        Ok(failure)
    }
}

/// One try.
async fn run_once(app: &App, kind: &JobKind, payload: &str) -> Result<()> {
    match (kind.run)(app, payload) {
        Some(job) => job.await,
        None => Err(Error::broken(format!("the payload `{payload}` of a job cannot be read"))),
    }
}

async fn settle(
    app: &App,
    due: &waiting_jobs::Due,
    lease: JobId,
    failure: Option<&(Why, String)>,
    most_tries: Option<u32>,
) -> Result<()> {
    let (job, tries) = (due.id, due.attempts + 1);
    let gives_up = most_tries.is_some_and(|most| tries >= most);
    let error = failure.map(|(_, words)| words.chars().take(MAX_ERROR_CHARS).collect::<String>());
    app.write(Actor::System, move |ctx| {
        let error = error.clone();
        Box::pin(async move {
            match error {
                None => waiting_jobs::finish(ctx, job, lease, "done", None).await,
                Some(error) if gives_up => {
                    waiting_jobs::finish(ctx, job, lease, "failed", Some(&error)).await
                }
                Some(error) => waiting_jobs::postpone(ctx, job, lease, ctx.now + pause(tries), &error).await,
            }
        })
    })
    .await
}

/// 2, 4, 8 … seconds, at most an hour.
fn pause(tries: u32) -> SignedDuration {
    SignedDuration::from_secs(1_i64.checked_shl(tries).unwrap_or(3600).clamp(2, 3600))
}
