//! Cancelling an order, and putting what it held back into a cart.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{CartKey, OrderNumber};
use souk_domain::quantity::Quantity;
use souk_domain::refusal::Refusal;
use souk_http::read::{Form, Part};
use souk_http::{Edge, Result, to_the_end};
use souk_market::orders::OrderView;
use souk_market::{Ctx, accounts, cart, checkout};
use souk_ui::redirect::see_other;
use souk_ui::request::Guest;
use souk_ui::routes;

use super::show::held;
use crate::cart::change::is_over;
use crate::cart::held as carts;

/// A form of one button.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pressed {}

/// `POST /o/{number}/cancel`: ends an order that waits for money. Where it cannot be ended, its page says how it stands.
pub(super) async fn cancel(
    State(edge): State<Edge>,
    guest: Guest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
    Form(Pressed {}): Form<Pressed>,
) -> Result<Response> {
    let order = held(&edge, &guest, &headers, number).await?;
    let (app, actor) = (edge.app().clone(), guest.actor());
    let ended = to_the_end(async move {
        match checkout::cancel_order(&app, actor, order.id).await {
            Err(error) if error.refusal().is_some() => Ok(()),
            ended => ended,
        }
    });
    ended.await?;
    Ok(see_other(&routes::order(&number.to_string()), None))
}

/// `POST /o/{number}/cart`: what the order held goes into the cart again, as far as it can still be had.
pub(super) async fn refill(
    State(edge): State<Edge>,
    guest: Guest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
    Form(Pressed {}): Form<Pressed>,
) -> Result<Response> {
    let order = std::sync::Arc::new(held(&edge, &guest, &headers, number).await?);
    let cart = guest.cart;
    let key = edge
        .app()
        .write(guest.actor(), move |ctx| {
            let order = order.clone();
            Box::pin(async move { own(ctx, put_back(ctx, cart, &order).await?).await })
        })
        .await?;
    Ok(see_other(routes::cart(), carts::remember(&edge, key)))
}

/// The cart as whoever is signed in holds it.
async fn own(ctx: &Ctx<'_>, key: CartKey) -> souk_market::Result<CartKey> {
    match ctx.actor.account() {
        Some(account) => Ok(accounts::adopt_cart(ctx, account, Some(key)).await?.unwrap_or(key)),
        None => Ok(key),
    }
}

/// Into the cart that is being filled, beside what lies there; else into a new one.
async fn put_back(ctx: &Ctx<'_>, held: Option<CartKey>, order: &OrderView) -> souk_market::Result<CartKey> {
    let Some(key) = held else { return cart::from_order(ctx, order.id).await };
    if cart::count_pieces(ctx, key).await? == 0 {
        return cart::from_order(ctx, order.id).await;
    }
    for line in order.vendor_orders.iter().flat_map(|part| &part.lines) {
        let Ok(quantity) = Quantity::parse(i64::from(line.quantity)) else { continue };
        match cart::add_line(ctx, key, line.variant, quantity).await {
            Ok(_) => {}
            Err(error) if is_over(&error) => return cart::from_order(ctx, order.id).await,
            // sold meanwhile: the cart is filled with the rest
            Err(error) if matches!(error.refusal(), Some(Refusal::Cart(_))) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(key)
}
