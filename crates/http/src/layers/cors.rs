//! Scripts of other origins: none may read the API unless the market's owner lists their origin.

use axum::{
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, Method, StatusCode, header};

use super::render::RequestFacts;
use crate::{Face, HttpState};

const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PATCH, DELETE");
const HEADERS: HeaderValue = HeaderValue::from_static(
    "authorization, content-type, idempotency-key, if-match, if-none-match, souk-order-token, souk-vendor",
);
const EXPOSED: HeaderValue = HeaderValue::from_static(
    "etag, idempotent-replayed, link, location, ratelimit, ratelimit-policy, retry-after, x-request-id",
);
/// Seconds for which a browser need not ask again; short, so that taking an origin off the list works soon.
const MAX_AGE_S: HeaderValue = HeaderValue::from_static("600");

/// The answer to a browser that asks before it sends, from a listed origin; `None` for every other request.
pub(super) fn preflight(http: &HttpState, request: &Request) -> Option<Response> {
    let asks = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
        && RequestFacts::face_of_path(request.uri().path()) == Face::Api;
    if !asks || listed(http, request.headers().get(header::ORIGIN)).is_none() {
        return None;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE_S);
    Some(response)
}

/// Lets a listed origin read this answer. Credentials stay out: scripts elsewhere bring keys, not cookies.
pub(super) fn allow(http: &HttpState, asked: &RequestFacts, response: &mut Response) {
    if http.settings().cors_origins.is_empty() || asked.face != Face::Api {
        return;
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = listed(http, asked.origin.as_ref()) {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        response.headers_mut().insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
}

fn listed<'o>(http: &HttpState, origin: Option<&'o HeaderValue>) -> Option<&'o HeaderValue> {
    let listed = &http.settings().cors_origins;
    origin.filter(|origin| listed.iter().any(|listed| listed.as_bytes() == origin.as_bytes()))
}
