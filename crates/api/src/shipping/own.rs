//! A vendor's own ways to ship.

use axum::{extract::State, response::Response};
use souk_domain::ids::ShippingMethodId;
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part},
};
use souk_market::{settings, shipping, shipping::Whose};

use super::{
    OWN_METHOD, made, new_method, nothing, shown, told,
    wire::{MethodPatch, MethodRequest, ShippingMethods, TermsPatch},
};
use crate::wire::Answer;

pub(super) async fn list(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    let whose = Whose::Own(caller.vendor);
    let (found, currency) = shipping::list_shipping_methods(http.app(), caller.actor, whose).await?;
    Ok(Answer::ok(&ShippingMethods::of(&found, currency))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<MethodRequest>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let (whose, new, once) = (Whose::Own(caller.vendor), new_method(asked, currency)?, made(key, OWN_METHOD));
    let making = shipping::create_shipping_method(http.app(), caller.actor, whose, new, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ShippingMethodId>,
) -> Result<Response> {
    let named = (Some(caller.vendor), id);
    shown(&shipping::show_shipping_method(http.app(), caller.actor, named).await?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ShippingMethodId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<MethodPatch>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let (named, changes) = ((Some(caller.vendor), id), patch.read(currency, expected)?);
    shown(&shipping::change_shipping_method(http.app(), caller.actor, named, changes).await?)
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<ShippingMethodId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    let named = (Some(caller.vendor), id);
    shipping::remove_shipping_method(http.app(), caller.actor, named, expected).await?;
    Ok(nothing())
}

pub(super) async fn show_terms(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    told(shipping::show_shipping_terms(http.app(), caller.actor, (caller.vendor, true)).await?)
}

pub(super) async fn change_terms(
    State(http): State<HttpState>,
    caller: VendorCaller,
    IfMatch(expected): IfMatch,
    Json(patch): Json<TermsPatch>,
) -> Result<Response> {
    let (named, changes) = ((caller.vendor, true), patch.read(expected)?);
    told(shipping::change_shipping_terms(http.app(), caller.actor, named, changes).await?)
}
