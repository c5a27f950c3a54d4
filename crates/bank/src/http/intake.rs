//! Reading what callers send, without ever repeating what they sent.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use zeroize::Zeroize;

use crate::orders::check_key;
use crate::refusal::Refusal;

/// A body of a few hundred bytes that takes longer is not coming.
const BODY_WITHIN: Duration = Duration::from_secs(10);
/// What the JSON reader says when a field is missing: names our own fields only, so it may be passed on.
const MISSING: &str = "missing field";

/// A JSON body.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::NotJson);
        }
        let read = timeout(BODY_WITHIN, Bytes::from_request(request, state));
        let bytes = read.await.map_err(|_| Refusal::TooLate)?.map_err(|rejected| unread(&rejected))?;
        let parsed = serde_json::from_slice(&bytes).map_err(|error| malformed(&error));
        // The body may hold a card. Where the server shares the buffer it cannot be wiped; it is reused at once.
        if let Ok(mut own) = bytes.try_into_mut() {
            own.zeroize();
        }
        parsed.map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(kind)) = headers.get(header::CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn unread(rejected: &BytesRejection) -> Refusal {
    if rejected.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::TooLarge
    } else {
        Refusal::Malformed { detail: "the body could not be read to its end".to_owned() }
    }
}

/// The reader's own words may quote the body, so only the place is told.
fn malformed(error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line(), error.column());
    let words = error.to_string();
    let what = if words.starts_with(MISSING) { words.split(" at line").next() } else { None };
    let what = what.unwrap_or("the JSON is broken, or a field is unknown or of another type,");
    Refusal::Malformed { detail: format!("{what} at line {line} column {column}") }
}

/// A key in the address.
pub(super) struct Key(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let found: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        let Path(key) = found.map_err(|_| Refusal::Invalid {
            field: "key",
            detail: "a key in the address is percent-encoded UTF-8".to_owned(),
        })?;
        check_key("key", &key)?;
        Ok(Self(key))
    }
}
