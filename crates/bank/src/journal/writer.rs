//! The writer: takes what waits, writes it, syncs once, says how far the file is durable.

use std::fs::File;
use std::io::{self, Write};
use std::mem;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use super::{Shared, Stopped};

/// Lines that go to the disk together.
struct Batch {
    bytes: Vec<u8>,
    last_n: u64,
}

/// Works until the bank closes or the disk fails. A failed sync is never tried again: the system may have dropped
/// the pages and would report success, so the bank stops answering instead.
pub(super) fn run(mut file: File, shared: &Shared) {
    while let Some(batch) = next_batch(shared) {
        if let Err(error) = write(&mut file, &batch.bytes) {
            tracing::error!(%error, "the bank's file cannot be written; the bank answers nothing more");
            break;
        }
        shared.syncs.fetch_add(1, Ordering::Relaxed);
        shared.progress.send_modify(|progress| progress.durable_n = batch.last_n);
    }
    shared.backlog().stopped = Stopped::Yes;
    // The lock goes with the file, so a bank that opens it next must not come before.
    drop(file);
    shared.progress.send_modify(|progress| progress.stopped = Stopped::Yes);
}

/// Everything that waits now, or None when the bank closes and nothing is left.
fn next_batch(shared: &Shared) -> Option<Batch> {
    let mut backlog = shared.backlog();
    while backlog.bytes.is_empty() {
        if backlog.stopped == Stopped::Yes {
            return None;
        }
        backlog = shared.bell.wait(backlog).unwrap_or_else(PoisonError::into_inner);
    }
    Some(Batch { bytes: mem::take(&mut backlog.bytes), last_n: backlog.last_n })
}

fn write(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::sync::{Arc, Mutex};

    use super::super::{Journal, JournalFault};
    use super::*;
    use crate::book::{Entry, Line};

    /// A journal with three lines waiting, after its writer worked on this file until told to stop.
    fn written_to(path: &str) -> Journal {
        let shared = Arc::new(Shared::starting_at(0));
        let journal = Journal { shared: Arc::clone(&shared), writer: Mutex::new(None) };
        for n in 1..=3 {
            journal.append(&Line { n, at_ms: 0, entry: Entry::NoticeDelivered { of: n } }).unwrap();
        }
        shared.backlog().stopped = Stopped::Yes;
        run(OpenOptions::new().write(true).open(path).unwrap(), &shared);
        journal
    }

    #[tokio::test]
    async fn lines_that_wait_together_share_one_sync() {
        let path = std::env::temp_dir().join(format!("souk-bank-writer-{}", std::process::id()));
        File::create(&path).unwrap();
        let journal = written_to(path.to_str().unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 3);
        std::fs::remove_file(&path).unwrap();
        assert_eq!((journal.syncs(), journal.durable(3).await), (1, Ok(())));
    }

    #[tokio::test]
    async fn a_full_disk_stops_the_bank_instead_of_lying() {
        let journal = written_to("/dev/full");
        assert_eq!((journal.syncs(), journal.durable(1).await), (0, Err(JournalFault::Stopped)));
        assert_eq!(journal.room(), Err(JournalFault::Stopped));
    }
}
