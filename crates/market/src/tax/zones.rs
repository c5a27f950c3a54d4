//! Zones: places with the same taxes.

use std::collections::BTreeMap;

use souk_domain::{
    bounds::tax::{MAX_PLACES, MAX_ZONES},
    ids::TaxZoneId,
    refusal::{RequestRefusal, expect_revision},
    tax::{TaxClassCode, TaxPlace, TaxRemitter, TaxRounding, TaxZone, checked_zone},
};

use super::{class_codes, store};
use crate::{
    Ctx, Result,
    audit::{self, AuditAction},
};

/// A zone, with its revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredZone {
    pub id: TaxZoneId,
    pub zone: TaxZone,
    pub revision: i64,
}

/// What is to change about a zone; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ZoneChanges {
    pub name: Option<String>,
    /// They replace all there are.
    pub places: Option<Vec<TaxPlace>>,
    pub included: Option<bool>,
    pub taxes_shipping: Option<bool>,
    pub rounding: Option<TaxRounding>,
    pub remitter: Option<TaxRemitter>,
    /// They replace all there are.
    pub rates: Option<BTreeMap<TaxClassCode, u32>>,
    /// Refuse when it is at another revision.
    pub expected_revision: Option<i64>,
}

pub(super) async fn find(ctx: &Ctx<'_>, id: TaxZoneId) -> Result<StoredZone> {
    let found = store::list_zones(ctx).await?.into_iter().find(|stored| stored.id == id);
    found.ok_or_else(|| RequestRefusal::NotFound.into())
}

/// Makes a zone. Errors: fields that cannot be, a place that another zone holds, too many.
pub async fn create_zone(ctx: &Ctx<'_>, zone: &TaxZone) -> Result<TaxZoneId> {
    store::lock_rules(ctx).await?;
    let others = store::list_zones(ctx).await?;
    if others.len() >= MAX_ZONES {
        return Err(RequestRefusal::ListFull { what: "tax zones", max: MAX_ZONES }.into());
    }
    let zone = check(ctx, zone, &others).await?;
    let id = ctx.id(TaxZoneId::from_parts);
    store::insert_zone(ctx, id, &zone).await?;
    record(ctx, AuditAction::TaxZoneMade, id, &zone).await?;
    Ok(id)
}

/// Changes what is given; placed orders keep what they were placed with. Errors: not found, changed meanwhile, those of
/// [`create_zone`].
pub(super) async fn change(ctx: &Ctx<'_>, id: TaxZoneId, changes: &ZoneChanges) -> Result<StoredZone> {
    store::lock_rules(ctx).await?;
    let (own, others): (Vec<_>, Vec<_>) =
        store::list_zones(ctx).await?.into_iter().partition(|stored| stored.id == id);
    let before = own.into_iter().next().ok_or(RequestRefusal::NotFound)?;
    expect_revision(changes.expected_revision, before.revision)?;
    let zone = &before.zone;
    let changed = TaxZone {
        name: changes.name.clone().unwrap_or_else(|| zone.name.clone()),
        places: changes.places.clone().unwrap_or_else(|| zone.places.clone()),
        included: changes.included.unwrap_or(zone.included),
        taxes_shipping: changes.taxes_shipping.unwrap_or(zone.taxes_shipping),
        rounding: changes.rounding.unwrap_or(zone.rounding),
        remitter: changes.remitter.unwrap_or(zone.remitter),
        rates: changes.rates.clone().unwrap_or_else(|| zone.rates.clone()),
    };
    let changed = check(ctx, &changed, &others).await?;
    if changed == before.zone {
        return Ok(before);
    }
    store::update_zone(ctx, id, &changed).await?;
    record(ctx, AuditAction::TaxZoneChanged, id, &changed).await?;
    Ok(StoredZone { id, zone: changed, revision: before.revision + 1 })
}

/// Removes a zone; placed orders keep what they were placed with. Errors: not found, changed meanwhile.
pub(super) async fn remove(ctx: &Ctx<'_>, id: TaxZoneId, expected: Option<i64>) -> Result<()> {
    store::lock_rules(ctx).await?;
    let before = find(ctx, id).await?;
    expect_revision(expected, before.revision)?;
    store::delete_zone(ctx, id).await?;
    record(ctx, AuditAction::TaxZoneRemoved, id, &before.zone).await
}

/// A zone as it is kept, beside those there are. Errors: fields that cannot be; more places than are looked through.
async fn check(ctx: &Ctx<'_>, zone: &TaxZone, others: &[StoredZone]) -> Result<TaxZone> {
    let zones: Vec<&TaxZone> = others.iter().map(|stored| &stored.zone).collect();
    let zone = checked_zone(zone, &class_codes(ctx).await?, &zones)
        .map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    let places = zones.iter().map(|other| other.places.len()).sum::<usize>() + zone.places.len();
    if places > MAX_PLACES {
        return Err(RequestRefusal::ListFull { what: "places of tax zones", max: MAX_PLACES }.into());
    }
    Ok(zone)
}

async fn record(ctx: &Ctx<'_>, action: AuditAction, id: TaxZoneId, zone: &TaxZone) -> Result<()> {
    let standard = zone.rates.get(&TaxClassCode::default()).copied().unwrap_or_default();
    let kind = if zone.included { "included" } else { "on top" };
    let detail = format!("{}: {standard} bps {kind}, by the {}", zone.name, zone.remitter);
    audit::record(ctx, action, ctx.actor.account(), &id.to_string(), &detail).await
}
