use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use souk_domain::ids::AttemptId;

/// Attempts that are remembered: far more than are in doubt at once. Beyond it the one that was seen first is forgotten, and
/// is asked about for longer.
const MOST: usize = 10_000;

/// When this process first heard of attempts that their gateway does not know them.
#[derive(Default)]
pub(super) struct UnknownCharges(Mutex<BTreeMap<AttemptId, Duration>>);

impl UnknownCharges {
    /// How long before `now` that was; both are counted as [`crate::ports::Clock::elapsed`] does.
    pub(super) fn since(&self, attempt: AttemptId, now: Duration) -> Duration {
        let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if first.len() >= MOST
            && !first.contains_key(&attempt)
            && let Some(oldest) = first.iter().min_by_key(|(_, at)| **at).map(|(attempt, _)| *attempt)
        {
            first.remove(&oldest);
        }
        now.saturating_sub(*first.entry(attempt).or_insert(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_look_counts_and_what_is_too_much_is_forgotten() {
        let (unknown, attempt) = (UnknownCharges::default(), AttemptId::from_bytes([1; 16]));
        assert_eq!(unknown.since(attempt, Duration::from_secs(5)), Duration::ZERO);
        assert_eq!(unknown.since(attempt, Duration::from_secs(9)), Duration::from_secs(4));
        let other = |number: u128| AttemptId::from_bytes((number + 1_000).to_be_bytes());
        for number in 1..MOST as u128 {
            unknown.since(other(number), Duration::from_secs(20));
        }
        // one that is known takes nobody's place
        assert_eq!(unknown.since(other(1), Duration::from_secs(21)), Duration::from_secs(1));
        assert_eq!(unknown.since(attempt, Duration::from_secs(21)), Duration::from_secs(16));
        unknown.since(other(0), Duration::from_secs(22));
        assert_eq!(unknown.since(attempt, Duration::from_secs(30)), Duration::ZERO);
    }
}
