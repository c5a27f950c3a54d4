use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use souk_http::{
    Edge, Result, Signed,
    read::{Json, Keyed, Part, order_token},
    to_the_end,
};
use souk_market::{Actor, cart, checkout, orders};
use utoipa::ToSchema;

use super::{show::open, wire::Order};
use crate::wire::{Answer, Once};

/// Nothing more needs to be said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CancelRequest {}

/// An order that has ended, and where its things are now.
#[derive(Serialize, ToSchema)]
pub(crate) struct CancelledOrder {
    #[serde(flatten)]
    order: Order,
    /// The cart with what it held; null when that has been ordered meanwhile.
    cart_id: Option<String>,
}

pub(super) async fn cancel(
    State(edge): State<Edge>,
    headers: HeaderMap,
    signed: Signed,
    Part(asked): Part<String>,
    keyed: Keyed,
    _request: Option<Json<CancelRequest>>,
) -> Result<Response> {
    let id = open(&edge, asked, order_token(&headers, None), &signed).await?.id;
    let app = edge.app().clone();
    // cancelling again changes nothing, so a request that died here goes on from here
    to_the_end(async move { checkout::cancel_order(&app, Actor::Guest, id).await }).await?;
    let claim = keyed.claim(edge.app(), "cancel_order", id.as_bytes());
    let once = Once::new(claim).telling(&cart::key_given_back(edge.app(), id));
    let writing = edge.clone();
    let written = once.run(&edge, Actor::Guest, move |ctx| {
        let edge = writing.clone();
        Box::pin(async move {
            let cart_id = cart::give_back(ctx, id).await?.map(|key| key.to_string());
            let order = orders::load(ctx, id).await?;
            let answer = CancelledOrder { order: Order::of(edge.public_url(), &order), cart_id };
            Ok(Answer::ok(&answer)?.etag(order.revision))
        })
    });
    Ok(written.await?)
}
