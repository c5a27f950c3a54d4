//! What is told of a limit, by whoever refuses and by whoever counts.

use http::{HeaderName, HeaderValue};
use souk_domain::refusal::ThrottlePolicy;

pub(crate) const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// What is told of a limit (draft-ietf-httpapi-ratelimit-headers): what it is, how much is left, and for how long.
pub(crate) fn headers(policy: ThrottlePolicy, left: u32, reset_s: u32) -> Vec<(HeaderName, HeaderValue)> {
    let ThrottlePolicy { name, uses, window_s } = policy;
    let lines = [
        (POLICY, format!("\"{name}\";q={uses};w={window_s}")),
        (LIMIT, format!("\"{name}\";r={left};t={reset_s}")),
    ];
    lines.into_iter().filter_map(|(name, line)| Some((name, HeaderValue::from_str(&line).ok()?))).collect()
}
