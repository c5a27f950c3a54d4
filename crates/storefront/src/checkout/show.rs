//! Looking at checkout.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use souk_http::{HttpState, Result};
use souk_market::shop::{self, Checkout};
use souk_ui::page::fragment_or_page;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use super::CheckoutPage;
use super::form::Typed;
use super::view::{Wrong, draw, query};
use crate::shared::order_cookies;

/// `GET /checkout`: the empty form for the cart that is held.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&http, &request, &headers, StatusCode::OK, Typed::default(), Wrong::default()).await
}

/// The form with what was typed and what is wrong; where there is nothing to check out, the cart, and for a cart that was
/// ordered, its order.
pub(super) async fn answer(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    status: StatusCode,
    typed: Typed,
    wrong: Wrong,
) -> Result<Response> {
    Ok(match look(http, request, &typed).await? {
        Checkout::Page(found) => shown(status, headers, &draw(http, request, &found, &typed, &wrong)),
        elsewhere => lead(http, headers, &elsewhere),
    })
}

/// What the visitor would see.
pub(super) async fn look(http: &HttpState, request: &PageRequest, typed: &Typed) -> Result<Checkout> {
    Ok(shop::checkout(http.app(), request.viewer(), query(request, typed)).await?)
}

/// Away from checkout, to where there is something to do.
pub(super) fn lead(http: &HttpState, headers: &HeaderMap, found: &Checkout) -> Response {
    match found {
        Checkout::Order(order) => order_cookies::lead_to(http, headers, order),
        Checkout::Cart | Checkout::Page(_) => see_other(routes::cart(), None),
    }
}

/// The page holds a name and an address: nothing keeps it.
pub(super) fn shown(status: StatusCode, headers: &HeaderMap, page: &CheckoutPage) -> Response {
    let mut response = fragment_or_page(status, headers, page);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
