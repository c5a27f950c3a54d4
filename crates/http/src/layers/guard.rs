//! Headers that tell a browser what never to do with our answers.

use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

use super::{render::RequestFacts, request_id};
use crate::{Face, HttpState};

/// Pages: their own files and nothing else, no inline script or style, no frame around them.
const PAGE_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types souk",
);
/// Data: nothing at all, should a browser ever show it as a page.
const DATA_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
/// What we never use.
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
);
/// Two years, as browsers' lists ask.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

/// Adds them; what a handler set itself stands.
pub(super) fn add_headers(http: &HttpState, asked: &RequestFacts, response: &mut Response) {
    let headers = response.headers_mut();
    let mut or_else = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    let is_page = asked.face == Face::Page;
    or_else(header::CONTENT_SECURITY_POLICY, if is_page { PAGE_POLICY } else { DATA_POLICY });
    or_else(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // not `no-referrer`, which would make a form's origin unknown; nothing of an address leaves the shop either way
    or_else(header::REFERRER_POLICY, SAME_ORIGIN);
    or_else(PERMISSIONS_POLICY, PERMISSIONS);
    or_else(OPENER_POLICY, SAME_ORIGIN);
    // what a listed origin may read is the API alone
    if is_page || http.settings().cors_origins.is_empty() {
        or_else(RESOURCE_POLICY, SAME_ORIGIN);
    }
    if http.is_https() {
        or_else(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
    // what is not marked is somebody's own
    or_else(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(id) = HeaderValue::from_str(asked.request_id.as_str()) {
        headers.insert(request_id::HEADER, id);
    }
}
