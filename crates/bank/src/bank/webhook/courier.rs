//! The courier: sends what is due, a bounded number at a time, and tries again with growing waits.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Client;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::super::Vault;
use super::post::{self, Receipt};
use super::queue::{Mode, Queue, Trip};
use super::sign::Signer;
use crate::book::Entry;
use crate::settings::BankError;

/// Notices on their way at once: enough to keep up with a busy shop, too few to drown it.
const MAX_AWAY: usize = 16;
/// The longest wait between two tries: a shop that comes back hears of its money within minutes.
const MAX_WAIT_MS: u64 = 5 * 60 * 1000;
/// How long to sleep when nothing is due; the bell wakes earlier.
const IDLE: Duration = Duration::from_secs(60 * 60);

pub(crate) struct Courier {
    queue: Mutex<Queue>,
    bell: Notify,
    /// Counts the trips that ended, so that a flush can wait for its own.
    returned: watch::Sender<u64>,
    client: Client,
    signer: Signer,
}

impl Courier {
    pub(crate) fn new(secret: &str) -> Result<Self, BankError> {
        let (queue, bell, returned) = (Mutex::default(), Notify::new(), watch::Sender::new(0));
        Ok(Self { queue, bell, returned, client: post::client()?, signer: Signer::new(secret)? })
    }

    /// Takes on the notice that a line caused.
    pub(crate) fn take_on(&self, n: u64) {
        self.queue().add(Trip { n, tries: 0 }, Instant::now());
        self.bell.notify_one();
    }

    pub(super) fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn wake(&self) {
        self.bell.notify_one();
    }

    pub(super) fn returned(&self) -> watch::Receiver<u64> {
        self.returned.subscribe()
    }
}

/// Works until it is aborted.
pub(crate) async fn run(vault: Arc<Vault>) {
    let mut away = JoinSet::new();
    loop {
        let now = Instant::now();
        while away.len() < MAX_AWAY {
            let Some(trip) = vault.courier.queue().take(now) else { break };
            away.spawn(carry(Arc::clone(&vault), trip));
        }
        let full = away.len() >= MAX_AWAY;
        let due = vault.courier.queue().next_due().unwrap_or(now + IDLE);
        tokio::select! {
            () = vault.courier.bell.notified() => {}
            () = sleep_until(due), if !full => {}
            Some(_) = away.join_next() => {}
        }
    }
}

/// Carries one notice once (twice when tests ask for duplicates) and books what came of it.
async fn carry(vault: Arc<Vault>, trip: Trip) {
    let courier = &vault.courier;
    match try_once(&vault, trip.n).await {
        Receipt::Taken | Receipt::Refused => {
            enter_delivered(&vault, trip.n);
            courier.queue().delivered(trip.n);
        }
        Receipt::TryAgain => {
            let wait = Duration::from_millis(wait_ms(&vault, trip.tries));
            courier.queue().failed(trip, Instant::now(), wait);
        }
    }
    courier.returned.send_modify(|count| *count = count.wrapping_add(1));
}

async fn try_once(vault: &Vault, n: u64) -> Receipt {
    // Nobody hears of a charge that a power cut could still take back.
    if vault.durable(n).await.is_err() {
        return Receipt::TryAgain;
    }
    let Some(letter) = post::letter(vault, n) else { return Receipt::Refused };
    let courier = &vault.courier;
    let receipt = post::post(&courier.client, &courier.signer, &letter).await;
    let mode = courier.queue().mode;
    if receipt == Receipt::Taken && mode == Mode::Duplicate {
        post::post(&courier.client, &courier.signer, &letter).await;
    }
    receipt
}

/// Losing this line at a power cut only sends the notice again, so nobody waits for it.
fn enter_delivered(vault: &Vault, n: u64) {
    let mut book = vault.book();
    if book.is_undelivered(n)
        && let Err(refusal) = vault.enter(&mut book, Entry::NoticeDelivered { of: n })
    {
        tracing::warn!(n, code = refusal.code(), "a delivered notice could not be noted");
    }
}

/// Doubling waits, of which the second half is chance, so that many notices do not come back together.
fn wait_ms(vault: &Vault, tries: u32) -> u64 {
    let doubled =
        vault.settings.first_retry_ms.saturating_mul(1_u64.checked_shl(tries.min(32)).unwrap_or(u64::MAX));
    let longest = doubled.min(MAX_WAIT_MS);
    longest / 2 + vault.random().below(longest / 2 + 1)
}
