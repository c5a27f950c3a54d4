//! How the worker's lanes are doing: what readiness tells of them, and what is counted.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;

/// Why a lane is ill, in a word that may be shown to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its work failed.
    Failed,
    /// Its work panicked.
    Panicked,
    /// Its work was not done when its time was over.
    TookTooLong,
    /// Its task ended by itself and was started again.
    Died,
}

impl Why {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Panicked => "panicked",
            Self::TookTooLong => "took_too_long",
            Self::Died => "died",
        }
    }
}

/// What is wrong with a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Illness {
    pub since: Timestamp,
    pub why: Why,
    /// The last error: for those who run the shop alone.
    pub words: String,
}

/// A lane as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneView {
    pub name: String,
    pub turns: u64,
    pub failures: u64,
    /// The last turn without trouble.
    pub well_at: Option<Timestamp>,
    /// None while it is well.
    pub ill: Option<Illness>,
}

/// The lanes of this process; empty where another process works.
#[derive(Default)]
pub struct Lanes(Mutex<BTreeMap<String, LaneView>>);

impl Lanes {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, LaneView>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every lane, by its name.
    pub fn list(&self) -> Vec<LaneView> {
        self.lock().values().cloned().collect()
    }

    pub(crate) fn is_ill(&self, name: &str) -> bool {
        self.lock().get(name).is_some_and(|lane| lane.ill.is_some())
    }

    /// A turn without trouble.
    pub(crate) fn note_well(&self, name: &str, now: Timestamp) {
        self.change(name, |lane| {
            lane.turns += 1;
            lane.well_at = Some(now);
            if let Some(ill) = lane.ill.take() {
                tracing::info!(lane = name, since = %ill.since, "a lane is well again");
            }
        });
        metrics::gauge!("lane_well_at_seconds", "lane" => name.to_owned()).set(seconds(now));
    }

    /// A turn that neither failed nor shows that what was wrong is mended.
    pub(crate) fn note_turn(&self, name: &str) {
        self.change(name, |lane| lane.turns += 1);
    }

    /// A turn that failed, or in which nothing could be done.
    pub(crate) fn note_ill(&self, name: &str, now: Timestamp, why: Why, words: &str) {
        self.change(name, |lane| {
            lane.turns += 1;
            lane.failures += 1;
            let since = lane.ill.as_ref().map_or(now, |ill| ill.since);
            lane.ill = Some(Illness { since, why, words: words.to_owned() });
        });
        metrics::counter!("lane_failures_total", "lane" => name.to_owned()).increment(1);
    }

    fn change(&self, name: &str, change: impl FnOnce(&mut LaneView)) {
        let mut lanes = self.lock();
        let lane = lanes.entry(name.to_owned()).or_insert_with(|| LaneView {
            name: name.to_owned(),
            turns: 0,
            failures: 0,
            well_at: None,
            ill: None,
        });
        change(lane);
        let ill = lane.ill.is_some();
        drop(lanes);
        metrics::counter!("lane_turns_total", "lane" => name.to_owned()).increment(1);
        metrics::gauge!("lane_ill", "lane" => name.to_owned()).set(if ill { 1.0 } else { 0.0 });
    }
}

/// Tells how much waits in a lane.
pub(crate) fn tell_backlog(name: &str, waiting: i64) {
    metrics::gauge!("lane_backlog", "lane" => name.to_owned()).set(rough(waiting));
}

/// Tells how many events a subscriber has put aside.
pub(crate) fn tell_parked(subscriber: &str, parked: i64) {
    metrics::gauge!("events_parked", "subscriber" => subscriber.to_owned()).set(rough(parked));
}

fn seconds(time: Timestamp) -> f64 {
    rough(time.as_second())
}

/// A count as a gauge has it; nothing here is above the bound.
fn rough(count: i64) -> f64 {
    f64::from(u32::try_from(count.max(0)).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_is_ill_since_its_first_failure_until_it_is_well() {
        let lanes = Lanes::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        lanes.note_well("mails", at(1));
        lanes.note_ill("mails", at(2), Why::Failed, "no route");
        lanes.note_turn("mails");
        lanes.note_ill("mails", at(4), Why::Panicked, "boom");
        let lane = lanes.list().remove(0);
        let ill = Illness { since: at(2), why: Why::Panicked, words: "boom".to_owned() };
        assert_eq!((lane.turns, lane.failures, lane.well_at), (4, 2, Some(at(1))));
        assert_eq!(lane.ill, Some(ill));
        lanes.note_well("mails", at(5));
        assert!(!lanes.is_ill("mails"));
    }
}
