//! Carts: whoever has the id holds the cart.

mod codes;
mod lines;
mod quote;
pub(crate) mod wire;

use axum::{extract::State, response::Response};
use http::Method;
use serde::Deserialize;
use souk_domain::{ids::CartKey, refusal};
use souk_http::{
    Access, Client, CurrentSession, HttpState, Result,
    read::{IdempotencyKey, Json, Part},
};
use souk_market::{accounts, cart};
use utoipa::ToSchema;

use crate::{
    operation::{Operation, group},
    wire::Answer,
};
pub(crate) use quote::{ShippingChoice, chosen};
use wire::Cart;

/// One cart.
const CART: &str = "/api/v1/carts/{cart}";

/// A cart to be started: nothing is known of it yet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCart {}

pub(crate) fn operations() -> Vec<Operation> {
    let holder = Access::CartHolder;
    group(
        "Carts",
        vec![
            Operation::new(Method::POST, "/api/v1/carts", "create_cart", Access::Anyone, create)
                .says(
                    "Starts a cart",
                    "Its id is random and is the capability of whoever has it: keep it secret. Nobody owns an \
                     `Idempotency-Key` before there is a cart, so it is not kept: sent again, this starts another cart.",
                )
                .takes_if_sent::<NewCart>()
                .answers::<Cart>(201)
                .refuses(&[&refusal::TOO_MANY_REQUESTS])
                .on_the_money_path(),
            Operation::new(Method::GET, CART, "show_cart", holder, show)
                .says("A cart with what it would cost now", "Prices are looked up anew each time; `notices` tell what changed.")
                .answers::<Cart>(200)
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(Method::POST, "/api/v1/carts/{cart}/lines", "add_cart_line", holder, lines::add)
                .says("Puts a variant in", "More of one that is there adds up.")
                .takes::<lines::NewLine>()
                .answers::<Cart>(201)
                .refuses(lines::REFUSES)
                .on_the_money_path(),
            Operation::new(Method::PATCH, "/api/v1/carts/{cart}/lines/{line}", "change_cart_line", holder, lines::change)
                .says("Sets how many of a line are wanted", "")
                .takes::<lines::LineChange>()
                .answers::<Cart>(200)
                .refuses(lines::REFUSES)
                .on_the_money_path(),
            Operation::new(Method::DELETE, "/api/v1/carts/{cart}/lines/{line}", "remove_cart_line", holder, lines::remove)
                .says("Takes a line out", "")
                .answers_nothing(204)
                .refuses(&[&refusal::NOT_FOUND, &refusal::CART_ORDERED]),
            Operation::new(Method::POST, "/api/v1/carts/{cart}/codes", "put_cart_code", holder, codes::put)
                .says(
                    "Enters a code",
                    "Again it changes nothing. What it does, or why it does nothing, `promotions` of the cart says. Wrong ones are \
                     counted: too many of them have to wait.",
                )
                .takes::<codes::NewCode>()
                .answers::<Cart>(200)
                .refuses(&[
                    &refusal::NOT_FOUND,
                    &refusal::CART_ORDERED,
                    &refusal::UNKNOWN_CODE,
                    &refusal::TOO_MANY_CODES,
                    &refusal::TOO_MANY_REQUESTS,
                ])
                .ignores_key()
                .on_the_money_path(),
            Operation::new(Method::DELETE, "/api/v1/carts/{cart}/codes/{code}", "remove_cart_code", holder, codes::remove)
                .says("Takes a code out", "")
                .answers_nothing(204)
                .refuses(&[&refusal::NOT_FOUND, &refusal::CART_ORDERED]),
            Operation::new(Method::POST, "/api/v1/carts/{cart}/quote", "quote_cart", holder, quote::quote)
                .says(
                    "What the cart costs at an address",
                    "Ways to ship for each vendor, tax and totals. Only country, region and postal code of the address matter here.",
                )
                .takes::<quote::QuoteRequest>()
                .answers::<quote::Quote>(200)
                .refuses(&[
                    &refusal::NOT_FOUND,
                    &refusal::NO_SHIPPING_METHOD,
                    &refusal::SHIPPING_METHOD_NOT_OFFERED,
                    &refusal::CART_TOO_LARGE_TO_PRICE,
                ])
                .on_the_money_path(),
        ],
    )
}

/// A key is read and then let be: before there is a cart nobody owns the key, and a guess at somebody else's must not open
/// that one's cart.
async fn create(
    State(http): State<HttpState>,
    session: CurrentSession,
    client: Client,
    _unowned: Option<IdempotencyKey>,
    _new: Option<Json<NewCart>>,
) -> Result<Response> {
    let (key, view) = accounts::open_cart(http.app(), session.actor(), client.counted()).await?;
    Ok(Answer::created(&Cart::of(&http, key, &view))?.at(CART, &[&key]).send())
}

async fn show(
    State(http): State<HttpState>,
    session: CurrentSession,
    Part(key): Part<CartKey>,
) -> Result<Response> {
    let view = cart::show_cart(http.app(), session.actor(), key).await?;
    Ok(Answer::ok(&Cart::of(&http, key, &view))?.tagged().send())
}
