//! Ways to ship for the market's staff.

use axum::{extract::State, response::Response};
use serde::Deserialize;
use souk_domain::ids::{ShippingMethodId, VendorId};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query},
};
use souk_market::{settings, shipping, shipping::Whose};
use utoipa::IntoParams;

use super::{
    METHOD, made, new_method, nothing, shown, told,
    wire::{MethodPatch, ShippingMethods, StaffMethodRequest, TermsPatch},
};
use crate::wire::{Answer, optional_id};

/// Whose ways to ship.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct MethodQuery {
    /// Left out: those of the market.
    #[param(format = "VendorId")]
    vendor_id: Option<String>,
}

fn whose(vendor: Option<VendorId>) -> Whose {
    vendor.map_or(Whose::Market, Whose::Vendor)
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Query(query): Query<MethodQuery>,
) -> Result<Response> {
    let whose = whose(optional_id("/vendor_id", query.vendor_id.as_deref())?);
    let (found, currency) = shipping::list_shipping_methods(http.app(), caller.actor, whose).await?;
    Ok(Answer::ok(&ShippingMethods::of(&found, currency))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<StaffMethodRequest>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let whose = whose(optional_id("/vendor_id", asked.vendor_id.as_deref())?);
    let (new, once) = (new_method(asked.into(), currency)?, made(key, METHOD));
    let making = shipping::create_shipping_method(http.app(), caller.actor, whose, new, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ShippingMethodId>,
) -> Result<Response> {
    shown(&shipping::show_shipping_method(http.app(), caller.actor, (None, id)).await?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ShippingMethodId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<MethodPatch>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let changes = patch.read(currency, expected)?;
    shown(&shipping::change_shipping_method(http.app(), caller.actor, (None, id), changes).await?)
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ShippingMethodId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    shipping::remove_shipping_method(http.app(), caller.actor, (None, id), expected).await?;
    Ok(nothing())
}

pub(super) async fn show_terms(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(vendor): Part<VendorId>,
) -> Result<Response> {
    told(shipping::show_shipping_terms(http.app(), caller.actor, (vendor, false)).await?)
}

pub(super) async fn change_terms(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(vendor): Part<VendorId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<TermsPatch>,
) -> Result<Response> {
    let changes = patch.read(expected)?;
    told(shipping::change_shipping_terms(http.app(), caller.actor, (vendor, false), changes).await?)
}
