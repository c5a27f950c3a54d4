use axum::{extract::State, response::Response};
use serde::Deserialize;
use souk_domain::ids::OrderId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, Json, Part},
    to_the_end,
};
use souk_market::{
    checkout,
    orders::{self, OrderView},
};
use utoipa::ToSchema;

use crate::{
    orders::wire::Order,
    wire::{Answer, Once},
};

/// Why the market ends an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffCancelRequest {
    /// It stands on the refunds; the market and its vendors read it, the buyer does not.
    #[schema(format = "refund_note")]
    reason: String,
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(asked): Part<String>,
) -> Result<Response> {
    let order = orders::show_any_order(http.app(), caller.actor, asked).await?;
    Ok(Answer::ok(&Order::of(http.public_url(), &order))?.etag(order.revision).send())
}

pub(super) async fn cancel(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<OrderId>,
    key: Option<IdempotencyKey>,
    Json(request): Json<StaffCancelRequest>,
) -> Result<Response> {
    let drawing = http.clone();
    let once = Once::new(key, move |order: &OrderView| {
        Ok(Answer::ok(&Order::of(drawing.public_url(), order))?.etag(order.revision))
    });
    let ended = checkout::cancel_any_order(http.app(), caller.actor, id, request.reason, once.guard());
    Ok(once.send(to_the_end(ended).await??)?)
}
