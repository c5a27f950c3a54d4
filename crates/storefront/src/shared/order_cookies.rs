//! The orders a browser may look at: their tokens, in one cookie that ends with the browser's session.
//!
//! A token opens its order to whoever has it, so it leaves the address at once and stays where scripts cannot read it.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use souk_domain::ids::OrderNumber;
use souk_http::{HttpState, cookies};
use souk_market::orders::OrderView;
use souk_market::secrets::OrderToken;
use souk_market::shop::{self, OrderKeys, order_token};
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use super::cart_cookie;

/// The cookie's purpose.
const COOKIE: &str = "orders";
/// The purpose of the cookie that holds the number of the order that was placed last: a number opens nothing.
const PLACED_COOKIE: &str = "placed";
/// Tokens kept, the newest first: as many as a cookie of ours holds. The link in the mail opens any other.
const MOST: usize = 8;
/// What every token starts with; left out in the cookie to hold more of them.
const PREFIX: &str = "otk_";
/// Stands between two tokens, and in none.
const BETWEEN: char = '.';

/// What opens orders to a visitor: the tokens of the request, and the account that is signed in.
pub(crate) fn keys(http: &HttpState, request: &PageRequest, headers: &HeaderMap) -> OrderKeys {
    OrderKeys { tokens: tokens(http, headers), account: request.actor().account() }
}

/// The tokens of a request; what cannot be read opens nothing.
fn tokens(http: &HttpState, headers: &HeaderMap) -> Vec<OrderToken> {
    let value = cookies::read(http, headers, COOKIE).unwrap_or_default();
    let tokens = value.split(BETWEEN).filter_map(|rest| OrderToken::parse(&format!("{PREFIX}{rest}")));
    tokens.take(MOST).collect()
}

/// The cookie with one token more.
fn with(http: &HttpState, headers: &HeaderMap, token: OrderToken) -> Option<HeaderValue> {
    let mut all = tokens(http, headers);
    all.retain(|known| !known.matches(&token));
    all.insert(0, token);
    all.truncate(MOST);
    let rests: Vec<String> =
        all.iter().map(|token| token.reveal().trim_start_matches(PREFIX).to_owned()).collect();
    cookies::set(http, COOKIE, &rests.join(&BETWEEN.to_string()), None)
}

/// Takes all of them from a browser.
pub(crate) fn forget(http: &HttpState) -> Option<HeaderValue> {
    cookies::clear(http, COOKIE)
}

/// To the page of an order, with the right to see it; an account's order opens by its account alone.
pub(crate) fn open(http: &HttpState, headers: &HeaderMap, order: &OrderView) -> Response {
    let cookie = match order.buyer {
        None => with(http, headers, order_token(http.app(), order)),
        Some(_) => None,
    };
    see_other(&routes::order(&order.number), cookie)
}

/// To the page of an order whose link was followed: the link opens it whoever placed it, also when the account is gone.
pub(crate) fn open_by_link(http: &HttpState, headers: &HeaderMap, order: &OrderView) -> Response {
    see_other(&routes::order(&order.number), with(http, headers, order_token(http.app(), order)))
}

/// To the order that the browser's cart became: whoever holds the cart placed it. The cart has done its work.
pub(crate) fn lead_to(http: &HttpState, headers: &HeaderMap, order: &OrderView) -> Response {
    let mut response = open(http, headers, order);
    let cookies = [cart_cookie::forget(http), cookies::set(http, PLACED_COOKIE, &order.number, None)];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The number of the order that the browser's last cart became, if it may be seen.
pub(crate) async fn last_placed(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
) -> souk_http::Result<Option<String>> {
    let number =
        cookies::read(http, headers, PLACED_COOKIE).and_then(|value| value.parse::<OrderNumber>().ok());
    let Some(number) = number else { return Ok(None) };
    match shop::find_order(http.app(), number, keys(http, request, headers)).await {
        Ok(order) => Ok(Some(order.row.number)),
        Err(error) if error.refusal().is_some() => Ok(None),
        Err(error) => Err(error.into()),
    }
}
