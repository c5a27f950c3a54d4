//! Leading a browser to an order.

use axum::http::{HeaderMap, header};
use axum::response::Response;
use souk_http::Edge;
use souk_market::orders::OrderView;
use souk_ui::redirect::see_other;
use souk_ui::routes;

use super::keyring::{Keyring, token_of};
use crate::cart::held;

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
