use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    address::MAX_POSTAL_CODE_CHARS,
    bounds,
    ids::TaxZoneId,
    tax::{TaxClassCode, TaxPlace, TaxRemitter, TaxRounding, TaxZone},
    text::{MAX_KEY_CHARS, fold_key},
};

use super::super::StoredZone;
use crate::{Ctx, Result};

table! {
    struct ZoneRow in "tax_zone", public {
        id: TaxZoneId,
        name: String [free_text, max(bounds::tax::MAX_ZONE_NAME_CHARS)],
        name_key: String [max(MAX_KEY_CHARS)],
        included: bool,
        taxes_shipping: bool,
        rounding: TaxRounding,
        remitter: TaxRemitter,
        revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

table! {
    struct PlaceRow in "tax_zone_place", public {
        zone as zone_id: TaxZoneId,
        position: u32,
        country: String [max(bounds::COUNTRY_CHARS)],
        region: Option<String>,
        postal_prefix: Option<String> [max(MAX_POSTAL_CODE_CHARS)],
    }
}

table! {
    struct RateRow in "tax_rate", public {
        zone as zone_id: TaxZoneId,
        tax_class: TaxClassCode [max(bounds::tax::MAX_CLASS_CHARS)],
        rate_bps: u32,
    }
}

/// Every zone, by name.
pub(in super::super) async fn list_zones(ctx: &Ctx<'_>) -> Result<Vec<StoredZone>> {
    let zones: Vec<ZoneRow> =
        ctx.tx.list(sql!("select {columns tax_zone} from tax_zone order by name_key, id"), &[]).await?;
    let places: Vec<PlaceRow> = ctx
        .tx
        .list(sql!("select {columns tax_zone_place} from tax_zone_place order by zone_id, position"), &[])
        .await?;
    let rates: Vec<RateRow> =
        ctx.tx.list(sql!("select {columns tax_rate} from tax_rate order by zone_id, tax_class"), &[]).await?;
    let mut places_of: BTreeMap<TaxZoneId, Vec<TaxPlace>> = BTreeMap::new();
    for row in places {
        let place = TaxPlace { country: row.country, region: row.region, postal_prefix: row.postal_prefix };
        places_of.entry(row.zone).or_default().push(place);
    }
    let mut rates_of: BTreeMap<TaxZoneId, BTreeMap<TaxClassCode, u32>> = BTreeMap::new();
    for row in rates {
        rates_of.entry(row.zone).or_default().insert(row.tax_class, row.rate_bps);
    }
    let stored = |row: ZoneRow| StoredZone {
        id: row.id,
        zone: TaxZone {
            name: row.name,
            places: places_of.remove(&row.id).unwrap_or_default(),
            included: row.included,
            taxes_shipping: row.taxes_shipping,
            rounding: row.rounding,
            remitter: row.remitter,
            rates: rates_of.remove(&row.id).unwrap_or_default(),
        },
        revision: row.revision,
    };
    Ok(zones.into_iter().map(stored).collect())
}

pub(in super::super) async fn insert_zone(ctx: &Ctx<'_>, id: TaxZoneId, zone: &TaxZone) -> Result<()> {
    let row = ZoneRow {
        id,
        name: zone.name.clone(),
        name_key: fold_key(&zone.name),
        included: zone.included,
        taxes_shipping: zone.taxes_shipping,
        rounding: zone.rounding,
        remitter: zone.remitter,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert(&row).await?;
    insert_parts(ctx, id, zone).await
}

pub(in super::super) async fn update_zone(ctx: &Ctx<'_>, id: TaxZoneId, zone: &TaxZone) -> Result<()> {
    let update = sql!(
        "update tax_zone set name = ?, name_key = ?, included = ?, taxes_shipping = ?, rounding = ?, remitter = ?, \
         revision = revision + 1, updated_at = ? where id = ?"
    );
    let name_key = fold_key(&zone.name);
    let values = params![
        zone.name,
        name_key,
        zone.included,
        zone.taxes_shipping,
        zone.rounding,
        zone.remitter,
        ctx.now,
        id
    ];
    ctx.tx.run(update, values).await?;
    delete_parts(ctx, id).await?;
    insert_parts(ctx, id, zone).await
}

pub(in super::super) async fn delete_zone(ctx: &Ctx<'_>, id: TaxZoneId) -> Result<()> {
    delete_parts(ctx, id).await?;
    ctx.tx.run(sql!("delete from tax_zone where id = ?"), params![id]).await?;
    Ok(())
}

async fn delete_parts(ctx: &Ctx<'_>, id: TaxZoneId) -> Result<()> {
    ctx.tx.run(sql!("delete from tax_zone_place where zone_id = ?"), params![id]).await?;
    ctx.tx.run(sql!("delete from tax_rate where zone_id = ?"), params![id]).await?;
    Ok(())
}

async fn insert_parts(ctx: &Ctx<'_>, id: TaxZoneId, zone: &TaxZone) -> Result<()> {
    let place = |(position, place): (u32, &TaxPlace)| PlaceRow {
        zone: id,
        position,
        country: place.country.clone(),
        region: place.region.clone(),
        postal_prefix: place.postal_prefix.clone(),
    };
    let rate =
        |(class, bps): (&TaxClassCode, &u32)| RateRow { zone: id, tax_class: class.clone(), rate_bps: *bps };
    ctx.tx.insert_all(&(0_u32..).zip(&zone.places).map(place).collect::<Vec<_>>()).await?;
    Ok(ctx.tx.insert_all(&zone.rates.iter().map(rate).collect::<Vec<_>>()).await?)
}
