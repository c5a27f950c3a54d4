//! The places where the world comes in: time and chance. Everything else is handed them.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU16, Ordering},
    },
    time::{Duration, Instant},
};

use jiff::Timestamp;

/// Tells the time. The only real one is [`SystemClock`]; tests and the simulation set theirs.
pub trait Clock: Send + Sync {
    /// Now, in whole milliseconds, so that what is stored reads back equal.
    fn now(&self) -> Timestamp;
    /// What has passed since some moment in the life of this process, however often the clock is set meanwhile.
    fn elapsed(&self) -> Duration;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    #[allow(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn elapsed(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

/// Gives random bytes, good enough for capabilities and keys.
pub trait Random: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            // without randomness every capability would be guessable: nothing may go on
            tracing::error!(%error, "the system gives no random bytes");
            std::process::abort();
        }
    }
}

/// Makes ids: UUIDv7 whose first random bits count up, so that ids made in one millisecond keep their order.
pub(crate) struct IdSource {
    counter: AtomicU16,
}

impl IdSource {
    pub(crate) const fn new() -> Self {
        Self { counter: AtomicU16::new(0) }
    }

    /// Milliseconds and the ten bytes an id type's `from_parts` takes.
    pub(crate) fn parts(&self, now: Timestamp, random: &dyn Random) -> (u64, [u8; 10]) {
        let mut bytes = [0; 10];
        random.fill(&mut bytes);
        // the top four bits give way to the UUID version
        let [high, low] = (self.counter.fetch_add(1, Ordering::Relaxed) & 0x0fff).to_be_bytes();
        bytes[..2].copy_from_slice(&[high, low]);
        (u64::try_from(now.as_millisecond()).unwrap_or(0), bytes)
    }
}
