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
    lanes::{self, Why},
    queue::{
        self, JobKind, Lane, Tried,
        backlog::{self, Due},
    },
};

/// How long a process may hold a job before another takes it for dead: longer than any job's own deadline.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// How long reading what several jobs need may take: with a job's own deadline it stays below that of a turn.
const STARTED_WITHIN: Duration = Duration::from_secs(20);
/// The longest pause before a job that failed is tried again.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

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
                backlog::give_back(ctx, job, lease).await?;
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

    fn minds_time(&self) -> bool {
        self.lane == Lane::Refunds
    }

    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>> {
        Box::pin(async move {
            let lane = self.lane;
            // a read first: a write for nothing costs a sync
            let waits = app.read(Actor::System, move |ctx| Box::pin(backlog::look(ctx, lane))).await?;
            lanes::tell_backlog(lane.as_str(), waits.jobs);
            let now = app.now();
            if waits.next_at.is_none_or(|at| at > now && at <= now + queue::FURTHEST) {
                return Ok(Turn::default());
            }
            let (unix_ms, random) = app.id_parts(app.now());
            let lease = JobId::from_parts(unix_ms, random);
            let taken = app.write(Actor::System, move |ctx| {
                Box::pin(async move { backlog::take_due(ctx, lane, lease, ctx.now + LEASE).await })
            });
            let taken = taken.await?;
            if taken.is_empty() {
                return Ok(Turn::default());
            }
            self.leases.lock().extend(taken.iter().map(|job| (job.id, lease)));
            let (at_once, moved) = (taken.len(), taken.len());
            let started = self.start(app, taken).await;
            let ended: Vec<Ended> = stream::iter(started).buffer_unordered(at_once).collect().await;
            // one that was done shows that the lane works
            let failed: Option<Vec<(Why, String)>> =
                ended.iter().map(|job| job.outcome.clone().err()).collect();
            self.settle(app, lease, ended).await?;
            Ok(Turn { moved, trouble: failed.and_then(|mut failed| failed.pop()) })
        })
    }

    fn is_still_ill<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<bool>> {
        let lane = self.lane;
        Box::pin(app.read(Actor::System, move |ctx| Box::pin(backlog::has_failed(ctx, lane))))
    }
}

/// A job after a try.
struct Ended {
    job: JobId,
    /// Tries it has had, this one among them.
    tries: u32,
    /// What it came to, or why it failed.
    outcome: Result<Tried, (Why, String)>,
    gives_up: bool,
}

impl Jobs {
    /// The tries of jobs. Those of one kind are started together; where that fails, each alone, so that one that cannot be
    /// done keeps none from being done.
    async fn start<'a>(&'a self, app: &'a App, mut taken: Vec<Due>) -> Vec<BoxFuture<'a, Ended>> {
        let mut tries: Vec<BoxFuture<'a, Ended>> = Vec::with_capacity(taken.len());
        for kind in &self.kinds {
            let own: Vec<Due> = taken.extract_if(.., |due| due.kind == kind.word).collect();
            let payloads: Vec<&str> = own.iter().map(|due| due.payload.as_str()).collect();
            let started = match payloads.as_slice() {
                [] | [_] => None,
                several => guarded(STARTED_WITHIN, (kind.start)(app, several)).await.ok(),
            };
            match started.filter(|started| started.len() == own.len()) {
                Some(started) => {
                    for (due, work) in own.into_iter().zip(started) {
                        tries.push(Box::pin(ended(due, Some(kind), work)));
                    }
                }
                None => {
                    for due in own {
                        let payload = due.payload.clone();
                        let alone = async move {
                            match (kind.start)(app, &[&payload]).await?.pop() {
                                Some(work) => work.await,
                                None => Ok(Tried::Done),
                            }
                        };
                        tries.push(Box::pin(ended(due, Some(kind), alone)));
                    }
                }
            }
        }
        for unknown in taken {
            let error = Error::broken(format!("unknown job {}", unknown.kind));
            tries.push(Box::pin(ended(unknown, None, async { Err(error) })));
        }
        tries
    }

    /// Ends jobs that are done, together; those that are not come up again or are left to a person.
    async fn settle(&self, app: &App, lease: JobId, ended: Vec<Ended>) -> Result<()> {
        let jobs: Vec<JobId> = ended.iter().map(|ended| ended.job).collect();
        app.write_with(Actor::System, ended, move |ctx, ended| {
            Box::pin(async move {
                let done: Vec<JobId> = ended
                    .iter()
                    .filter(|job| matches!(job.outcome, Ok(Tried::Done)))
                    .map(|job| job.job)
                    .collect();
                backlog::finish(ctx, lease, &done).await?;
                for Ended { job, tries, outcome, gives_up } in ended {
                    let error = match outcome {
                        Ok(Tried::Done) => continue,
                        Ok(Tried::NotYet) => None,
                        Err((_, words)) => Some(queue::shortened(words)),
                    };
                    match error {
                        Some(error) if *gives_up => backlog::give_up(ctx, *job, lease, &error).await?,
                        error => {
                            let again_at = ctx.now + queue::pause(*tries, LONGEST_PAUSE);
                            backlog::postpone(ctx, *job, lease, again_at, error.as_deref()).await?;
                        }
                    }
                }
                Ok(())
            })
        })
        .await?;
        self.leases.lock().retain(|job, _| !jobs.contains(job));
        Ok(())
    }
}

/// What a try came to.
async fn ended(due: Due, kind: Option<&JobKind>, work: impl Future<Output = Result<Tried>>) -> Ended {
    let deadline = kind.map_or(STARTED_WITHIN, |kind| kind.deadline);
    let outcome = guarded(deadline, work).await.map_err(|failure| failure.told());
    if let Err((why, error)) = &outcome {
        tracing::warn!(job = %due.id, kind = due.kind, why = why.as_str(), error, "a job failed");
    }
    let tries = due.attempts + 1;
    let most_tries = kind.and_then(|kind| kind.tries);
    Ended { job: due.id, tries, outcome, gives_up: most_tries.is_some_and(|most| tries >= most) }
}
