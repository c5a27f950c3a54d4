use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::poll_once;
use crate::{
    Error, Result,
    erased::{Body, Outcome},
    tx::lock,
};

/// Reads that may wait before callers are told that the database is overloaded.
const QUEUE_READS: usize = 8192;

type Job = Box<dyn FnOnce(&Mutex<Connection>) + Send>;

/// Reader threads that take from one queue; each owns a connection that cannot write.
#[derive(Clone)]
pub(super) struct Readers(Arc<Handle>);

/// The callers' side. When the last one goes the threads end and let go of the file.
struct Handle(Arc<Queue>);

struct Queue {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    closed: bool,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next read; `None` once the queue is closed and empty.
    fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.waiting.pop_front() {
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.wake.notify_all();
    }
}

impl Readers {
    pub(super) fn start(connections: Vec<Connection>) -> Result<Self> {
        let queue = Arc::new(Queue { state: Mutex::default(), wake: Condvar::new() });
        for connection in connections {
            let queue = Arc::clone(&queue);
            std::thread::Builder::new()
                .name("db-reader".to_owned())
                .spawn(move || {
                    let connection = Mutex::new(connection);
                    while let Some(job) = queue.next() {
                        job(&connection);
                    }
                })
                .map_err(|e| Error::Driver(format!("cannot start a reader thread: {e}")))?;
        }
        Ok(Self(Arc::new(Handle(queue))))
    }

    pub(super) async fn run(&self, body: Body) -> Outcome {
        let (caller, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // a caller that went away has no use for the answer
            let _gone = caller.send(in_snapshot(connection, &body));
        });
        {
            let mut state = self.0.0.lock();
            if state.waiting.len() >= QUEUE_READS {
                return Err(Error::Overloaded.into());
            }
            state.waiting.push_back(job);
        }
        self.0.0.wake.notify_one();
        answered.await.unwrap_or_else(|_| Err(Error::Panicked.into()))
    }
}

/// A deferred transaction gives every statement of the body the same committed state.
fn in_snapshot(connection: &Mutex<Connection>, body: &Body) -> Outcome {
    let execute = |text: &'static str| -> Result<()> {
        lock(connection).prepare_cached(text)?.execute([])?;
        Ok(())
    };
    execute("begin")?;
    let (outcome, _changed) = poll_once(connection, body);
    // nothing was written, so either ends the snapshot; a connection left inside would fail every later read
    execute("commit").or_else(|_| execute("rollback"))?;
    outcome
}
