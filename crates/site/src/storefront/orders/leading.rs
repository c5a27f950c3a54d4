//! Leading a browser on: after a form, always by 303, so that going back and reloading send nothing twice.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use souk_http::Edge;
use souk_market::orders::OrderView;

use super::keyring::{Keyring, token_of};
use crate::routes;
use crate::storefront::cart::held;

/// To another page, with a cookie where there is one to set.
pub(crate) fn see_other(to: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    // every address is built by `routes`, which leaves nothing that a header cannot carry
    headers.insert(header::LOCATION, HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/")));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

/// To the page of an order, with the right to see it; an account's order opens by its account alone.
pub(crate) fn open(edge: &Edge, headers: &HeaderMap, order: &OrderView) -> Response {
    let token = order.buyer.is_none().then(|| token_of(edge.app(), order));
    let cookie = token.and_then(|token| Keyring::of(edge, headers).with(edge, token));
    see_other(&routes::order(&order.number), cookie)
}

/// To the order that the browser's cart became: whoever holds the cart placed it. The cart has done its work.
pub(crate) fn lead_to(edge: &Edge, headers: &HeaderMap, order: &OrderView) -> Response {
    let mut response = open(edge, headers, order);
    if let Some(cookie) = held::forget(edge) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
