//! How much one client may ask in a minute, where the market's owner set a bound.

use axum::response::Response;
use http::{HeaderName, HeaderValue};
use souk_domain::refusal::{ThrottlePolicy, ThrottleRefusal};

use crate::{
    Client, HttpState, Refusal,
    state::{Left, WINDOW_S},
};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// What a client has left after this request; nothing where nothing is bounded.
pub(super) struct Spent(Option<Left>);

/// Counts one request of a client. One at this very machine is not counted.
pub(super) fn spend(http: &HttpState, client: Client) -> Spent {
    let limit = http.settings().requests_per_minute.filter(|_| !client.is_unforwarded_loopback());
    Spent(limit.map(|limit| http.buckets().count(limit, client.network(), http.app().now().as_second())))
}

impl Spent {
    /// Refuses when it was too much.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        match &self.0 {
            Some(left) if left.used > left.limit => {
                Err(ThrottleRefusal { retry_after_s: left.reset_s, policy: policy(left.limit) }.into())
            }
            _ => Ok(()),
        }
    }
}

/// Tells the client what it has left.
pub(super) fn tell(spent: &Spent, response: &mut Response) {
    let Some(Left { limit, used, reset_s }) = &spent.0 else { return };
    // a narrower limit that was hit speaks for itself
    if response.headers().contains_key(POLICY) {
        return;
    }
    for (name, value) in headers(policy(*limit), limit.saturating_sub(*used), *reset_s) {
        response.headers_mut().insert(name, value);
    }
}

fn policy(limit: u32) -> ThrottlePolicy {
    ThrottlePolicy { name: "general", uses: limit, window_s: u32::try_from(WINDOW_S).unwrap_or(u32::MAX) }
}

/// What is told of a limit (draft-ietf-httpapi-ratelimit-headers): what it is, how much is left, and for how long.
pub(crate) fn headers(policy: ThrottlePolicy, left: u32, reset_s: u32) -> Vec<(HeaderName, HeaderValue)> {
    let ThrottlePolicy { name, uses, window_s } = policy;
    let lines = [
        (POLICY, format!("\"{name}\";q={uses};w={window_s}")),
        (LIMIT, format!("\"{name}\";r={left};t={reset_s}")),
    ];
    lines.into_iter().filter_map(|(name, line)| Some((name, HeaderValue::from_str(&line).ok()?))).collect()
}
