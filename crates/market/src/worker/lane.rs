use std::{any::Any, future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use souk_db::BoxFuture;
use tokio::sync::watch;

use crate::{App, Error, Result, Seldom, bell::Topic, faults::Struck, lanes::Why};

/// What a lane does.
pub(super) trait Work: Send + Sync {
    /// The name it reports under.
    fn name(&self) -> String;
    /// Which commits it need not wait for the next look after; none: it looks only.
    fn topic(&self) -> Option<Topic> {
        None
    }
    /// Between two looks, since not every process rings the bell of this one.
    fn look_every(&self) -> Duration {
        LOOK_AGAIN
    }
    /// How long one turn may take.
    fn deadline(&self, _app: &App) -> Duration {
        TURN_WITHIN
    }
    /// Whether it acts because of the time, on orders and their money: then it waits while another time is written down.
    fn minds_time(&self) -> bool {
        false
    }
    /// Does what is due now. Errors: nothing can be done at the moment.
    fn turn<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Turn>>;
    /// Whether what went wrong in an earlier turn still waits; asked of a lane that is ill and has nothing to do.
    fn is_still_ill<'a>(&'a self, _app: &'a App) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async { Ok(false) })
    }
}

/// What a turn came to.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// How much was moved on; 0 when nothing was due.
    pub(super) moved: usize,
    /// What went wrong with single things, which wait by themselves and hold up no other.
    pub(super) trouble: Option<(Why, String)>,
}

/// A turn starts at the latest after this.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// A turn that is not done by then is dropped: longer than all that is in it may take by its own limits.
const TURN_WITHIN: Duration = Duration::from_secs(100);
/// After the first turn that failed; doubled with each.
const FIRST_REST: Duration = Duration::from_secs(1);
/// What is due must not be later than this once what was wrong is mended.
const LONGEST_REST: Duration = Duration::from_mins(1);
/// Failures after which the rest grows no more, so that doubling cannot overflow.
const MOST_DOUBLINGS: u32 = 6;

/// Works in turns until told to stop; a turn under way ends first.
pub(super) async fn run(work: Arc<dyn Work>, app: App, mut told: watch::Receiver<bool>, after: Duration) {
    let mut failures = 0;
    let (name, lines) = (work.name(), Seldom::new());
    let mut bell = work.topic().and_then(|topic| app.bell().listen(topic));
    let mut rest = after;
    loop {
        // a bell that rang before would end a rest after a failure at once
        let rings = async {
            match &mut bell {
                Some(bell) if failures == 0 => bell.changed().await.is_ok(),
                _ => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            _ = told.wait_for(|told| *told) => return,
            () = tokio::time::sleep(rest) => {}
            _ = rings => {}
        }
        let turn = async {
            let _in_time = if work.minds_time() { Some(app.in_time().await) } else { None };
            work.turn(&app).await
        };
        match guarded(work.deadline(&app), turn).await {
            Ok(turn) => {
                failures = 0;
                rest = if turn.moved > 0 { Duration::ZERO } else { work.look_every() };
                report(&name, &app, &*work, turn, &lines).await;
            }
            Err(failure) => {
                let (why, words) = failure.told();
                rest = (FIRST_REST * 2_u32.pow(failures.min(MOST_DOUBLINGS))).min(LONGEST_REST);
                failures += 1;
                app.lanes().note_ill(&name, app.now(), why, &words);
                tracing::error!(lane = name, why = why.as_str(), error = words, ?rest, "a lane rests");
            }
        }
    }
}

async fn report(name: &str, app: &App, work: &dyn Work, turn: Turn, lines: &Seldom) {
    let (lanes, now) = (app.lanes(), app.now());
    if let Some((why, words)) = turn.trouble {
        lanes.note_ill(name, now, why, &words);
        if let Some(unsaid) = lines.turn() {
            tracing::warn!(lane = name, why = why.as_str(), error = words, unsaid, "a lane is ill");
        }
        return;
    }
    // nothing was due: what went wrong may only be waiting
    if turn.moved == 0 && lanes.is_ill(name) && work.is_still_ill(app).await.unwrap_or(true) {
        lanes.note_turn(name);
    } else {
        lanes.note_well(name, now);
    }
}

/// Why work was not done.
#[derive(Debug)]
pub(super) enum Failure {
    Failed(Error),
    Panicked(String),
    TookTooLong(Duration),
}

impl Failure {
    /// This, when it is about one thing; an error when nothing could be done at the moment, whatever it is.
    pub(super) fn unless_passing(self) -> Result<Self> {
        match self {
            Self::Failed(Error::Fault(fault)) if fault.is_passing() => Err(fault.into()),
            about_one => Ok(about_one),
        }
    }

    pub(super) fn words(&self) -> String {
        match self {
            Self::Failed(error) => error.to_string(),
            Self::Panicked(words) => format!("panicked: {words}"),
            Self::TookTooLong(within) => format!("not done after {} s", within.as_secs()),
        }
    }

    /// As a lane tells it.
    pub(super) fn told(&self) -> (Why, String) {
        let why = match self {
            Self::Failed(_) => Why::Failed,
            Self::Panicked(_) => Why::Panicked,
            Self::TookTooLong(_) => Why::TookTooLong,
        };
        (why, self.words())
    }
}

/// Waits for work that may fail, panic or hang, and takes no harm from it.
pub(super) async fn guarded<T>(
    within: Duration,
    work: impl Future<Output = Result<T>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(within, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(done)) => done.map_err(Failure::Failed),
        // a simulated end of the process, which keeps no promise any more
        Ok(Err(panic)) if panic.is::<Struck>() => std::panic::resume_unwind(panic),
        Ok(Err(panic)) => Err(Failure::Panicked(words_of(&*panic))),
        Err(_elapsed) => Err(Failure::TookTooLong(within)),
    }
}

/// What a panic said.
fn words_of(panic: &(dyn Any + Send)) -> String {
    let words =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    words.unwrap_or("no words").to_owned()
}
