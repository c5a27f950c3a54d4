//! Time that stands still, and chance that comes again.

use std::{
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use souk_market::ports::{Clock, Random};

/// 2026-11-02 10:00 UTC: no test rests on the day it runs.
const START_MS: i64 = 1_793_613_600_000;

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub struct SetClock {
    unix_ms: AtomicI64,
    elapsed_ms: AtomicI64,
}

impl Default for SetClock {
    fn default() -> Self {
        Self::at(START_MS)
    }
}

impl SetClock {
    /// One that stands at so many milliseconds since 1970.
    pub(super) const fn at(unix_ms: i64) -> Self {
        Self { unix_ms: AtomicI64::new(unix_ms), elapsed_ms: AtomicI64::new(0) }
    }

    /// Time passes.
    pub fn advance(&self, by: SignedDuration) {
        self.set(by);
        self.elapsed_ms.fetch_add(i64::try_from(by.as_millis()).unwrap_or(0), Ordering::SeqCst);
    }

    /// Somebody sets it forward, or back, and no time passes.
    pub fn set(&self, by: SignedDuration) {
        self.unix_ms.fetch_add(i64::try_from(by.as_millis()).unwrap_or(0), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.unix_ms.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.elapsed_ms.load(Ordering::SeqCst)).unwrap_or(0))
    }
}

/// The same bytes for the same seed: fit for tests and for nothing else.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl SeededRandom {
    /// Begins at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next 64 bits, by SplitMix64.
    pub fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut word = self.0.fetch_add(STEP, Ordering::SeqCst).wrapping_add(STEP);
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let word = self.next().to_le_bytes();
            part.copy_from_slice(&word[..part.len()]);
        }
    }
}
