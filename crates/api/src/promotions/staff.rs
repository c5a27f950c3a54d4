//! Promotions for the market's staff.

use axum::{extract::State, response::Response};
use http::Uri;
use serde::Deserialize;
use souk_domain::ids::{PromotionCodeId, PromotionId, VendorId};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Parts, Query},
};
use souk_market::{promotions, promotions::Whose, settings};
use utoipa::IntoParams;

use super::{
    CODES, ONE,
    codes::{CodesRequest, PromotionCode, codes_file, made_codes},
    made, nothing, shown, simulate as simulating,
    wire::{Promotion, PromotionChange, PromotionRequest},
};
use crate::wire::{ListQuery, limit, list as listed, optional_id};

/// Whose promotions, and which page of them.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct PromotionQuery {
    /// Left out: those of the market.
    #[param(format = "VendorId")]
    vendor_id: Option<String>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

/// Whose promotion it is to be.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct VendorQuery {
    /// Left out: of the market.
    #[param(format = "VendorId")]
    vendor_id: Option<String>,
}

fn whose(vendor: Option<&str>) -> Result<Whose> {
    let vendor: Option<VendorId> = optional_id("/vendor_id", vendor)?;
    Ok(vendor.map_or(Whose::Market, Whose::Vendor))
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<PromotionQuery>,
) -> Result<Response> {
    let (whose, page) = (whose(query.vendor_id.as_deref())?, (query.after, limit(query.limit)?));
    let found = promotions::list_promotions(http.app(), caller.actor, whose, page).await?;
    Ok(listed(&http, &uri, found, |view| Promotion::of(&view))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Query(query): Query<VendorQuery>,
    Json(asked): Json<PromotionRequest>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let (whose, once) = (whose(query.vendor_id.as_deref())?, made(key, ONE));
    let new = asked.read(currency)?;
    let making = promotions::create_promotion(http.app(), caller.actor, whose, new, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<PromotionId>,
) -> Result<Response> {
    shown(&promotions::show_promotion(http.app(), caller.actor, (Whose::Market, id)).await?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<PromotionId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<PromotionChange>,
) -> Result<Response> {
    let currency = settings::show_market(http.app(), caller.actor).await?.currency;
    let patch = patch.read(currency, expected)?;
    shown(&promotions::change_promotion(http.app(), caller.actor, (Whose::Market, id), patch).await?)
}

pub(super) async fn archive(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<PromotionId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    promotions::archive_promotion(http.app(), caller.actor, (Whose::Market, id), expected).await?;
    Ok(nothing())
}

pub(super) async fn codes(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Part(id): Part<PromotionId>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let page = (query.after.clone(), query.limit()?);
    let named = (Whose::Market, id);
    let found = promotions::list_promotion_codes(http.app(), caller.actor, named, page).await?;
    Ok(listed(&http, &uri, found, |row| PromotionCode::of(&row))?.send())
}

pub(super) async fn create_codes(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Part(id): Part<PromotionId>,
    Json(asked): Json<CodesRequest>,
) -> Result<Response> {
    let (new, once) = (asked.read()?, made_codes(key, CODES, id));
    let named = (Whose::Market, id);
    let making = promotions::create_promotion_codes(http.app(), caller.actor, named, new, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn codes_csv(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<PromotionId>,
) -> Result<Response> {
    let file = promotions::promotion_codes_as_csv(http.app(), caller.actor, (Whose::Market, id));
    Ok(codes_file(file.await?))
}

pub(super) async fn withdraw(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Parts(id, code): Parts<PromotionId, PromotionCodeId>,
) -> Result<Response> {
    promotions::withdraw_promotion_code(http.app(), caller.actor, (Whose::Market, id), code).await?;
    Ok(nothing())
}

pub(super) async fn simulate(
    State(http): State<HttpState>,
    caller: StaffCaller,
    _kept_nowhere: Option<IdempotencyKey>,
    Json(asked): Json<simulating::CartToSimulate>,
) -> Result<Response> {
    simulating::answer(&http, caller.actor, None, asked).await
}
