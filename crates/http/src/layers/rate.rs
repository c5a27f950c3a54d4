//! How much one client may ask in a minute, where the market's owner set a bound.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
};

use axum::response::Response;
use http::{HeaderName, HeaderValue};
use souk_domain::refusal::ThrottleRefusal;

use crate::{Client, Edge, Network, Refusal};

/// The window that is counted in.
const WINDOW_S: i64 = 60;
/// Clients remembered at once; more than this in a minute is an attack, and then nobody's count is kept.
const MAX_CLIENTS: usize = 100_000;
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// What each client asked in the current window, in memory: it keeps one server usable. What must hold across servers is
/// counted in the database, by `market::throttle`.
#[derive(Default)]
pub(crate) struct Buckets(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    window: i64,
    used: HashMap<[u8; 16], u32>,
}

/// What a client has left after this request; nothing where nothing is bounded.
pub(super) struct Spent(Option<Left>);

struct Left {
    limit: u32,
    used: u32,
    reset_s: u32,
}

/// Counts one request of a client. One at this very machine is not counted.
pub(super) fn spend(edge: &Edge, client: Client) -> Spent {
    let limit = edge.settings().requests_per_minute.filter(|_| !client.is_unforwarded_loopback());
    Spent(limit.map(|limit| edge.buckets().count(limit, client.network(), edge.app().now().as_second())))
}

impl Buckets {
    fn count(&self, limit: NonZeroU32, client: Network, now_s: i64) -> Left {
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

impl Spent {
    /// Refuses when it was too much.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        match &self.0 {
            Some(left) if left.used > left.limit => {
                Err(ThrottleRefusal { retry_after_s: left.reset_s }.into())
            }
            _ => Ok(()),
        }
    }
}

/// Tells the client what it has left.
pub(super) fn tell(spent: &Spent, response: &mut Response) {
    let Some(Left { limit, used, reset_s }) = &spent.0 else { return };
    let left = limit.saturating_sub(*used);
    let lines = [
        (POLICY, format!("\"general\";q={limit};w={WINDOW_S}")),
        (LIMIT, format!("\"general\";r={left};t={reset_s}")),
    ];
    for (name, line) in lines {
        if let Ok(value) = HeaderValue::from_str(&line) {
            response.headers_mut().insert(name, value);
        }
    }
}
