//! Cancelling an order, and putting what it held back into a cart.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use souk_domain::ids::OrderNumber;
use souk_http::read::{Form, Part};
use souk_http::{HttpState, Result, to_the_end};
use souk_market::{checkout, shop};
use souk_ui::form::ButtonForm;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use super::show::held;
use crate::shared::cart_cookie;

/// `POST /o/{number}/cancel`: ends an order that waits for money. Where it cannot be ended, its page says how it stands.
pub(super) async fn cancel(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    let order = held(&http, &request, &headers, number).await?;
    let (app, actor) = (http.app().clone(), request.actor());
    let ended = to_the_end(async move {
        match checkout::cancel_order(&app, actor, order.id).await {
            Err(error) if error.refusal().is_some() => Ok(()),
            ended => ended,
        }
    });
    ended.await??;
    Ok(see_other(&routes::order(&number.to_string()), None))
}

/// `POST /o/{number}/cart`: what the order held goes into the cart again, as far as it can still be had.
pub(super) async fn refill(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    let order = held(&http, &request, &headers, number).await?;
    let key = shop::buy_again(http.app(), request.actor(), request.cart, order.id).await?;
    Ok(see_other(routes::cart(), cart_cookie::remember(&http, key)))
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
) -> Result<Response> {
    let order = held(&http, &request, &headers, number).await?;
    Ok(see_other(&routes::order(&order.number), None))
}
