//! Putting products into the cart, changing how many, taking them out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{CartKey, CartLineId, VariantId, VendorId};
use souk_domain::quantity::Quantity;
use souk_domain::refusal::{CartRefusal, Refusal};
use souk_domain::text::plain;
use souk_http::read::{Form, Part};
use souk_http::{Client, HttpState, Result};
use souk_market::{Actor, Error, cart, shop};
use souk_ui::form::ButtonForm;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use super::show::{after_removing, answer};
use crate::shared::cart_cookie;

/// The word of the button that leads to checkout at once.
const BUY: &str = "buy";

/// What a product's form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddForm {
    variant: String,
    #[serde(default)]
    quantity: String,
    /// `buy`: on to checkout at once.
    #[serde(default)]
    go: String,
}

/// What a line's form sends: the number typed, or that of the button, which wins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineForm {
    #[serde(default)]
    quantity: String,
    #[serde(default)]
    to: String,
}

/// `POST /cart/lines`: puts a variant in; a browser without a cart gets one.
pub(super) async fn add(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    headers: HeaderMap,
    Form(added): Form<AddForm>,
) -> Result<Response> {
    let done = match wanted(&added) {
        Ok(wanted) => {
            let client = client.counted();
            shop::put_in_cart(http.app(), request.actor(), client, request.cart, wanted).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(key) => {
            let to = if added.go == BUY { routes::checkout() } else { routes::cart() };
            Ok(see_other(to, cart_cookie::remember(&http, key)))
        }
        Err(error) => tell(&http, &request, &headers, error).await,
    }
}

fn wanted(added: &AddForm) -> Result<(VariantId, Quantity), CartRefusal> {
    let variant = added.variant.parse().map_err(|_| CartRefusal::VariantNotFound)?;
    match number(&added.quantity)? {
        None => Ok((variant, Quantity::ONE)),
        Some(number) => Ok((variant, Quantity::parse(number).map_err(|_| CartRefusal::QuantityOutOfRange)?)),
    }
}

/// A whole number as people type it; `None` when nothing was.
fn number(text: &str) -> Result<Option<i64>, CartRefusal> {
    match plain(text).as_str() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| CartRefusal::QuantityOutOfRange),
    }
}

/// `POST /cart/lines/{id}`: sets how many; none takes the line out.
pub(super) async fn change(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Part(line): Part<CartLineId>,
    Form(changed): Form<LineForm>,
) -> Result<Response> {
    let key = request.cart.ok_or(CartRefusal::NotFound)?;
    let done = match how_many(&changed) {
        Ok(None) => remove(&http, request.actor(), key, line).await,
        Ok(Some(quantity)) => set(&http, request.actor(), key, line, quantity).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(to) => Ok(see_other(&to, cart_cookie::remember(&http, key))),
        Err(error) => tell(&http, &request, &headers, error).await,
    }
}

/// The quantity to set, `None` to take the line out.
fn how_many(changed: &LineForm) -> Result<Option<Quantity>, CartRefusal> {
    let typed = if changed.to.is_empty() { &changed.quantity } else { &changed.to };
    match number(typed)? {
        Some(0) => Ok(None),
        Some(number) => Quantity::parse(number).map(Some).map_err(|_| CartRefusal::QuantityOutOfRange),
        None => Err(CartRefusal::QuantityOutOfRange),
    }
}

async fn set(
    http: &HttpState,
    actor: Actor,
    key: CartKey,
    line: CartLineId,
    quantity: Quantity,
) -> souk_market::Result<String> {
    cart::change_cart_line(http.app(), actor, key, line, quantity)
        .await
        .map(|_cart| routes::cart().to_owned())
}

/// Takes a line out. One that is gone already, by a second press, is as it should be.
async fn remove(
    http: &HttpState,
    actor: Actor,
    key: CartKey,
    line: CartLineId,
) -> souk_market::Result<String> {
    let taken = shop::take_out_of_cart(http.app(), actor, key, line).await?;
    Ok(taken.map_or_else(|| routes::cart().to_owned(), after_removing))
}

/// `POST /cart/sellers/{id}`: takes out what a seller would have to send.
pub(super) async fn remove_seller(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(vendor): Part<VendorId>,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    let key = request.cart.ok_or(CartRefusal::NotFound)?;
    shop::take_shipments_out(http.app(), request.actor(), key, vendor).await?;
    Ok(see_other(routes::cart(), cart_cookie::remember(&http, key)))
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
pub(super) async fn back() -> Response {
    see_other(routes::cart(), None)
}

/// A refusal of the cart is told on the cart's page; what is not there, and our own failures, on the error page.
async fn tell(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    error: Error,
) -> Result<Response> {
    let Some(Refusal::Cart(refusal)) = error.refusal() else { return Err(error.into()) };
    if matches!(refusal, CartRefusal::NotFound | CartRefusal::LineNotFound) {
        return Err(error.into());
    }
    let words = refusal.to_string();
    answer(http, request, headers, StatusCode::UNPROCESSABLE_ENTITY, None, Some(words)).await
}
