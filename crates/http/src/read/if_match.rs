//! `ETag` and `If-Match`: revisions of single things.

use axum::extract::FromRequestParts;
use http::{HeaderValue, header::IF_MATCH, request::Parts};
use souk_domain::refusal::RequestRefusal;

use crate::{Edge, Refusal};

/// The revision a change rests on; `None` when the caller does not care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

/// The `ETag` of a revision.
pub fn etag(revision: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{revision}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

impl FromRequestParts<Edge> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _edge: &Edge) -> Result<Self, Refusal> {
        match parts.headers.get(IF_MATCH) {
            None => Ok(Self(None)),
            Some(value) if value == "*" => Ok(Self(None)),
            // a tag we never gave matches nothing
            Some(value) => match value.to_str().ok().and_then(revision) {
                Some(revision) => Ok(Self(Some(revision))),
                None => Err(RequestRefusal::PreconditionFailed.into()),
            },
        }
    }
}

fn revision(tag: &str) -> Option<i64> {
    tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}
