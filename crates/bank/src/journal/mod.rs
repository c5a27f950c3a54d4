//! The bank's file: append-only JSON lines. Whoever changes the book leaves its line here and waits until it is
//! durable; one writer thread gathers what waits, writes it and syncs once for all (group commit).

mod file;
mod writer;

pub(crate) use file::write_anew;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::sync::watch;

use crate::book::{Book, Line};
use crate::settings::BankError;

/// Bytes that may wait for the disk; more means the disk does not keep up, and callers are turned away.
const MAX_BACKLOG_BYTES: usize = 8 * 1024 * 1024;

/// Why a line cannot be written or is not known to be durable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum JournalFault {
    /// Too much waits for the disk.
    Full,
    /// The disk failed or the bank is closing; what waited may or may not be in the file.
    Stopped,
}

/// How far the file is durable.
#[derive(Clone, Copy, Default)]
struct Progress {
    durable_n: u64,
    stopped: Stopped,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stopped {
    #[default]
    No,
    Yes,
}

/// What waits for the writer.
#[derive(Default)]
struct Backlog {
    bytes: Vec<u8>,
    last_n: u64,
    stopped: Stopped,
}

struct Shared {
    backlog: Mutex<Backlog>,
    bell: Condvar,
    progress: watch::Sender<Progress>,
    syncs: AtomicU64,
}

pub(crate) struct Journal {
    shared: Arc<Shared>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Journal {
    /// Opens the file, reads it into a book, and starts the writer.
    pub(crate) fn open(path: &Path) -> Result<(Self, Book), BankError> {
        let failed = |source| BankError::File { path: path.to_owned(), source };
        let mut book = Book::default();
        let file = file::open(path, &mut book)?;
        let shared = Arc::new(Shared::starting_at(book.last_n()));
        let theirs = Arc::clone(&shared);
        let writer = thread::Builder::new()
            .name("bank-journal".to_owned())
            .spawn(move || writer::run(file, &theirs))
            .map_err(failed)?;
        Ok((Self { shared, writer: Mutex::new(Some(writer)) }, book))
    }

    /// Whether one more line may wait.
    pub(crate) fn room(&self) -> Result<(), JournalFault> {
        let backlog = self.shared.backlog();
        match backlog.stopped {
            Stopped::Yes => Err(JournalFault::Stopped),
            Stopped::No if backlog.bytes.len() > MAX_BACKLOG_BYTES => Err(JournalFault::Full),
            Stopped::No => Ok(()),
        }
    }

    /// Leaves a line to the writer. Callers hold the book, so that lines stand in the order of their numbers.
    pub(crate) fn append(&self, line: &Line) -> Result<(), JournalFault> {
        let mut backlog = self.shared.backlog();
        if backlog.stopped == Stopped::Yes {
            return Err(JournalFault::Stopped);
        }
        let before = backlog.bytes.len();
        if serde_json::to_writer(&mut backlog.bytes, line).is_err() {
            backlog.bytes.truncate(before);
            backlog.stopped = Stopped::Yes;
            return Err(JournalFault::Stopped);
        }
        backlog.bytes.push(b'\n');
        backlog.last_n = line.n;
        drop(backlog);
        self.shared.bell.notify_one();
        Ok(())
    }

    /// Waits until a line and all before it are on the disk.
    pub(crate) async fn durable(&self, n: u64) -> Result<(), JournalFault> {
        let mut progress = self.shared.progress.subscribe();
        let reached = progress.wait_for(|p| p.durable_n >= n || p.stopped == Stopped::Yes).await;
        match reached {
            Ok(progress) if progress.durable_n >= n => Ok(()),
            _ => Err(JournalFault::Stopped),
        }
    }

    /// Waits until nothing more is written: the disk failed, or the bank closes.
    pub(crate) async fn stopped(&self) {
        let mut progress = self.shared.progress.subscribe();
        // without a writer nothing is written either
        let _stopped = progress.wait_for(|progress| progress.stopped == Stopped::Yes).await;
    }

    /// How often the file was synced since it was opened.
    pub(crate) fn syncs(&self) -> u64 {
        self.shared.syncs.load(Ordering::Relaxed)
    }

    /// Writes what waits, then lets go of the file.
    pub(crate) fn close(&self) {
        self.shared.backlog().stopped = Stopped::Yes;
        self.shared.bell.notify_one();
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if writer.is_some_and(|writer| writer.join().is_err()) {
            tracing::error!("the bank's writer ended badly");
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn starting_at(durable_n: u64) -> Self {
        Self {
            backlog: Mutex::default(),
            bell: Condvar::new(),
            progress: watch::Sender::new(Progress { durable_n, stopped: Stopped::No }),
            syncs: AtomicU64::new(0),
        }
    }

    fn backlog(&self) -> MutexGuard<'_, Backlog> {
        self.backlog.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
