//! Pictures of the catalogue: photographs from the market's files, and drawings for what has none.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};
use souk_domain::hex::hex;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::{Part, is_held};
use souk_http::{Access, Face, HttpState, Result, Route};
use souk_market::catalogue;

use crate::drawn;
use crate::routes;

/// A photograph's name is made of its bytes, so a copy never grows old.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A drawing's name stays when a release draws it anew: a day later everybody sees it.
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// Should a browser ever show one as a page, it may do nothing.
const LOCKED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
);
/// Bytes of the hash that names a version: far beyond an accidental clash.
const TAG_BYTES: usize = 12;

/// `GET /media/{file}`.
pub(crate) fn mounted() -> Vec<Route> {
    vec![Route::new(Method::GET, routes::MEDIA, "media", Access::Anyone, show).face(Face::Plain)]
}

async fn show(
    State(http): State<HttpState>,
    Part(file): Part<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let kind = kind(&file).ok_or(RequestRefusal::NotFound)?;
    if let Some(drawing) = drawn::answer(&file) {
        return Ok(answer(drawing.into_bytes(), kind, FOR_A_DAY, &headers));
    }
    let bytes = catalogue::find_picture(http.app(), &file).await?.ok_or(RequestRefusal::NotFound)?;
    Ok(answer(bytes, kind, FOR_EVER, &headers))
}

/// The type of a picture by its name; nothing else is ever sent from here.
fn kind(file: &str) -> Option<&'static str> {
    Some(match file.rsplit_once('.')?.1 {
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "svg" if file.starts_with("drawn-") => "image/svg+xml",
        _ => return None,
    })
}

/// The picture, or 304 when the browser has it.
fn answer(bytes: Vec<u8>, kind: &'static str, keep: HeaderValue, asked: &HeaderMap) -> Response {
    let tag = tag(&bytes);
    let known = is_held(asked, &tag);
    let mut response = Response::new(if known { Body::empty() } else { Body::from(bytes) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, keep);
    headers.insert(header::CONTENT_SECURITY_POLICY, LOCKED);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn tag(bytes: &[u8]) -> String {
    let mut digits = hex(&Sha256::digest(bytes));
    digits.truncate(2 * TAG_BYTES);
    format!("\"{digits}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_have_a_type() {
        assert_eq!(kind("abc.webp"), Some("image/webp"));
        assert_eq!(kind("drawn-1-cup.svg"), Some("image/svg+xml"));
        for other in ["evil.svg", "a.html", "a.js", "noend", "a.WEBP", ".webp.exe"] {
            assert_eq!(kind(other), None, "{other}");
        }
    }
}
