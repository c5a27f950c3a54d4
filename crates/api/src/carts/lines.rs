use axum::response::IntoResponse as _;
use axum::{extract::State, response::Response};
use http::StatusCode;
use serde::Deserialize;
use souk_domain::{
    ids::{CartKey, CartLineId, VariantId},
    refusal::{self, Code},
};
use souk_http::{
    CurrentSession, HttpState, Result,
    read::{IdempotencyKey, Json, Part, Parts},
};
use souk_market::cart::{self, CartView};
use utoipa::ToSchema;

use super::wire::Cart;
use crate::{
    ordered::naming_the_order,
    wire::{Answer, Once, id, quantity},
};

/// A variant to put in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLine {
    #[schema(format = "VariantId")]
    variant_id: String,
    #[schema(format = "quantity")]
    quantity: i64,
}

/// How many are wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineChange {
    #[schema(format = "quantity")]
    quantity: i64,
}

/// What adding and changing refuse.
pub(super) const REFUSES: &[&Code] = &[
    &refusal::NOT_FOUND,
    &refusal::CART_ORDERED,
    &refusal::CART_FULL,
    &refusal::NOT_FOR_SALE,
    &refusal::SOLD,
    &refusal::OUT_OF_STOCK,
];

pub(super) async fn add(
    State(http): State<HttpState>,
    session: CurrentSession,
    Part(cart): Part<CartKey>,
    key: Option<IdempotencyKey>,
    Json(new): Json<NewLine>,
) -> Result<Response> {
    let variant: VariantId = id("/variant_id", &new.variant_id)?;
    let wanted = quantity(new.quantity)?;
    let drawing = http.clone();
    let once = Once::new(key, move |view: &CartView| Answer::created(&Cart::of(&drawing, cart, view)));
    let once = once.telling(&cart);
    let added = cart::add_cart_line(http.app(), session.actor(), cart, (variant, wanted), once.guard());
    let reply = naming_the_order(&http, added.await).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    session: CurrentSession,
    Parts(key, line): Parts<CartKey, CartLineId>,
    Json(change): Json<LineChange>,
) -> Result<Response> {
    let wanted = quantity(change.quantity)?;
    let written = cart::change_cart_line(http.app(), session.actor(), key, line, wanted);
    let view = naming_the_order(&http, written.await).await?;
    Ok(Answer::ok(&Cart::of(&http, key, &view))?.send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    session: CurrentSession,
    Parts(key, line): Parts<CartKey, CartLineId>,
) -> Result<Response> {
    let written = cart::remove_cart_line(http.app(), session.actor(), key, line);
    naming_the_order(&http, written.await).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
