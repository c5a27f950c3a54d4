use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use souk_http::{
    CurrentSession, HttpState, Result,
    read::{IdempotencyKey, Json, Part, order_token},
    to_the_end,
};
use souk_market::{
    cart,
    checkout::{self, Cancelled},
};
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
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(asked): Part<String>,
    key: Option<IdempotencyKey>,
    _request: Option<Json<CancelRequest>>,
) -> Result<Response> {
    let id = open(&http, asked, order_token(&headers, None), &session).await?.id;
    let drawing = http.clone();
    let once = Once::new(key, move |cancelled: &Cancelled| {
        let order = &cancelled.order;
        let cart_id = cancelled.cart.map(|key| key.to_string());
        let answer = CancelledOrder { order: Order::of(drawing.public_url(), order), cart_id };
        Ok(Answer::ok(&answer)?.etag(order.revision))
    });
    let once = once.telling(&cart::key_given_back(http.app(), id));
    let cancelled = checkout::cancel_order_into_cart(http.app(), session.actor(), id, once.guard());
    Ok(once.send(to_the_end(cancelled).await??)?)
}
