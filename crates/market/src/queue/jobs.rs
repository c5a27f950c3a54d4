//! Jobs: effects outside the database, promised in a transaction and done after it, at least once.
//!
//! A job is taken with a lease; a process that dies lets it lapse, and another takes the job again. So every job must be
//! safe to do twice. Each has a key that keeps the same promise from being made twice. One that is done is gone: what it did
//! tells of it.

use std::{fmt::Display, str::FromStr, time::Duration};

use souk_db::BoxFuture;
use souk_domain::ids::JobId;

use super::store::backlog;
use crate::{App, Ctx, Error, Result};

/// Jobs that wait for each other. Each lane has a worker of its own: a mail server that does not answer keeps no refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Mails,
    Refunds,
    /// They come from strangers' slow machines.
    Pictures,
    /// Files that vendors import.
    Imports,
}

impl Lane {
    /// Every lane.
    pub const ALL: &'static [Self] = &[Self::Mails, Self::Refunds, Self::Pictures, Self::Imports];

    /// The word it is stored by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mails => "mails",
            Self::Refunds => "refunds",
            Self::Pictures => "pictures",
            Self::Imports => "imports",
        }
    }

    /// Jobs that are taken, done and ended together, [`backlog::AT_ONCE`] at most.
    pub(crate) const fn at_once(self) -> usize {
        match self {
            Self::Mails => backlog::AT_ONCE,
            // a picture takes memory, and a gateway is asked by few at a time
            Self::Refunds | Self::Pictures => 4,
            // rows of a product are in memory together
            Self::Imports => 1,
        }
    }
}

/// What a try of a job came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// Nothing is left to do.
    Done,
    /// What it waits for has not happened yet, and nothing is wrong: it comes up again.
    NotYet,
}

/// A kind of job, declared beside the capability that promises it and listed where the worker is built.
pub trait Job: 'static {
    /// What it works on, an id: it is stored in words.
    type Subject: Display + FromStr + Send + Sync + 'static;
    /// The word it is stored by; it never changes.
    const KIND: &'static str;
    /// What it waits with.
    const LANE: Lane;
    /// Tries before it is left to a person; `None`: it is tried until it is done. The pauses between them grow to an hour,
    /// so this is about two days.
    const TRIES: Option<u32> = Some(60);
    /// How long one try may take: below the lease under which it is taken.
    const DEADLINE: Duration = Duration::from_secs(60);

    /// Does it; done twice it must do no harm. Errors: it is tried again later.
    fn run(app: &App, subject: Self::Subject) -> BoxFuture<'_, Result<Tried>>;

    /// Reads at once what several that are due need, and answers the work of each, as [`Job::run`] does it, in their order.
    /// Errors: it could not be read for all of them; then each is run alone.
    fn start(app: &App, subjects: Vec<Self::Subject>) -> BoxFuture<'_, Result<Started<'_>>> {
        Box::pin(async move { Ok(subjects.into_iter().map(|subject| Self::run(app, subject)).collect()) })
    }
}

/// The work of several jobs, which is done side by side.
pub type Started<'a> = Vec<BoxFuture<'a, Result<Tried>>>;

/// A kind of job without its type.
#[derive(Clone, Copy)]
pub(crate) struct JobKind {
    pub(crate) word: &'static str,
    pub(crate) lane: Lane,
    pub(crate) tries: Option<u32>,
    pub(crate) deadline: Duration,
    /// [`Job::start`] of the jobs with these payloads. Errors: as there, or a payload cannot be read.
    pub(crate) start: for<'a> fn(&'a App, &[&str]) -> BoxFuture<'a, Result<Started<'a>>>,
}

impl JobKind {
    pub(crate) const fn of<J: Job>() -> Self {
        Self { word: J::KIND, lane: J::LANE, tries: J::TRIES, deadline: J::DEADLINE, start: start::<J> }
    }
}

fn start<'a, J: Job>(app: &'a App, payloads: &[&str]) -> BoxFuture<'a, Result<Started<'a>>> {
    let read = |payload: &&str| {
        let subject = payload.parse::<J::Subject>().ok();
        subject.ok_or_else(|| Error::broken(format!("the payload `{payload}` of a job cannot be read")))
    };
    match payloads.iter().map(read).collect() {
        Ok(subjects) => J::start(app, subjects),
        Err(error) => Box::pin(async { Err(error) }),
    }
}

/// Promises a job in this transaction; while it is not done, promising the same one again changes nothing.
pub(crate) async fn enqueue<J: Job>(ctx: &Ctx<'_>, subject: J::Subject) -> Result<()> {
    enqueue_all::<J>(ctx, &[subject]).await
}

/// As [`enqueue`], of several.
pub(crate) async fn enqueue_all<J: Job>(ctx: &Ctx<'_>, subjects: &[J::Subject]) -> Result<()> {
    let promised: Vec<backlog::Promised> =
        subjects.iter().map(|subject| (ctx.id(JobId::from_parts), subject.to_string())).collect();
    backlog::insert_if_new(ctx, J::KIND, J::LANE, &promised).await
}
