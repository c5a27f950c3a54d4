//! Cancelling an order, and putting what it held back into a cart.

use axum::response::Response;
use souk_http::read::Form;
use souk_http::{Result, to_the_end};
use souk_market::{checkout, shop};
use souk_ui::form::ButtonForm;
use souk_ui::redirect::see_other;
use souk_ui::routes;

use super::asked::AskedOrder;
use crate::shared::cart_cookie;

/// `POST /o/{number}/cancel`: ends an order that waits for money. Where it cannot be ended, its page says how it stands.
pub(super) async fn cancel(asked: AskedOrder, Form(ButtonForm {}): Form<ButtonForm>) -> Result<Response> {
    let (app, actor, order) = (asked.http.app().clone(), asked.request.actor(), asked.order.id);
    let ended = to_the_end(async move {
        match checkout::cancel_order(&app, actor, order).await {
            Err(error) if error.refusal().is_some() => Ok(()),
            ended => ended,
        }
    });
    ended.await??;
    Ok(asked.to_its_page())
}

/// `POST /o/{number}/cart`: what the order held goes into the cart again, as far as it can still be had.
pub(super) async fn refill(asked: AskedOrder, Form(ButtonForm {}): Form<ButtonForm>) -> Result<Response> {
    let AskedOrder { http, request, order, .. } = asked;
    let key = shop::buy_again(http.app(), request.actor(), request.cart, order.id).await?;
    Ok(see_other(routes::cart(), cart_cookie::remember(&http, key)))
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back(asked: AskedOrder) -> Result<Response> {
    Ok(asked.to_its_page())
}
