//! What the staff do where a shipment has gone astray.

use axum::{extract::State, response::Response};
use serde::Deserialize;
use souk_domain::ids::{ShipmentId, VendorOrderId};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part},
};
use souk_market::fulfilment;
use utoipa::ToSchema;

use crate::{
    orders::receipt::drawn,
    vendor::shipments::{TrackingRequest, moved},
};

/// What became of what a buyer missed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettleRequest {
    /// Why its time goes on: the order's steps keep it.
    #[schema(format = "settling_reason", example = "The neighbour had it.")]
    reason: String,
}

pub(super) async fn track(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ShipmentId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<TrackingRequest>,
) -> Result<Response> {
    let (told, once) = (request.checked()?, moved(key));
    let telling =
        fulfilment::record_tracking(http.app(), caller.actor, (None, id), expected, told, once.guard());
    Ok(once.send(telling.await?)?)
}

pub(super) async fn settle(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorOrderId>,
    key: Option<IdempotencyKey>,
    Json(request): Json<SettleRequest>,
) -> Result<Response> {
    let once = drawn(&http, key);
    let settling = fulfilment::settle_report(http.app(), caller.actor, id, request.reason, once.guard());
    Ok(once.send(settling.await?)?)
}
