use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{Access, connection, health::Health, poll_once};
use crate::{
    Abort as _, Changed, Error, Result,
    commits::Commits,
    erased::{Body, Failure, Outcome},
    is_worth_retrying,
    tx::lock,
};

/// Jobs that share one COMMIT, at most: measured best between throughput and the wait of the first.
const BATCH_JOBS: usize = 64;
/// A batch takes no further job after this, so that the first caller is answered soon.
const BATCH_TIME: Duration = Duration::from_millis(20);
/// Jobs that may wait for the writer before callers are told that it is overloaded.
const QUEUE_JOBS: usize = 8192;
/// How long a caller waits for a place in a full queue.
const QUEUE_WAIT: Duration = Duration::from_secs(5);
/// How often a job whose batch was lost, or that met another process, is run again.
const ATTEMPTS: u32 = 8;

/// How the batch a job ran in ended.
enum Ending {
    Committed,
    Lost(Error),
}

/// One caller's transaction: run inside the batch, answered once the batch has ended.
struct Job {
    body: Body,
    outcome: Option<Outcome>,
    /// Tables it changed, once it has run.
    changed: Vec<&'static str>,
    caller: oneshot::Sender<Outcome>,
}

impl Job {
    fn run(&mut self, connection: &Mutex<Connection>) {
        let (outcome, changed) = in_savepoint(connection, &self.body);
        (self.outcome, self.changed) = (Some(outcome), changed);
    }

    fn answer(self, ending: &Ending) {
        let outcome = match (self.outcome, ending) {
            (Some(Ok(_)) | None, Ending::Lost(error)) => Err(error.clone().into()),
            // it may have been refused because of what a neighbour wrote, and that is gone: it is asked again
            (Some(Err(refusal)), Ending::Lost(error)) if rests_on_data(&refusal) => {
                Err(Error::Disconnected { reason: format!("its batch was lost: {error}") }.into())
            }
            (Some(outcome), _) => outcome,
            (None, Ending::Committed) => Err(Error::Panicked.into()),
        };
        // a caller that went away has no use for the answer
        let _gone = self.caller.send(outcome);
    }
}

/// Whether a body ended because of what it read, or what its statements met.
fn rests_on_data(refusal: &Failure) -> bool {
    use Error::{Check, Column, ForeignKey, RowNotFound, Unique};
    refusal.database().is_none_or(|error| {
        matches!(error, Unique { .. } | Check { .. } | ForeignKey | RowNotFound | Column { .. })
    })
}

#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Job>,
    health: Arc<Health>,
}

impl Writer {
    pub(super) fn start(connection: Connection, path: PathBuf, commits: Commits) -> Result<Self> {
        let (queue, jobs) = mpsc::channel(QUEUE_JOBS);
        let health = Arc::new(Health::default());
        let noted = Arc::clone(&health);
        std::thread::Builder::new()
            .name("db-writer".to_owned())
            .spawn(move || serve(connection, &path, jobs, &noted, &commits))
            .map_err(|e| Error::Driver(format!("cannot start the writer thread: {e}")))?;
        Ok(Self { queue, health })
    }

    /// False after a second batch in a row was lost, until one that wrote something is committed.
    pub(super) fn is_healthy(&self) -> bool {
        self.health.is_good()
    }

    pub(super) async fn run(&self, body: Body) -> Outcome {
        let mut attempt = 1;
        loop {
            let (caller, answered) = oneshot::channel();
            let call = Job { body: Arc::clone(&body), outcome: None, changed: Vec::new(), caller };
            self.queue.send_timeout(call, QUEUE_WAIT).await.map_err(|_full| Error::Overloaded)?;
            let outcome = answered.await.unwrap_or_else(|_| Err(Error::Panicked.into()));
            if attempt >= ATTEMPTS || !is_worth_retrying(&outcome) {
                return outcome;
            }
            attempt += 1;
        }
    }
}

/// Runs the body inside a savepoint, so that one refused job does not undo its neighbours. Answers what it changed too.
fn in_savepoint(connection: &Mutex<Connection>, body: &Body) -> (Outcome, Vec<&'static str>) {
    if let Err(error) = execute(connection, "savepoint job") {
        return (Err(error.into()), Vec::new());
    }
    let (outcome, changed) = poll_once(connection, body);
    let closed = match &outcome {
        Ok(_) => execute(connection, "release job"),
        Err(_) => execute(connection, "rollback to job").and_then(|()| execute(connection, "release job")),
    };
    match (outcome, closed) {
        (Ok(value), Ok(())) => (Ok(value), changed),
        (Ok(_), Err(error)) => (Err(error.into()), Vec::new()),
        (Err(error), _) => (Err(error), Vec::new()),
    }
}

fn execute(connection: &Mutex<Connection>, text: &'static str) -> Result<()> {
    lock(connection).prepare_cached(text)?.execute([])?;
    Ok(())
}

fn serve(
    connection: Connection,
    path: &Path,
    mut queue: mpsc::Receiver<Job>,
    health: &Health,
    commits: &Commits,
) {
    let mut connection = Some(Mutex::new(connection));
    let mut seen = None;
    let mut batch = Vec::with_capacity(BATCH_JOBS);
    while let Some(first) = queue.blocking_recv() {
        batch.push(first);
        let ending = match open_again(connection.take(), path) {
            Ok(open) => {
                let ending = run_batch(&open, &mut batch, &mut queue);
                if matches!(ending, Ending::Committed) {
                    tell(&open, &mut seen, &batch, commits);
                    // one whose batch was lost may hold half of it
                    connection = Some(open);
                }
                ending
            }
            Err(error) => Ending::Lost(error),
        };
        match &ending {
            // one that wrote nothing asked nothing of the disk
            Ending::Committed if batch.iter().any(|job| !job.changed.is_empty()) => health.note_written(),
            Ending::Committed => {}
            Ending::Lost(error) => {
                health.note_lost(error, batch.len());
                // what became of the batch is not known, and the next connection counts anew
                seen = None;
                commits.tell(Changed::Anything);
            }
        }
        for job in batch.drain(..) {
            job.answer(&ending);
        }
    }
}

/// The connection, or a new one where the last was given up with its batch.
fn open_again(connection: Option<Mutex<Connection>>, path: &Path) -> Result<Mutex<Connection>> {
    connection.map_or_else(|| connection::open(path, Access::Write).map(Mutex::new), Ok)
}

/// Tells the listeners what the batch changed, and of commits that other processes made since the last one: `data_version`
/// of this connection counts those alone.
fn tell(connection: &Mutex<Connection>, seen: &mut Option<i64>, batch: &[Job], commits: &Commits) {
    let counted = lock(connection)
        .prepare_cached("pragma data_version")
        .and_then(|mut pragma| pragma.query_row([], |row| row.get(0)))
        .ok();
    let others = seen.is_some() && counted != *seen;
    *seen = counted;
    if others {
        commits.tell(Changed::Anything);
    }
    for job in batch {
        commits.tell(Changed::Tables(&job.changed));
    }
}

/// BEGIN, jobs until the batch is full, the queue empty or the time over, COMMIT. `batch` holds the first job.
fn run_batch(
    connection: &Mutex<Connection>,
    batch: &mut Vec<Job>,
    queue: &mut mpsc::Receiver<Job>,
) -> Ending {
    let began = Instant::now();
    if let Err(error) = execute(connection, "begin immediate") {
        return Ending::Lost(error);
    }
    while let Some(job) = batch.last_mut() {
        job.run(connection);
        if lock(connection).is_autocommit() {
            // FULL, IOERR and NOMEM roll the whole transaction back, with every job of the batch
            return Ending::Lost(Error::Contended { code: "SQLite rolled the batch back".to_owned() });
        }
        if batch.len() >= BATCH_JOBS || began.elapsed() >= BATCH_TIME {
            break;
        }
        match queue.try_recv() {
            Ok(next) => batch.push(next),
            Err(_empty) => break,
        }
    }
    match execute(connection, "commit") {
        Ok(()) => Ending::Committed,
        // the caller drops the connection, which rolls back what was not committed
        Err(error) => Ending::Lost(Error::OutcomeUnknown { reason: error.to_string() }),
    }
}
