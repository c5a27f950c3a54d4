//! The cookies of somebody who signs in or leaves.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use souk_domain::ids::{AccountId, CartKey};
use souk_http::{Client, HttpState, SESSION_COOKIE, cookies};
use souk_market::accounts::{self, SignedIn};
use souk_market::secrets::DeviceToken;
use souk_ui::redirect::see_other;
use souk_ui::routes;

use super::{cart_cookie, order_cookies};

/// The cookie of a browser that somebody signed in with before.
const DEVICE_COOKIE: &str = "device";
/// The parameter by which the cart's page knows how many lines did not fit into it.
pub(crate) const LEFT: &str = "left";
/// How long a browser is known again.
const DEVICE_S: u32 = 365 * 24 * 60 * 60;

/// The mark of a browser that somebody signed in with before.
pub(crate) fn device(http: &HttpState, headers: &HeaderMap) -> Option<DeviceToken> {
    cookies::read(http, headers, DEVICE_COOKIE).and_then(DeviceToken::parse)
}

/// The program that asks, as it names itself.
pub(crate) fn agent(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default().to_owned()
}

/// Gives the browser what it needs to be known as signed in.
pub(crate) fn greet(http: &HttpState, response: &mut Response, signed: &SignedIn) {
    let token = signed.token.reveal();
    // whether it still counts is asked of the session itself, which ends sooner when it is not used
    let life_s = u32::try_from(accounts::SESSION_LIFE.as_secs()).ok();
    let own = [
        cookies::set(http, SESSION_COOKIE, &token, life_s),
        cookies::set(http, DEVICE_COOKIE, &signed.device.reveal(), Some(DEVICE_S)),
        // the account's cart has what the guest's held
        signed.cart.map_or_else(|| cart_cookie::forget(http), |key| cart_cookie::remember(http, key)),
    ];
    put(response, own);
}

/// The same for an answer that has its own say about the cart: its cookies come last, and the last one counts.
pub(crate) fn greet_before(http: &HttpState, response: &mut Response, signed: &SignedIn) {
    let own: Vec<HeaderValue> = response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    response.headers_mut().remove(header::SET_COOKIE);
    greet(http, response, signed);
    put(response, own.into_iter().map(Some));
}

/// To another page, signed in; to the cart, when it had no room for all that the guest's held.
pub(crate) fn enter(http: &HttpState, to: &str, signed: &SignedIn) -> Response {
    let mut response = match signed.cart_lines_left {
        0 => see_other(to, None),
        left => see_other(&format!("{}?{LEFT}={left}", routes::cart()), None),
    };
    greet(http, &mut response, signed);
    response
}

/// To another page, as a guest with an empty cart and no orders. The browser stays known, for when its owner comes back.
pub(crate) fn leave(http: &HttpState, to: &str) -> Response {
    let mut response = see_other(to, None);
    put(
        &mut response,
        [cookies::clear(http, SESSION_COOKIE), cart_cookie::forget(http), order_cookies::forget(http)],
    );
    response
}

/// Sets or clears cookies.
pub(crate) fn put(response: &mut Response, own: impl IntoIterator<Item = Option<HeaderValue>>) {
    for cookie in own.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Signs in whom an account was just made for.
pub(crate) async fn sign_in(
    http: &HttpState,
    headers: &HeaderMap,
    client: Client,
    account: AccountId,
    cart: Option<CartKey>,
) -> souk_market::Result<SignedIn> {
    accounts::sign_in_registered(http.app(), account, cart, agent(headers), client.counted()).await
}

/// First and last name of a name as it stands on a parcel.
pub(crate) fn names(name: &str) -> (String, String) {
    let name = name.trim();
    let (first, last) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    (first.to_owned(), last.trim().to_owned())
}
