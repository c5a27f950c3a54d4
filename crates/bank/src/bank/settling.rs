//! Refunds that come to their end later: the clerk sees to them after a while, tests at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::sleep;

use super::Vault;
use crate::book::Entry;
use crate::clock;
use crate::refusal::Refusal;

/// How long to sleep when nothing waits; the bell wakes earlier.
const IDLE: Duration = Duration::from_secs(60 * 60);

/// Rung when a refund was made, so that the clerk looks when it is due.
#[derive(Default)]
pub(crate) struct Clerk(Notify);

impl Clerk {
    pub(super) fn wake(&self) {
        self.0.notify_one();
    }
}

/// Works until it is aborted.
pub(super) async fn run(vault: Arc<Vault>) {
    loop {
        let pause = vault.next_settlement();
        tokio::select! {
            () = vault.clerk.0.notified() => {}
            () = sleep(pause) => {
                if let Err(refusal) = vault.settle_refunds(clock::now_ms() - vault.settle_ms()).await {
                    tracing::warn!(code = refusal.code(), "refunds could not be settled");
                    sleep(Duration::from_millis(vault.settings.refund_settles_ms)).await;
                }
            }
        }
    }
}

impl Vault {
    fn settle_ms(&self) -> i64 {
        i64::try_from(self.settings.refund_settles_ms).unwrap_or(i64::MAX)
    }

    /// How long until the next refund is due.
    fn next_settlement(&self) -> Duration {
        let due = self.book().unsettled().into_iter().map(|open| open.since_ms).min();
        let Some(since_ms) = due else { return IDLE };
        let wait_ms = since_ms.saturating_add(self.settle_ms()).saturating_sub(clock::now_ms());
        Duration::from_millis(u64::try_from(wait_ms).unwrap_or(0))
    }

    /// Brings refunds to their end that were made by `until_ms`. Answers how many.
    pub(crate) async fn settle_refunds(&self, until_ms: i64) -> Result<usize, Refusal> {
        let (mut settled, mut last) = (0, None);
        {
            let mut book = self.book();
            for open in book.unsettled() {
                if open.since_ms <= until_ms {
                    let decided = Entry::RefundDecided { key: open.key, status: open.becomes };
                    last = Some(self.enter(&mut book, decided)?);
                    settled += 1;
                }
            }
        }
        if let Some(n) = last {
            self.durable(n).await?;
        }
        Ok(settled)
    }
}
