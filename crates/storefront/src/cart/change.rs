//! Putting things into the cart, changing how many, taking them out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{CartKey, CartLineId, VariantId};
use souk_domain::quantity::Quantity;
use souk_domain::refusal::{CartRefusal, Refusal};
use souk_http::read::{Form, Part};
use souk_http::{Edge, Result};
use souk_market::{Actor, Ctx, Error, accounts, cart};
use souk_ui::redirect::see_other;
use souk_ui::request::Guest;
use souk_ui::routes;

use super::held;
use super::show::{Removed, answer};

/// The word of the button that leads to checkout at once.
const BUY: &str = "buy";

/// What a product's form sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Added {
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
pub(super) struct Changed {
    #[serde(default)]
    quantity: String,
    #[serde(default)]
    to: String,
}

/// `POST /cart/lines`: puts a variant in; a browser without a cart gets one.
pub(super) async fn add(
    State(edge): State<Edge>,
    guest: Guest,
    headers: HeaderMap,
    Form(added): Form<Added>,
) -> Result<Response> {
    let held = guest.cart;
    let done = match wanted(&added) {
        Ok((variant, quantity)) => {
            let put =
                edge.app().write(guest.actor(), move |ctx| Box::pin(put_in(ctx, held, variant, quantity)));
            put.await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(key) => {
            let to = if added.go == BUY { routes::checkout() } else { routes::cart() };
            Ok(see_other(to, held::remember(&edge, key)))
        }
        Err(error) => tell(&edge, &guest, &headers, error).await,
    }
}

fn wanted(added: &Added) -> Result<(VariantId, Quantity), CartRefusal> {
    let variant = added.variant.parse().map_err(|_| CartRefusal::VariantNotFound)?;
    match number(&added.quantity)? {
        None => Ok((variant, Quantity::ONE)),
        Some(number) => Ok((variant, Quantity::parse(number).map_err(|_| CartRefusal::QuantityOutOfRange)?)),
    }
}

/// A whole number as people type it; `None` when nothing was.
fn number(text: &str) -> Result<Option<i64>, CartRefusal> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| CartRefusal::QuantityOutOfRange),
    }
}

/// Into the cart that is held, or into a new one when there is none that can still be filled.
async fn put_in(
    ctx: &Ctx<'_>,
    held: Option<CartKey>,
    variant: VariantId,
    quantity: Quantity,
) -> souk_market::Result<CartKey> {
    if let Some(key) = held {
        match cart::add_line(ctx, key, variant, quantity).await {
            Err(error) if is_over(&error) => {}
            added => return added.map(|_| key),
        }
    }
    let key = accounts::fresh_cart(ctx).await?;
    cart::add_line(ctx, key, variant, quantity).await?;
    Ok(key)
}

/// Whether the cart is gone or became an order.
pub(crate) fn is_over(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Cart(CartRefusal::NotFound | CartRefusal::Ordered { .. })))
}

/// `POST /cart/lines/{id}`: sets how many; none takes the line out.
pub(super) async fn change(
    State(edge): State<Edge>,
    guest: Guest,
    headers: HeaderMap,
    Part(line): Part<CartLineId>,
    Form(changed): Form<Changed>,
) -> Result<Response> {
    let key = guest.cart.ok_or(CartRefusal::NotFound)?;
    let done = match how_many(&changed) {
        Ok(None) => remove(&edge, key, line).await,
        Ok(Some(quantity)) => set(&edge, key, line, quantity).await,
        Err(refusal) => Err(refusal.into()),
    };
    match done {
        Ok(to) => Ok(see_other(&to, held::remember(&edge, key))),
        Err(error) => tell(&edge, &guest, &headers, error).await,
    }
}

/// The quantity to set, `None` to take the line out.
fn how_many(changed: &Changed) -> Result<Option<Quantity>, CartRefusal> {
    let typed = if changed.to.is_empty() { &changed.quantity } else { &changed.to };
    match number(typed)? {
        Some(0) => Ok(None),
        Some(number) => Quantity::parse(number).map(Some).map_err(|_| CartRefusal::QuantityOutOfRange),
        None => Err(CartRefusal::QuantityOutOfRange),
    }
}

async fn set(edge: &Edge, key: CartKey, line: CartLineId, quantity: Quantity) -> souk_market::Result<String> {
    let done =
        edge.app().write(Actor::Guest, move |ctx| Box::pin(cart::set_quantity(ctx, key, line, quantity)));
    done.await.map(|()| routes::cart().to_owned())
}

/// Takes a line out. One that is gone already, by a second press, is as it should be.
async fn remove(edge: &Edge, key: CartKey, line: CartLineId) -> souk_market::Result<String> {
    let taken = edge
        .app()
        .write(Actor::Guest, move |ctx| {
            Box::pin(async move {
                let view = cart::load(ctx, key).await?;
                let Some(there) = view.lines.iter().find(|there| there.id == line) else { return Ok(None) };
                cart::remove_line(ctx, key, line).await?;
                let quantity = Quantity::parse(i64::from(there.quantity)).unwrap_or(Quantity::ONE);
                Ok(Some(Removed { variant: there.purchasable.variant, quantity }))
            })
        })
        .await?;
    Ok(taken.map_or_else(|| routes::cart().to_owned(), Removed::href))
}

/// A refusal of the cart is told on the cart's page; what is not there, and our own failures, on the error page.
async fn tell(edge: &Edge, guest: &Guest, headers: &HeaderMap, error: Error) -> Result<Response> {
    let Some(Refusal::Cart(refusal)) = error.refusal() else { return Err(error.into()) };
    if matches!(refusal, CartRefusal::NotFound | CartRefusal::LineNotFound) {
        return Err(error.into());
    }
    let words = refusal.to_string();
    answer(edge, guest, headers, StatusCode::UNPROCESSABLE_ENTITY, None, Some(words)).await
}
