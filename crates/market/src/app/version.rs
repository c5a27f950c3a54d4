use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use souk_db::Changed;

/// The state of the database that a cache is filled from, by the commits heard of.
#[derive(Default)]
pub(super) struct Version {
    /// Raised by each commit that changed what the cache is made of.
    number: AtomicU64,
    /// False while commits of other processes would go unnoticed; then nothing may be kept.
    watched: AtomicBool,
}

impl Version {
    /// Hears of a commit; `concerns` says whether the cache is made of a table's rows.
    pub(super) fn hear(&self, changed: Changed<'_>, concerns: impl Fn(&str) -> bool) {
        let is_of_us = match changed {
            Changed::Anything => true,
            Changed::Tables(tables) => tables.iter().any(|table| concerns(table)),
        };
        if is_of_us {
            self.raise();
        }
    }

    fn raise(&self) {
        self.number.fetch_add(1, Ordering::AcqRel);
    }

    /// Says whether commits of other processes are heard of from now on; what they did meanwhile is not known.
    pub(super) fn set_watched(&self, watched: bool) {
        if self.watched.swap(watched, Ordering::AcqRel) != watched {
            self.raise();
        }
    }

    /// The version to keep things under; `None` while nothing may be kept.
    pub(super) fn current(&self) -> Option<u64> {
        self.watched.load(Ordering::Acquire).then(|| self.number.load(Ordering::Acquire))
    }
}
