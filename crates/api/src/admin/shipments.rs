//! What the staff do where a shipment has gone astray.

use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::ids::{ShipmentId, VendorOrderId};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query},
};
use souk_market::{At, fulfilment, orders};
use utoipa::ToSchema;

use crate::{
    orders::receipt::drawn,
    vendor::shipments::{TrackingRequest, moved},
    wire::{ListQuery, list as write_list, time},
};

/// What became of what a buyer missed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettleRequest {
    /// Why its time goes on: the order's steps keep it, and its buyer may read them.
    #[schema(format = "settling_reason", example = "The neighbour had it.")]
    reason: String,
}

/// A vendor order that nothing goes on with by itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldVendorOrder {
    id: String,
    order_id: String,
    order_number: String,
    vendor_id: String,
    vendor_name: String,
    /// Where it stands.
    status: &'static str,
    /// What holds it: `return`, `dispute`, `not_received`.
    held_for: Vec<&'static str>,
    held_since: Option<String>,
}

pub(super) async fn list_held(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let page = orders::list_held_vendor_orders(http.app(), caller.actor, query.after, limit).await?;
    let row = |held: orders::HeldVendorOrder| HeldVendorOrder {
        id: held.id.to_string(),
        order_id: held.order.to_string(),
        order_number: held.order_number.clone(),
        vendor_id: held.vendor.to_string(),
        vendor_name: held.vendor_name.clone(),
        status: held.status.as_str(),
        held_for: held.kinds.iter().map(|kind| kind.as_str()).collect(),
        held_since: held.held_since.map(time),
    };
    Ok(write_list(&http, &uri, page, row)?.send())
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
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<SettleRequest>,
) -> Result<Response> {
    let once = drawn(&http, key);
    let at = At { id, expected };
    let settling = fulfilment::settle_report(http.app(), caller.actor, at, request.reason, once.guard());
    Ok(once.send(settling.await?)?)
}
