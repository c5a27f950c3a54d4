//! What a buyer says of what was sent.

use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Deserialize;
use souk_domain::ids::VendorOrderId;
use souk_http::{
    CurrentSession, HttpState, Result,
    read::{IdempotencyKey, Json, Part, order_token},
};
use souk_market::{fulfilment, orders::OrderView};
use utoipa::ToSchema;

use super::{show::open, wire::Order};
use crate::wire::{Answer, Once, optional_id};

/// Which part of the order.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceiptRequest {
    /// One vendor order; left out: all that is on its way or has just arrived.
    #[schema(format = "VendorOrderId")]
    vendor_order_id: Option<String>,
}

impl ReceiptRequest {
    fn only(request: Option<Json<Self>>) -> Result<Option<VendorOrderId>> {
        let request = request.map(|Json(request)| request).unwrap_or_default();
        optional_id("/vendor_order_id", request.vendor_order_id.as_deref())
    }
}

pub(super) async fn confirm(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(asked): Part<String>,
    key: Option<IdempotencyKey>,
    request: Option<Json<ReceiptRequest>>,
) -> Result<Response> {
    let only = ReceiptRequest::only(request)?;
    let id = open(&http, asked, order_token(&headers, None), &session).await?.id;
    let once = drawn(&http, key);
    let confirming = fulfilment::confirm_receipt(http.app(), session.actor(), id, only, once.guard());
    Ok(once.send(confirming.await?)?)
}

pub(super) async fn not_received(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(asked): Part<String>,
    key: Option<IdempotencyKey>,
    request: Option<Json<ReceiptRequest>>,
) -> Result<Response> {
    let only = ReceiptRequest::only(request)?;
    let id = open(&http, asked, order_token(&headers, None), &session).await?.id;
    let once = drawn(&http, key);
    let reporting = fulfilment::report_not_received(http.app(), session.actor(), id, only, once.guard());
    Ok(once.send(reporting.await?)?)
}

/// The order as it stands afterwards.
pub(crate) fn drawn(http: &HttpState, key: Option<IdempotencyKey>) -> Once<OrderView> {
    let drawing = http.clone();
    Once::new(key, move |order: &OrderView| {
        Ok(Answer::ok(&Order::of(drawing.public_url(), order))?.etag(order.revision))
    })
}
