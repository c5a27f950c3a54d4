//! SQLite: one writer thread with group commit, and reader threads that see committed snapshots.

mod connection;
mod file;
mod health;
mod readers;
mod writer;

use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    pin::pin,
    sync::Mutex,
    task::{Context, Poll, Waker},
};

use crate::{
    Error, Result, Tx,
    commits::Commits,
    erased::{Body, Outcome},
    tx::Inner,
};
pub(crate) use connection::Access;

/// A SQLite database file, opened.
#[derive(Clone)]
pub(crate) struct Lite {
    path: PathBuf,
    writer: writer::Writer,
    readers: readers::Readers,
}

impl Lite {
    /// Opens the file with `readers` reader threads, making it when `access` allows.
    pub(crate) fn open(path: &Path, access: Access, readers: usize, commits: Commits) -> Result<Self> {
        if access == Access::Create {
            file::keep_private(path)?;
        }
        let writer = writer::Writer::start(connection::open(path, access)?, path.to_owned(), commits)?;
        let connections = (0..readers.max(1)).map(|_| connection::open(path, Access::Read));
        let readers = readers::Readers::start(connections.collect::<Result<_>>()?)?;
        Ok(Self { path: path.to_owned(), writer, readers })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn is_healthy(&self) -> bool {
        self.writer.is_healthy()
    }

    pub(crate) async fn transaction(&self, body: Body) -> Outcome {
        self.writer.run(body).await
    }

    pub(crate) async fn read(&self, body: Body) -> Outcome {
        self.readers.run(body).await
    }

    /// Runs several statements outside a transaction of ours (migrations), on a connection of its own.
    pub(crate) fn exclusive<T>(
        &self,
        work: impl FnOnce(&mut rusqlite::Connection) -> Result<T>,
    ) -> Result<T> {
        work(&mut connection::open(&self.path, Access::Write)?)
    }

    /// Brings what the log holds into the file, so that whoever copies the file alone has all of it. Waits for nobody: what
    /// somebody else still reads stays in the log, where it is as safe.
    pub(crate) fn checkpoint(&self) {
        let _left_in_the_log = self.exclusive(|connection| {
            connection.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()))?;
            Ok(())
        });
    }

    /// A connection that writes beside the writer's, for tests.
    #[cfg(feature = "scratch")]
    pub(crate) fn own_connection(&self) -> Result<rusqlite::Connection> {
        connection::open(&self.path, Access::Write)
    }
}

/// Polls a transaction body once, on this thread, and tells which tables it changed. A body that waits for anything but its
/// statements is refused.
pub(crate) fn poll_once(
    connection: &Mutex<rusqlite::Connection>,
    body: &Body,
) -> (Outcome, Vec<&'static str>) {
    let tx = Tx::new(Inner::Lite(connection));
    let polled = catch_unwind(AssertUnwindSafe(|| {
        let future = pin!(body(&tx));
        future.poll(&mut Context::from_waker(Waker::noop()))
    }));
    let outcome = match polled {
        Ok(Poll::Ready(outcome)) => tx.judged(outcome),
        Ok(Poll::Pending) => Err(Error::ForeignAwait.into()),
        Err(_panic) => Err(Error::Panicked.into()),
    };
    (outcome, tx.take_changed())
}
