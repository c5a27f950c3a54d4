//! The answer to a request for a file: coding, caching, type.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::Packed;

/// The name is the content, so a copy never grows old.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub(super) fn found(packed: &Packed, asked: &HeaderMap) -> Response {
    let accepts =
        asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (coding, bytes) = choose(packed, accepts);
    let mut answer = Response::new(Body::from(bytes.to_vec()));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(packed.content_type()));
    headers.insert(header::CACHE_CONTROL, FOR_EVER);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    answer
}

pub(super) fn empty(status: StatusCode) -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    answer
}

/// Brotli before gzip before nothing; a coding with `q=0` is refused by the browser.
fn choose<'a>(packed: &'a Packed, accepts: &str) -> (Option<&'static str>, &'a [u8]) {
    let takes = |name: &str| {
        accepts.split(',').any(|entry| {
            let mut words = entry.split(';').map(str::trim);
            words.next() == Some(name)
                && !words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    };
    for (name, bytes) in [("br", packed.brotli()), ("gzip", packed.gzip())] {
        if takes(name) && !bytes.is_empty() {
            return (Some(name), bytes);
        }
    }
    (None, packed.plain())
}
