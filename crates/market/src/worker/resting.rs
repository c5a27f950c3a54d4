use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

use super::LONGEST_PAUSE;
use crate::queue;

/// Things that failed in this process, each until its time to be tried again. Another process tries at once.
pub(super) struct Resting<K>(Mutex<BTreeMap<K, Failing>>);

#[derive(Clone, Copy)]
struct Failing {
    failures: u32,
    again_at: Timestamp,
}

impl<K> Default for Resting<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord + Copy> Resting<K> {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<K, Failing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Whether the time of a thing to be tried again has not come.
    pub(super) fn has(&self, thing: K, now: Timestamp) -> bool {
        self.lock().get(&thing).is_some_and(|failing| now < failing.again_at)
    }

    /// Notes a failure, and lets the thing rest.
    pub(super) fn note(&self, thing: K, now: Timestamp) {
        let mut failing = self.lock();
        let failures = failing.get(&thing).map_or(0, |one| one.failures) + 1;
        let again_at = now + queue::pause(failures, LONGEST_PAUSE);
        failing.insert(thing, Failing { failures, again_at });
    }

    /// Forgets all but these: the others are done, by whomever.
    pub(super) fn keep_only(&self, there: &[K]) {
        self.lock().retain(|thing, _| there.contains(thing));
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn what_failed_rests_longer_each_time_and_is_forgotten_when_it_is_gone() {
        let (resting, start) = (Resting::default(), Timestamp::UNIX_EPOCH);
        let after = |seconds| start + SignedDuration::from_secs(seconds);
        resting.note(1, start);
        assert!(resting.has(1, after(1)) && !resting.has(1, after(2)) && !resting.has(2, after(1)));
        resting.note(1, after(2));
        assert!(resting.has(1, after(5)) && !resting.has(1, after(6)));
        resting.keep_only(&[2]);
        assert!(resting.is_empty());
    }
}
