//! Carts that were ordered already: their refusal names the order.

use serde_json::json;
use souk_domain::refusal::{self, CartRefusal, CheckoutRefusal};
use souk_http::{HttpState, Refusal, Result};
use souk_market::{Error, orders};

/// The outcome of something a cart's holder did: when the cart was ordered already, the refusal names the order.
pub(crate) async fn naming_the_order<T>(http: &HttpState, done: Result<T, Error>) -> Result<T> {
    match done {
        Ok(value) => Ok(value),
        Err(error) => Err(named(http, error).await),
    }
}

/// The refusal of an error; one of an ordered cart names its order, and a guest's with its token, since only the holder comes
/// this far. An account's order opens by its account alone.
pub(crate) async fn named(http: &HttpState, error: Error) -> Refusal {
    let order = match error.refusal() {
        Some(
            refusal::Refusal::Checkout(CheckoutRefusal::CartOrdered { order })
            | refusal::Refusal::Cart(CartRefusal::Ordered { order }),
        ) => *order,
        _ => return error.into(),
    };
    match orders::load_order(http.app(), order).await {
        Ok(view) => {
            let mut order =
                json!({ "id": view.id.to_string(), "number": view.number, "status": view.status.as_str() });
            if view.buyer.is_none() {
                let token = http.app().key().order_token(view.id, view.token_version).reveal();
                order["access_token"] = token.into();
            }
            Refusal::from(error).with("order", order)
        }
        Err(_unread) => error.into(),
    }
}
