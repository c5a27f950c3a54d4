//! What a vendor sends: parcels, and what is told of them.

use axum::{extract::State, response::Response};
use jiff::Timestamp;
use serde::Deserialize;
use souk_domain::{
    ids::{OrderLineId, ShipmentId},
    quantity::Quantity,
    refusal::RequestRefusal,
    shipment::ShipmentStatus,
};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part},
};
use souk_market::{
    fulfilment::{self, Carriage, NewShipment, NewTracking},
    orders::ShipmentView,
};
use utoipa::ToSchema;

use crate::{
    orders::wire::Shipment,
    wire::{Answer, Once, id},
};

/// Where one parcel is shown.
pub(super) const SHIPMENT: &str = "/api/v1/vendor/shipments/{shipment}";

/// A parcel to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShipmentRequest {
    /// What goes into it; left out or empty: all that is still to be sent.
    #[serde(default)]
    #[schema(max_items = 200)]
    lines: Vec<ShipmentLineRequest>,
    /// Left out: nobody carries it. The page of a well-known carrier is linked.
    #[schema(format = "carrier", example = "UPS")]
    carrier: Option<String>,
    #[schema(format = "tracking_number", example = "1Z999AA10123456784")]
    tracking_number: Option<String>,
    /// Left out: `pending`.
    status: Option<NewShipmentStatus>,
}

/// Pieces of a line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShipmentLineRequest {
    #[schema(format = "OrderLineId")]
    order_line_id: String,
    #[schema(format = "quantity", example = 1)]
    quantity: i64,
}

/// Where a new parcel stands.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum NewShipmentStatus {
    Pending,
    Packed,
    InTransit,
}

/// What is told of a parcel.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrackingRequest {
    status: TrackingStatus,
    /// What there is to say, in one line.
    #[schema(format = "tracking_text", example = "Handed to the carrier")]
    text: Option<String>,
    #[schema(format = "tracking_place", example = "Portland, OR")]
    place: Option<String>,
    /// When it happened, as RFC 3339 has it: not before the order, not in the future. Left out: now.
    #[schema(max_length = 40, format = "date-time", example = "2026-11-02T10:00:00Z")]
    at: Option<String>,
}

/// Who carries a parcel.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarriageRequest {
    /// Left out or null: nobody.
    #[schema(format = "carrier", example = "UPS")]
    carrier: Option<String>,
    /// Left out or null: there is none.
    #[schema(format = "tracking_number", example = "1Z999AA10123456784")]
    tracking_number: Option<String>,
}

/// Where a parcel may go.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum TrackingStatus {
    Packed,
    InTransit,
    OutForDelivery,
    Delivered,
    Lost,
    Returned,
}

impl From<TrackingStatus> for ShipmentStatus {
    fn from(status: TrackingStatus) -> Self {
        match status {
            TrackingStatus::Packed => Self::Packed,
            TrackingStatus::InTransit => Self::InTransit,
            TrackingStatus::OutForDelivery => Self::OutForDelivery,
            TrackingStatus::Delivered => Self::Delivered,
            TrackingStatus::Lost => Self::Lost,
            TrackingStatus::Returned => Self::Returned,
        }
    }
}

impl TrackingRequest {
    /// What is told, checked.
    pub(crate) fn checked(self) -> Result<NewTracking> {
        let at = self.at.as_deref().map(str::parse::<Timestamp>).transpose();
        let at = at.map_err(|_| {
            let detail = "Send a time as RFC 3339 has it, such as 2026-11-02T10:00:00Z.".to_owned();
            RequestRefusal::InvalidValue { pointer: "/at".to_owned(), detail }
        })?;
        Ok(NewTracking { status: self.status.into(), words: self.text, place: self.place, at })
    }
}

impl ShipmentRequest {
    fn checked(self) -> Result<NewShipment> {
        let lines = self.lines.iter().enumerate().map(|(place, line)| {
            let id: OrderLineId = id(&format!("/lines/{place}/order_line_id"), &line.order_line_id)?;
            let pieces = Quantity::parse(line.quantity).map_err(|_| RequestRefusal::InvalidValue {
                pointer: format!("/lines/{place}/quantity"),
                detail: format!("Send a whole number from 1 to {}.", Quantity::MAX),
            })?;
            Ok((id, pieces.get()))
        });
        Ok(NewShipment {
            lines: lines.collect::<Result<_>>()?,
            carrier: self.carrier,
            tracking_number: self.tracking_number,
            status: match self.status {
                None | Some(NewShipmentStatus::Pending) => ShipmentStatus::Pending,
                Some(NewShipmentStatus::Packed) => ShipmentStatus::Packed,
                Some(NewShipmentStatus::InTransit) => ShipmentStatus::InTransit,
            },
        })
    }
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(asked): Part<String>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<ShipmentRequest>,
) -> Result<Response> {
    let (new, once) = (request.checked()?, made(key));
    let named = (caller.vendor, asked);
    let shipping = fulfilment::ship(http.app(), caller.actor, named, expected, new, once.guard());
    Ok(once.send(shipping.await?)?)
}

pub(super) async fn provide(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(asked): Part<String>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = made(key);
    let named = (caller.vendor, asked);
    let providing = fulfilment::provide(http.app(), caller.actor, named, expected, once.guard());
    Ok(once.send(providing.await?)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ShipmentId>,
) -> Result<Response> {
    let found = fulfilment::show_shipment(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(Answer::ok(&Shipment::of(&found))?.etag(found.revision).send())
}

pub(super) async fn track(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ShipmentId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(request): Json<TrackingRequest>,
) -> Result<Response> {
    let (told, once) = (request.checked()?, moved(key));
    let named = (Some(caller.vendor), id);
    let telling = fulfilment::record_tracking(http.app(), caller.actor, named, expected, told, once.guard());
    Ok(once.send(telling.await?)?)
}

pub(super) async fn carry(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ShipmentId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(CarriageRequest { carrier, tracking_number }): Json<CarriageRequest>,
) -> Result<Response> {
    let (carriage, named) = (Carriage { carrier, tracking_number }, (caller.vendor, id));
    let once = Once::new(key, |carried: &ShipmentView| {
        Ok(Answer::ok(&Shipment::of(carried))?.etag(carried.revision))
    });
    let carrying =
        fulfilment::carry_shipment(http.app(), caller.actor, named, expected, carriage, once.guard());
    Ok(once.send(carrying.await?)?)
}

/// A parcel that was made, and where it is shown.
fn made(key: Option<IdempotencyKey>) -> Once<ShipmentView> {
    Once::new(key, |made: &ShipmentView| {
        let answer = Answer::created(&Shipment::of(made))?.etag(made.revision);
        Ok(answer.at(SHIPMENT, &[&made.id]))
    })
}

/// A parcel as it is after what was told.
pub(crate) fn moved(key: Option<IdempotencyKey>) -> Once<ShipmentView> {
    Once::new(key, |moved: &ShipmentView| Ok(Answer::created(&Shipment::of(moved))?.etag(moved.revision)))
}
