//! Clients that ask without pause, each on one kept connection, all on one thread beside the server's.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use anyhow::Result;

/// What a load brought.
pub(crate) struct Measured {
    pub(crate) per_s: f64,
    /// Microseconds, sorted.
    took_us: Vec<u32>,
}

impl Measured {
    pub(crate) fn new(mut took_us: Vec<u32>, time: Duration) -> Self {
        took_us.sort_unstable();
        Self { per_s: took_us.len() as f64 / time.as_secs_f64(), took_us }
    }

    /// Milliseconds below which this share of the answers came.
    pub(crate) fn within_ms(&self, percent: usize) -> f64 {
        let place = (self.took_us.len() * percent / 100).min(self.took_us.len().saturating_sub(1));
        self.took_us.get(place).map_or(0.0, |us| f64::from(*us) / 1000.0)
    }

    /// Several rounds as one.
    pub(crate) fn together(rounds: Vec<Self>) -> Self {
        let per_s = rounds.iter().map(|round| round.per_s).sum::<f64>() / rounds.len().max(1) as f64;
        let mut took_us: Vec<u32> = rounds.into_iter().flat_map(|round| round.took_us).collect();
        took_us.sort_unstable();
        Self { per_s, took_us }
    }
}

/// Microseconds since a moment.
pub(crate) fn us_since(began: Instant) -> u32 {
    u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX)
}

/// The clients' own thread.
pub(crate) fn on_one_thread<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// As many threads as cores, as the server has.
pub(crate) fn on_all_cores<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// Runs `clients` of them side by side until the time is over; each answers what its requests took.
/// Errors: any answer was wrong.
pub(crate) async fn side_by_side<F>(
    clients: usize,
    time: Duration,
    client: impl Fn(usize, Instant) -> F,
) -> Result<Measured>
where
    F: Future<Output = Result<Vec<u32>>> + Send + 'static,
{
    let began = Instant::now();
    let until = began + time;
    let running: Vec<_> = (0..clients).map(|number| tokio::spawn(client(number, until))).collect();
    let mut took_us = Vec::new();
    for client in running {
        took_us.extend(client.await??);
    }
    Ok(Measured::new(took_us, began.elapsed()))
}

/// A row of numbers that looks random and is the same in every run.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: usize) -> Self {
        Self(seed as u64 + 1)
    }

    /// A number below `sides`.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (mixed(self.0) % sides.max(1) as u64) as usize
    }
}

/// A number with its bits well stirred.
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
