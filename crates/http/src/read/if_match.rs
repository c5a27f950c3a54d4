//! `ETag`, `If-Match` and `If-None-Match`: revisions, and what is told of them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use axum::extract::FromRequestParts;
use http::{
    HeaderMap, HeaderValue,
    header::{IF_MATCH, IF_NONE_MATCH},
    request::Parts,
};
use souk_domain::refusal::RequestRefusal;

use crate::{HttpState, Refusal};

/// The revision a change rests on; `None` when the caller does not care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

/// The `ETag` of a thing at a revision, told in this text: `"7-f00d…"`. The part before the dash is what `If-Match` rests on.
pub fn etag(revision: i64, text: &str) -> HeaderValue {
    tag(&format!("\"{revision}-{}\"", fingerprint(text)))
}

/// The weak `ETag` of a text that is no single thing.
pub fn etag_of_text(text: &str) -> HeaderValue {
    tag(&format!("W/\"t{}\"", fingerprint(text)))
}

/// Whether who asks holds the version of this tag already (RFC 9110, 13.1.2): the weak comparison.
pub fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let lines = headers.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|one| one.trim() == "*" || strong(one) == strong(tag))
}

/// Tells two texts apart; nobody gains by making two that look alike.
fn fingerprint(text: &str) -> String {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn tag(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("\"0\""))
}

impl FromRequestParts<HttpState> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _edge: &HttpState) -> Result<Self, Refusal> {
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

/// The revision in a tag of ours; what was told with it does not matter to a change, nor whether it was sent compressed.
fn revision(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    let inside = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?;
    inside.split_once('-').map_or(inside, |(revision, _told)| revision).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_among_others() {
        let held =
            |line: &str| is_held(&HeaderMap::from_iter([(IF_NONE_MATCH, line.parse().unwrap())]), "\"a\"");
        for line in ["\"a\"", "W/\"a\"", "\"x\", \"a\"", "*"] {
            assert!(held(line), "{line}");
        }
        assert!(!held("\"x\"") && !held("a"));
        assert!(!is_held(&HeaderMap::new(), "\"a\""));
    }

    #[test]
    fn a_tag_holds_its_revision_and_changes_with_what_is_told() {
        let one = etag(7, "a");
        assert_eq!(revision(one.to_str().unwrap()), Some(7));
        assert_eq!(one, etag(7, "a"));
        assert_ne!(one, etag(7, "b"));
        assert_ne!(one, etag(8, "a"));
        assert_eq!(revision("\"7\""), Some(7));
        assert_eq!(revision("W/\"7-0\""), Some(7));
        for none in ["7", etag_of_text("a").to_str().unwrap(), "\"\"", "\"-7\""] {
            assert_eq!(revision(none), None, "{none}");
        }
    }
}
