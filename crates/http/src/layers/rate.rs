//! How much one client may ask in a minute, where the market's owner set a bound.

use axum::response::Response;
use http::{HeaderName, HeaderValue};
use souk_domain::refusal::ThrottleRefusal;

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
