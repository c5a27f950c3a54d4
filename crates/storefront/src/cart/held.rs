//! The cart a browser holds.

use axum::http::HeaderValue;
use souk_domain::ids::CartKey;
use souk_domain::pricing::Destination;
use souk_domain::refusal::{CartRefusal, Refusal};
use souk_http::{Edge, cookies};
use souk_market::cart::{self, CartView, Delivery};
use souk_market::orders::{self, OrderView};
use souk_market::{Ctx, Result};
use souk_ui::request::CART_COOKIE;

/// How long a browser remembers its cart: a month of thinking it over.
const REMEMBER_S: u32 = 30 * 24 * 60 * 60;

/// What the key in the cookie opens.
pub(crate) enum Held {
    /// No cart yet, or one that is gone.
    Nothing,
    /// A cart to fill.
    Cart(CartView),
    /// The cart became this order.
    Order(Box<OrderView>),
}

/// The cart of a browser, priced for a place as far as it is known.
pub(crate) async fn find(
    ctx: &Ctx<'_>,
    key: Option<CartKey>,
    destination: Option<Destination>,
) -> Result<Held> {
    let Some(key) = key else { return Ok(Held::Nothing) };
    let delivery = Delivery { destination, ..Delivery::default() };
    match cart::quote_or_cheapest(ctx, key, &delivery).await {
        Ok(CartView { order: Some(order), .. }) => Ok(Held::Order(Box::new(orders::load(ctx, order).await?))),
        Ok(view) => Ok(Held::Cart(view)),
        Err(error) if matches!(error.refusal(), Some(Refusal::Cart(CartRefusal::NotFound))) => {
            Ok(Held::Nothing)
        }
        Err(error) => Err(error),
    }
}

/// Lets the browser remember its cart.
pub(crate) fn remember(edge: &Edge, key: CartKey) -> Option<HeaderValue> {
    cookies::set(edge, CART_COOKIE, &key.to_string(), Some(REMEMBER_S))
}

/// Lets the browser forget a cart that became an order.
pub(crate) fn forget(edge: &Edge) -> Option<HeaderValue> {
    cookies::clear(edge, CART_COOKIE)
}
