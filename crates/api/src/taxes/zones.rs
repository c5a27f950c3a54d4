//! Zones of tax.

use axum::{extract::State, response::Response};
use serde::Deserialize;
use souk_domain::{ids::TaxZoneId, pricing::Destination};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query},
};
use souk_market::tax::{self, StoredZone};
use utoipa::IntoParams;

use super::{
    ZONE, nothing,
    wire::{TaxDue, TaxZonePatch, TaxZoneRequest, TaxZoneShown, TaxZonesShown},
};
use crate::wire::{Answer, Once};

/// A place.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct DueQuery {
    /// ISO 3166-1 alpha-2.
    #[param(format = "country_code", example = "US")]
    country: String,
    /// The region by its code.
    #[param(format = "region", example = "CA")]
    region: Option<String>,
    #[param(format = "postal_code", example = "90210")]
    postal_code: Option<String>,
}

pub(super) async fn list(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let zones = tax::list_tax_zones(http.app(), caller.actor).await?;
    Ok(Answer::ok(&TaxZonesShown::from(zones))?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<TaxZoneRequest>,
) -> Result<Response> {
    let zone = asked.read()?;
    let once = Once::new(key, |made: &StoredZone| {
        let answer = Answer::created(&TaxZoneShown::from(made))?.etag(made.revision);
        Ok(answer.at(ZONE, &[&made.id]))
    });
    let making = tax::create_tax_zone(http.app(), caller.actor, zone, once.guard());
    Ok(once.send(making.await?)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<TaxZoneId>,
) -> Result<Response> {
    shown(&tax::show_tax_zone(http.app(), caller.actor, id).await?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<TaxZoneId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<TaxZonePatch>,
) -> Result<Response> {
    let changes = patch.read(expected)?;
    shown(&tax::change_tax_zone(http.app(), caller.actor, id, changes).await?)
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<TaxZoneId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    tax::remove_tax_zone(http.app(), caller.actor, id, expected).await?;
    Ok(nothing())
}

pub(super) async fn due(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Query(query): Query<DueQuery>,
) -> Result<Response> {
    let place = Destination {
        country: query.country.to_uppercase(),
        region: query.region.filter(|region| !region.is_empty()),
        postal_code: query.postal_code.unwrap_or_default(),
    };
    let told = tax::show_tax_at(http.app(), caller.actor, place).await?;
    Ok(Answer::ok(&TaxDue::from(told))?.send())
}

fn shown(zone: &StoredZone) -> Result<Response> {
    Ok(Answer::ok(&TaxZoneShown::from(zone))?.etag(zone.revision).send())
}
