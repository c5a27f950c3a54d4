use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

/// After a time-out or when shedding: clients that wait this long spread themselves out.
pub(crate) const BUSY_RETRY_S: u32 = 2;
/// Browsing may use this share of the places; the rest is for those who pay.
const BROWSING_SHARE_PERCENT: u64 = 75;

/// The part of something that browsing may use.
pub(crate) fn browsing_share(most: u64) -> u64 {
    most.saturating_mul(BROWSING_SHARE_PERCENT) / 100
}

/// How many requests are under way.
pub(crate) struct InFlight {
    now: Arc<AtomicU32>,
    most: u32,
}

/// A place among them, given back when it is dropped.
pub(crate) struct InFlightPermit(Arc<AtomicU32>);

impl InFlight {
    pub(crate) fn new(most: u32) -> Self {
        Self { now: Arc::new(AtomicU32::new(0)), most }
    }

    /// The most there may be.
    pub(crate) fn most(&self) -> u32 {
        self.most
    }

    /// Takes a place while fewer than `most` are taken.
    pub(crate) fn enter(&self, most: u32) -> Option<InFlightPermit> {
        let place = InFlightPermit(Arc::clone(&self.now));
        (self.now.fetch_add(1, Ordering::Relaxed) < most).then_some(place)
    }
}

impl Drop for InFlightPermit {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
