//! The `Idempotency-Key` header.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::{HeaderName, request::Parts};
use souk_domain::refusal::IdempotencyRefusal;

use crate::{HttpState, Refusal};

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// The key of a request that may be sent again: 1 to 255 printable ASCII characters, bare or quoted (both are one key).
/// As an extractor it is required; as `Option<IdempotencyKey>` it may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The longest key.
    pub const MAX_CHARS: usize = 255;

    /// The key without its quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(parts: &Parts) -> Result<Option<Self>, IdempotencyRefusal> {
        let mut lines = parts.headers.get_all(HEADER).iter();
        let Some(line) = lines.next() else { return Ok(None) };
        if lines.next().is_some() {
            return Err(IdempotencyRefusal::Malformed);
        }
        let line = line.to_str().map_err(|_| IdempotencyRefusal::Malformed)?;
        parse(line).map(Some).ok_or(IdempotencyRefusal::Malformed)
    }
}

fn parse(line: &str) -> Option<IdempotencyKey> {
    let line = line.trim();
    let key = match line.strip_prefix('"') {
        Some(rest) => unescaped(rest.strip_suffix('"')?)?,
        None => line.to_owned(),
    };
    let fits = (1..=IdempotencyKey::MAX_CHARS).contains(&key.len())
        && key.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
    fits.then_some(IdempotencyKey(key))
}

/// The inside of a quoted string (RFC 8941): only `\"` and `\\` are escapes.
fn unescaped(inside: &str) -> Option<String> {
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => text.push(chars.next().filter(|c| matches!(c, '"' | '\\'))?),
            c => text.push(c),
        }
    }
    Some(text)
}

impl FromRequestParts<HttpState> for IdempotencyKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        Ok(Self::of(parts)?.ok_or(IdempotencyRefusal::KeyRequired)?)
    }
}

impl OptionalFromRequestParts<HttpState> for IdempotencyKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _edge: &HttpState) -> Result<Option<Self>, Refusal> {
        Ok(Self::of(parts)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_and_quoted_are_one_key() {
        let key = |line: &str| parse(line).map(|key| key.0);
        assert_eq!(key("abc"), Some("abc".to_owned()));
        assert_eq!(key("\"abc\""), Some("abc".to_owned()));
        assert_eq!(key(r#""a\"b\\c""#), Some(r#"a"b\c"#.to_owned()));
        assert!(key(&"x".repeat(255)).is_some());
        for bad in ["", "\"\"", "\"abc", r#""a"b""#, r#""a\nb""#, "é", &"x".repeat(256)] {
            assert_eq!(key(bad), None, "{bad}");
        }
    }
}
