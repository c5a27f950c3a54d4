//! What tests may do with notices: hold them, double them, let them go, so that every order of events can be made.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Serialize;
use tokio::time::timeout;

use super::super::Vault;
use super::queue::Mode;

/// A flush answers by then even when receivers hang.
const ALL_BACK_WITHIN: Duration = Duration::from_secs(60);

/// What a flush did.
#[derive(Serialize)]
pub(crate) struct Flushed {
    /// Notices that were tried.
    tried: usize,
    /// Those of them that were taken.
    delivered: usize,
    /// Notices that wait now, those that came meanwhile among them.
    pending: usize,
}

impl Vault {
    pub(crate) fn notice_mode(&self) -> (Mode, usize) {
        (self.courier.queue().mode, self.book().undelivered())
    }

    /// Changes the mode; answers once nothing is on its way under the old one.
    pub(crate) async fn set_notice_mode(&self, mode: Mode) {
        let away = {
            let mut queue = self.courier.queue();
            queue.mode = mode;
            queue.away()
        };
        self.courier.wake();
        self.all_back(&away).await;
    }

    /// Sends everything that waits, whatever the mode, and answers once each was tried.
    pub(crate) async fn flush_notices(&self) -> Flushed {
        let trips = self.courier.queue().flush();
        self.courier.wake();
        self.all_back(&trips).await;
        let book = self.book();
        let delivered = trips.iter().filter(|n| !book.is_undelivered(**n)).count();
        Flushed { tried: trips.len(), delivered, pending: book.undelivered() }
    }

    /// Waits for these trips to end.
    async fn all_back(&self, trips: &BTreeSet<u64>) {
        let mut returned = self.courier.returned();
        let back = returned.wait_for(|_| !self.courier.queue().any_out(trips));
        if timeout(ALL_BACK_WITHIN, back).await.is_err() {
            tracing::warn!("some notices are still on their way");
        }
    }
}
