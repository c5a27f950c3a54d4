use std::sync::atomic::{AtomicU32, Ordering};

use crate::{Error, Seldom};

/// Batches lost one after another before the disk is called full or failing: one may be a caller's own doing.
const TOO_MANY_LOST: u32 = 2;

/// Whether what is written gets to the disk.
#[derive(Default)]
pub(super) struct Health {
    /// Batches lost since the last one that wrote something and was committed.
    lost_in_a_row: AtomicU32,
    told: Seldom,
}

impl Health {
    pub(super) fn is_good(&self) -> bool {
        self.lost_in_a_row.load(Ordering::Relaxed) < TOO_MANY_LOST
    }

    pub(super) fn note_written(&self) {
        if self.lost_in_a_row.swap(0, Ordering::Relaxed) >= TOO_MANY_LOST {
            tracing::info!("transactions are committed again");
        }
    }

    pub(super) fn note_lost(&self, error: &Error, jobs: usize) {
        self.lost_in_a_row.fetch_add(1, Ordering::Relaxed);
        if let Some(unsaid) = self.told.turn() {
            tracing::error!(%error, jobs, unsaid, "a batch of transactions was lost; its connection is opened anew");
        }
    }
}
