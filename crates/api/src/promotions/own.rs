//! A vendor's own promotions.

use axum::{extract::State, response::Response};
use http::Uri;
use souk_domain::ids::{PromotionCodeId, PromotionId};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Parts, Query},
};
use souk_market::{promotions, promotions::Whose, settings};

use super::{
    OWN_CODES, OWN_ONE,
    codes::{CodesRequest, PromotionCode, codes_file, made_codes},
    made, nothing, shown, simulate as simulating,
    wire::{Promotion, PromotionChange, PromotionRequest},
};
use crate::wire::{ListQuery, list as listed};

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let (whose, page) = (Whose::Own(caller.vendor), (query.after.clone(), query.limit()?));
    let found = promotions::list_promotions(http.app(), caller.actor, whose, page).await?;
    Ok(listed(&http, &uri, found, |view| Promotion::of(&view))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<PromotionRequest>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let (whose, new, once) = (Whose::Own(caller.vendor), asked.read(currency)?, made(key, OWN_ONE));
    let making = promotions::create_promotion(http.app(), caller.actor, whose, new, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<PromotionId>,
) -> Result<Response> {
    let named = (Whose::Own(caller.vendor), id);
    shown(&promotions::show_promotion(http.app(), caller.actor, named).await?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<PromotionId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<PromotionChange>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let (named, patch) = ((Whose::Own(caller.vendor), id), patch.read(currency, expected)?);
    shown(&promotions::change_promotion(http.app(), caller.actor, named, patch).await?)
}

pub(super) async fn archive(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<PromotionId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    let named = (Whose::Own(caller.vendor), id);
    promotions::archive_promotion(http.app(), caller.actor, named, expected).await?;
    Ok(nothing())
}

pub(super) async fn codes(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Part(id): Part<PromotionId>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let (named, page) = ((Whose::Own(caller.vendor), id), (query.after.clone(), query.limit()?));
    let found = promotions::list_promotion_codes(http.app(), caller.actor, named, page).await?;
    Ok(listed(&http, &uri, found, |row| PromotionCode::of(&row))?.send())
}

pub(super) async fn create_codes(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    Part(id): Part<PromotionId>,
    Json(asked): Json<CodesRequest>,
) -> Result<Response> {
    let (new, once) = (asked.read()?, made_codes(key, OWN_CODES, id));
    let named = (Whose::Own(caller.vendor), id);
    let making = promotions::create_promotion_codes(http.app(), caller.actor, named, new, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn codes_csv(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<PromotionId>,
) -> Result<Response> {
    let named = (Whose::Own(caller.vendor), id);
    Ok(codes_file(promotions::promotion_codes_as_csv(http.app(), caller.actor, named).await?))
}

pub(super) async fn withdraw(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Parts(id, code): Parts<PromotionId, PromotionCodeId>,
) -> Result<Response> {
    let named = (Whose::Own(caller.vendor), id);
    promotions::withdraw_promotion_code(http.app(), caller.actor, named, code).await?;
    Ok(nothing())
}

pub(super) async fn simulate(
    State(http): State<HttpState>,
    caller: VendorCaller,
    _kept_nowhere: Option<IdempotencyKey>,
    Json(asked): Json<simulating::CartToSimulate>,
) -> Result<Response> {
    simulating::answer(&http, caller.actor, Some(caller.vendor), asked).await
}
