//! How much one client may ask in a minute, where the market's owner set a bound.

use axum::response::Response;
use souk_domain::refusal::{ThrottlePolicy, ThrottleRefusal};

use crate::{
    Client, HttpState, Refusal,
    rate_headers::{POLICY, headers},
    state::{Left, WINDOW_S},
};

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
