use axum::response::IntoResponse as _;
use axum::{extract::State, response::Response};
use http::StatusCode;
use serde::Deserialize;
use souk_domain::{
    ids::{CartKey, CartLineId, VariantId},
    refusal::{self, Code},
};
use souk_http::{
    Edge, Result,
    read::{Json, Part, Parts, Sent},
};
use souk_market::{Actor, cart};
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
    #[schema(format = "variant_id")]
    variant_id: String,
    #[schema(minimum = 1, maximum = 999)]
    quantity: i64,
}

/// How many are wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineChange {
    #[schema(minimum = 1, maximum = 999)]
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
    State(edge): State<Edge>,
    Part(key): Part<CartKey>,
    Sent { body: new, keyed }: Sent<NewLine>,
) -> Result<Response> {
    let variant: VariantId = id("/variant_id", &new.variant_id)?;
    let wanted = quantity(new.quantity)?;
    let once = Once::new(keyed.claim(edge.app(), "add_cart_line", key.as_bytes())).telling(&key);
    let writing = edge.clone();
    let written = once.run(&edge, Actor::Guest, move |ctx| {
        let edge = writing.clone();
        Box::pin(async move {
            cart::add_line(ctx, key, variant, wanted).await?;
            Answer::created(&Cart::of(&edge, key, &cart::load(ctx, key).await?))
        })
    });
    naming_the_order(&edge, written.await).await
}

pub(super) async fn change(
    State(edge): State<Edge>,
    Parts(key, line): Parts<CartKey, CartLineId>,
    Json(change): Json<LineChange>,
) -> Result<Response> {
    let wanted = quantity(change.quantity)?;
    let written = edge.app().write(Actor::Guest, move |ctx| {
        Box::pin(async move {
            cart::set_quantity(ctx, key, line, wanted).await?;
            cart::load(ctx, key).await
        })
    });
    let view = naming_the_order(&edge, written.await).await?;
    Ok(Answer::ok(&Cart::of(&edge, key, &view))?.send())
}

pub(super) async fn remove(
    State(edge): State<Edge>,
    Parts(key, line): Parts<CartKey, CartLineId>,
) -> Result<Response> {
    let written = edge.app().write(Actor::Guest, move |ctx| Box::pin(cart::remove_line(ctx, key, line)));
    naming_the_order(&edge, written.await).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
