//! Events that could not be told: each is tried again by itself, later and later, and holds up no other.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use souk_domain::ids::EventId;

/// After the first failure; doubled with each.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(2);
/// A letter must not be later than this once what was wrong is mended.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(5);
/// Failures after which the pause grows no more, so that doubling cannot overflow.
const MOST_DOUBLINGS: u32 = 8;

/// What failed in this process. Another one, or this one after a start, tries at once.
static FAILING: Mutex<BTreeMap<EventId, Failing>> = Mutex::new(BTreeMap::new());

#[derive(Clone, Copy)]
struct Failing {
    failures: u32,
    again_at: Timestamp,
}

/// The events whose time to be tried again has not come.
pub(super) fn resting(now: Timestamp) -> BTreeSet<EventId> {
    let failing = FAILING.lock().unwrap_or_else(PoisonError::into_inner);
    failing.iter().filter(|(_, one)| now < one.again_at).map(|(id, _)| *id).collect()
}

/// Notes a failure, and lets the event rest.
pub(super) fn note(event: EventId, now: Timestamp) {
    let mut failing = FAILING.lock().unwrap_or_else(PoisonError::into_inner);
    let failures = failing.get(&event).map_or(0, |one| one.failures) + 1;
    let pause = FIRST_PAUSE * 2_i32.pow((failures - 1).min(MOST_DOUBLINGS));
    failing.insert(event, Failing { failures, again_at: now + pause.min(LONGEST_PAUSE) });
}

/// The event was told after all.
pub(super) fn forget(event: EventId) {
    FAILING.lock().unwrap_or_else(PoisonError::into_inner).remove(&event);
}
