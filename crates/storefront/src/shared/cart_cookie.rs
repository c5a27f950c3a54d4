//! The cookie that holds the key of a browser's cart.

use axum::http::HeaderValue;
use souk_domain::ids::CartKey;
use souk_http::{HttpState, cookies};
use souk_ui::request::CART_COOKIE;

/// How long a browser remembers its cart: a month of thinking it over.
const REMEMBER_S: u32 = 30 * 24 * 60 * 60;

/// Lets the browser remember its cart.
pub(crate) fn remember(http: &HttpState, key: CartKey) -> Option<HeaderValue> {
    cookies::set(http, CART_COOKIE, &key.to_string(), Some(REMEMBER_S))
}

/// Lets the browser forget a cart that became an order.
pub(crate) fn forget(http: &HttpState) -> Option<HeaderValue> {
    cookies::clear(http, CART_COOKIE)
}
