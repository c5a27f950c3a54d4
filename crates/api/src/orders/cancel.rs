use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use souk_domain::order::OrderStatus;
use souk_http::{
    Edge, Result,
    read::{Json, Part, order_token},
    to_the_end,
};
use souk_market::{Actor, cart, checkout, orders};
use utoipa::ToSchema;

use super::{show::open, wire::Order};
use crate::wire::{Answer, run_write};

/// Nothing more needs to be said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CancelRequest {}

/// An order that has ended, and where its things are now.
#[derive(Serialize, ToSchema)]
pub(crate) struct CancelledOrder {
    #[serde(flatten)]
    order: Order,
    /// A fresh cart with what it held; null when it had been cancelled before.
    cart_id: Option<String>,
}

pub(super) async fn cancel(
    State(edge): State<Edge>,
    headers: HeaderMap,
    Part(asked): Part<String>,
    _request: Option<Json<CancelRequest>>,
) -> Result<Response> {
    let before = open(&edge, asked, order_token(&headers, None)).await?;
    let (id, app) = (before.id, edge.app().clone());
    to_the_end(async move { checkout::cancel_order(&app, Actor::Guest, id).await }).await?;
    let is_first = before.status != OrderStatus::Cancelled;
    let (order, cart) = run_write(&edge, Actor::Guest, move |ctx| {
        Box::pin(async move {
            let cart = if is_first { Some(cart::from_order(ctx, id).await?) } else { None };
            Ok((orders::load(ctx, id).await?, cart))
        })
    })
    .await?;
    let cart_id = cart.map(|key| key.to_string());
    let revision = order.revision;
    Ok(Answer::ok(&CancelledOrder { order: Order::of(edge.public_url(), &order), cart_id })?
        .etag(revision)
        .send())
}
