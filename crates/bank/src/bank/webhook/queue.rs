//! Which notices are to be sent when. Knows nothing of HTTP.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

/// What the courier does with notices; tests choose.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mode {
    #[default]
    Normal,
    /// Nothing leaves until a flush or another mode.
    Hold,
    /// Each notice that was taken is sent once more.
    Duplicate,
}

/// The notice to send next, by the number of its line, and how often it was tried before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Trip {
    pub(super) n: u64,
    pub(super) tries: u32,
}

#[derive(Default)]
pub(super) struct Queue {
    pub(super) mode: Mode,
    waiting: BTreeMap<(Instant, u64), u32>,
    /// Flushed: leaves at once, whatever the mode.
    forced: BTreeMap<u64, u32>,
    away: BTreeSet<u64>,
}

impl Queue {
    pub(super) fn add(&mut self, trip: Trip, due: Instant) {
        self.waiting.insert((due, trip.n), trip.tries);
    }

    /// Takes the next notice that may leave now.
    pub(super) fn take(&mut self, now: Instant) -> Option<Trip> {
        let (n, tries) = match self.forced.pop_first() {
            Some(forced) => forced,
            None => {
                self.next_due().filter(|due| *due <= now)?;
                let ((_, n), tries) = self.waiting.pop_first()?;
                (n, tries)
            }
        };
        self.away.insert(n);
        Some(Trip { n, tries })
    }

    /// When the next notice may leave of itself.
    pub(super) fn next_due(&self) -> Option<Instant> {
        match self.mode {
            Mode::Hold => None,
            Mode::Normal | Mode::Duplicate => self.waiting.keys().next().map(|(due, _)| *due),
        }
    }

    pub(super) fn delivered(&mut self, n: u64) {
        self.away.remove(&n);
    }

    pub(super) fn failed(&mut self, trip: Trip, now: Instant, wait: Duration) {
        self.away.remove(&trip.n);
        self.add(Trip { n: trip.n, tries: trip.tries.saturating_add(1) }, now + wait);
    }

    /// Lets everything that waits leave at once; gives back all that is now on its way.
    pub(super) fn flush(&mut self) -> BTreeSet<u64> {
        let waiting = std::mem::take(&mut self.waiting);
        self.forced.extend(waiting.into_iter().map(|((_, n), tries)| (n, tries)));
        self.forced.keys().copied().chain(self.away()).collect()
    }

    pub(super) fn away(&self) -> BTreeSet<u64> {
        self.away.clone()
    }

    /// Whether any of these has not come back yet.
    pub(super) fn any_out(&self, trips: &BTreeSet<u64>) -> bool {
        trips.iter().any(|n| self.away.contains(n) || self.forced.contains_key(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_failed_notice_waits_and_others_go_before_it() {
        let (now, mut queue) = (Instant::now(), Queue::default());
        queue.add(Trip { n: 1, tries: 0 }, now);
        queue.add(Trip { n: 2, tries: 0 }, now);
        let first = queue.take(now).unwrap();
        queue.failed(first, now, SECOND);
        assert_eq!(queue.take(now), Some(Trip { n: 2, tries: 0 }));
        assert_eq!(queue.take(now), None);
        assert_eq!(queue.take(now + SECOND), Some(Trip { n: 1, tries: 1 }));
    }

    #[test]
    fn held_notices_leave_only_by_flush() {
        let (now, mut queue) = (Instant::now(), Queue { mode: Mode::Hold, ..Queue::default() });
        queue.add(Trip { n: 7, tries: 0 }, now);
        assert_eq!((queue.take(now), queue.next_due()), (None, None));
        let out = queue.flush();
        queue.add(Trip { n: 8, tries: 0 }, now);
        assert_eq!(queue.take(now), Some(Trip { n: 7, tries: 0 }));
        assert_eq!(queue.take(now), None);
        assert!(queue.any_out(&out));
        queue.delivered(7);
        assert!(!queue.any_out(&out));
    }
}
