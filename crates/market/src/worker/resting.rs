use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

/// After the first failure; doubled with each.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(2);
/// What is due must not be later than this once what was wrong is mended.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(5);
/// Failures after which the pause grows no more, so that doubling cannot overflow.
const MOST_DOUBLINGS: u32 = 8;

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
        let pause = FIRST_PAUSE * 2_i32.pow((failures - 1).min(MOST_DOUBLINGS));
        failing.insert(thing, Failing { failures, again_at: now + pause.min(LONGEST_PAUSE) });
    }

    /// Forgets all but these: the others are done, by whomever.
    pub(super) fn keep_only(&self, there: &[K]) {
        self.lock().retain(|thing, _| there.contains(thing));
    }
}

#[cfg(test)]
mod tests {
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
