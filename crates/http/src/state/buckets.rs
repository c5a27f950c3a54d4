use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
};

use souk_domain::network::Network;

/// The window that is counted in.
pub(crate) const WINDOW_S: i64 = 60;
/// Clients remembered at once; more than this in a minute is an attack, and then nobody's count is kept.
const MAX_CLIENTS: usize = 100_000;

/// What each client asked in the current window, in memory: it keeps one server usable. What must hold across servers is
/// counted in the database, by `market::throttle`.
#[derive(Default)]
pub(crate) struct Buckets(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    window: i64,
    used: HashMap<[u8; 16], u32>,
}

/// Where a client stands after a request.
pub(crate) struct Left {
    pub(crate) limit: u32,
    pub(crate) used: u32,
    pub(crate) reset_s: u32,
}

impl Buckets {
    /// Counts one request of a client.
    pub(crate) fn count(&self, limit: NonZeroU32, client: Network, now_s: i64) -> Left {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let window = now_s.div_euclid(WINDOW_S);
        if counts.window != window || counts.used.len() >= MAX_CLIENTS {
            counts.window = window;
            counts.used.clear();
        }
        let used = counts.used.entry(client.as_bytes()).or_default();
        *used = used.saturating_add(1);
        let reset_s = u32::try_from(WINDOW_S - now_s.rem_euclid(WINDOW_S)).unwrap_or(1);
        Left { limit: limit.get(), used: *used, reset_s }
    }
}
