use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds,
    ids::{ShippingMethodId, VendorId},
    pricing::{Bracket, Place, ShippingKind, ShippingMethod, ShippingRules, ShippingTerms, ShippingZone},
};

use super::{NewMethod, OfferedMethod, VendorTerms};
use crate::{Ctx, Error, Result};

table! {
    /// A way to ship. `position` is its place among all.
    struct MethodRow in "shipping_method", public {
        id: ShippingMethodId,
        vendor as vendor_id: Option<VendorId>,
        name: String [free_text, max(bounds::shipping_method::MAX_NAME_CHARS)],
        min_days: u16,
        max_days: u16,
        takes_cash: bool,
        position: i64,
        status: String,
        revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

table! {
    /// A zone of a way to ship. `fee` is that of the first kilogram where each kilogram counts.
    struct ZoneRow in "shipping_zone", public {
        method as method_id: ShippingMethodId,
        position: u32,
        places: String,
        kind: String,
        fee: i64,
        per_kg: i64,
        free_from: Option<i64>,
        brackets: String,
        carrier: Option<String> [max(bounds::shipping_method::MAX_CARRIER_CHARS)],
        service: Option<String> [max(bounds::shipping_method::MAX_CARRIER_CHARS)],
    }
}

table! {
    /// How a vendor ships.
    struct TermsRow in "vendor_shipping", public {
        vendor as vendor_id: VendorId,
        own_only: bool,
        handling_days: u16,
        revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

impl ZoneRow {
    fn of(method: ShippingMethodId, zones: &[ShippingZone]) -> Vec<Self> {
        let row = |(position, zone): (u32, &ShippingZone)| {
            let (kind, fee, per_kg, brackets) = match &zone.kind {
                ShippingKind::Flat { fee } => ("flat", *fee, 0, &[][..]),
                ShippingKind::ByWeight { base, per_kg } => ("by_weight", *base, *per_kg, &[][..]),
                ShippingKind::WeightBrackets(brackets) => ("weight_brackets", 0, 0, &brackets[..]),
                ShippingKind::AmountBrackets(brackets) => ("amount_brackets", 0, 0, &brackets[..]),
                ShippingKind::Carrier { .. } => ("carrier", 0, 0, &[][..]),
            };
            let asked = match &zone.kind {
                ShippingKind::Carrier { carrier, service } => Some((carrier.clone(), service.clone())),
                _ => None,
            };
            let (carrier, service) = asked.unzip();
            Self {
                method,
                position,
                places: zone.places.iter().map(place_to_text).collect::<Vec<_>>().join("\n"),
                kind: kind.to_owned(),
                fee,
                per_kg,
                free_from: zone.free_from,
                brackets: brackets.iter().map(bracket_to_text).collect::<Vec<_>>().join("\n"),
                carrier,
                service,
            }
        };
        (0_u32..).zip(zones).map(row).collect()
    }

    fn zone(&self) -> Result<ShippingZone> {
        let brackets = || self.brackets.lines().map(bracket_of_text).collect::<Option<Vec<Bracket>>>();
        let kind = match self.kind.as_str() {
            "flat" => Some(ShippingKind::Flat { fee: self.fee }),
            "by_weight" => Some(ShippingKind::ByWeight { base: self.fee, per_kg: self.per_kg }),
            "weight_brackets" => brackets().map(ShippingKind::WeightBrackets),
            "amount_brackets" => brackets().map(ShippingKind::AmountBrackets),
            "carrier" => {
                let asked = self.carrier.clone().zip(self.service.clone());
                asked.map(|(carrier, service)| ShippingKind::Carrier { carrier, service })
            }
            _ => None,
        };
        let kind = kind
            .ok_or_else(|| Error::broken(format!("a zone of shipping method {} has no fee", self.method)))?;
        let places = self.places.lines().map(place_of_text).collect();
        Ok(ShippingZone { places, kind, free_from: self.free_from })
    }
}

/// `US`, or `US-CA`.
fn place_to_text(place: &Place) -> String {
    match &place.region {
        Some(region) => format!("{}-{region}", place.country),
        None => place.country.clone(),
    }
}

fn place_of_text(text: &str) -> Place {
    match text.split_once('-') {
        Some((country, region)) => Place { country: country.to_owned(), region: Some(region.to_owned()) },
        None => Place { country: text.to_owned(), region: None },
    }
}

/// `500 490`: up to 500 for 490; `- 490` where it has no end.
fn bracket_to_text(bracket: &Bracket) -> String {
    match bracket.up_to {
        Some(end) => format!("{end} {}", bracket.fee),
        None => format!("- {}", bracket.fee),
    }
}

fn bracket_of_text(text: &str) -> Option<Bracket> {
    let (end, fee) = text.split_once(' ')?;
    let up_to = if end == "-" { None } else { Some(end.parse().ok()?) };
    Some(Bracket { up_to, fee: fee.parse().ok()? })
}

/// The rows as ways to ship, in their order.
fn joined(methods: Vec<MethodRow>, zones: &[ZoneRow]) -> Result<Vec<OfferedMethod>> {
    let mut by_method: BTreeMap<ShippingMethodId, Vec<ShippingZone>> = BTreeMap::new();
    for row in zones {
        by_method.entry(row.method).or_default().push(row.zone()?);
    }
    let method = |row: MethodRow| OfferedMethod {
        method: ShippingMethod {
            method: row.id,
            vendor: row.vendor,
            name: row.name,
            zones: by_method.remove(&row.id).unwrap_or_default(),
            min_days: row.min_days,
            max_days: row.max_days,
            takes_cash: row.takes_cash,
        },
        revision: row.revision,
    };
    Ok(methods.into_iter().map(method).collect())
}

pub(super) async fn load_rules(ctx: &Ctx<'_>) -> Result<ShippingRules> {
    let methods: Vec<MethodRow> = ctx
        .tx
        .list(
            sql!(
                "select {columns shipping_method} from shipping_method where status = 'active' order by position, id"
            ),
            &[],
        )
        .await?;
    let zones: Vec<ZoneRow> = ctx
        .tx
        .list(
            sql!(
                "select {columns shipping_zone} from shipping_zone where method_id in \
                 (select id from shipping_method where status = 'active') order by method_id, position"
            ),
            &[],
        )
        .await?;
    let terms: Vec<TermsRow> =
        ctx.tx.list(sql!("select {columns vendor_shipping} from vendor_shipping"), &[]).await?;
    let methods = joined(methods, &zones)?.into_iter().map(|offered| offered.method).collect();
    Ok(ShippingRules::of(methods, terms.iter().map(|row| (row.vendor, row.terms())).collect()))
}

/// Those of the market, or of one vendor, in their order.
pub(super) async fn list_of(ctx: &Ctx<'_>, vendor: Option<VendorId>) -> Result<Vec<OfferedMethod>> {
    let (methods, zones): (Vec<MethodRow>, Vec<ZoneRow>) = match vendor {
        Some(vendor) => (
            ctx.tx
                .list(
                    sql!(
                        "select {columns shipping_method} from shipping_method where vendor_id = ? and status = 'active' \
                         order by position, id"
                    ),
                    params![vendor],
                )
                .await?,
            ctx.tx
                .list(
                    sql!(
                        "select {columns shipping_zone} from shipping_zone where method_id in \
                         (select id from shipping_method where vendor_id = ? and status = 'active') \
                         order by method_id, position"
                    ),
                    params![vendor],
                )
                .await?,
        ),
        None => (
            ctx.tx
                .list(
                    sql!(
                        "select {columns shipping_method} from shipping_method where vendor_id is null \
                         and status = 'active' order by position, id"
                    ),
                    &[],
                )
                .await?,
            ctx.tx
                .list(
                    sql!(
                        "select {columns shipping_zone} from shipping_zone where method_id in \
                         (select id from shipping_method where vendor_id is null and status = 'active') \
                         order by method_id, position"
                    ),
                    &[],
                )
                .await?,
        ),
    };
    joined(methods, &zones)
}

/// One that is offered; `locked` for this transaction.
pub(super) async fn find(ctx: &Ctx<'_>, id: ShippingMethodId, locked: bool) -> Result<Option<OfferedMethod>> {
    let statement = if locked {
        sql!(
            "select {columns shipping_method} from shipping_method where id = ? and status = 'active' {for update}"
        )
    } else {
        sql!("select {columns shipping_method} from shipping_method where id = ? and status = 'active'")
    };
    let Some(method) = ctx.tx.find::<MethodRow>(statement, params![id]).await? else { return Ok(None) };
    let zones: Vec<ZoneRow> = ctx
        .tx
        .list(
            sql!("select {columns shipping_zone} from shipping_zone where method_id = ? order by position"),
            params![id],
        )
        .await?;
    Ok(joined(vec![method], &zones)?.pop())
}

/// How many are offered, and how many of them by the market or by one vendor.
pub(super) async fn count_active(ctx: &Ctx<'_>, vendor: Option<VendorId>) -> Result<(i64, i64)> {
    let all = ctx.tx.one(sql!("select count(*) from shipping_method where status = 'active'"), &[]).await?;
    let own = match vendor {
        Some(vendor) => {
            let of_vendor =
                sql!("select count(*) from shipping_method where vendor_id = ? and status = 'active'");
            ctx.tx.one(of_vendor, params![vendor]).await?
        }
        None => {
            let of_market =
                sql!("select count(*) from shipping_method where vendor_id is null and status = 'active'");
            ctx.tx.one(of_market, &[]).await?
        }
    };
    Ok((all, own))
}

pub(super) async fn next_position(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select coalesce(max(position), 0) + 1 from shipping_method"), &[]).await?)
}

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    id: ShippingMethodId,
    new: &NewMethod,
    position: i64,
) -> Result<()> {
    let stored = MethodRow {
        id,
        vendor: new.vendor,
        name: new.name.clone(),
        min_days: new.min_days,
        max_days: new.max_days,
        takes_cash: new.takes_cash,
        position,
        status: "active".to_owned(),
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert(&stored).await?;
    Ok(ctx.tx.insert_all(&ZoneRow::of(id, &new.zones)).await?)
}

pub(super) async fn update(ctx: &Ctx<'_>, method: &ShippingMethod) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update shipping_method set name = ?, min_days = ?, max_days = ?, takes_cash = ?, revision = revision + 1, updated_at = ? \
                 where id = ?"
            ),
            params![method.name, method.min_days, method.max_days, method.takes_cash, ctx.now, method.method],
        )
        .await?;
    ctx.tx.run(sql!("delete from shipping_zone where method_id = ?"), params![method.method]).await?;
    Ok(ctx.tx.insert_all(&ZoneRow::of(method.method, &method.zones)).await?)
}

pub(super) async fn archive(ctx: &Ctx<'_>, method: ShippingMethodId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update shipping_method set status = 'archived', revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![ctx.now, method],
        )
        .await?;
    Ok(())
}

impl TermsRow {
    fn terms(&self) -> ShippingTerms {
        ShippingTerms { own_only: self.own_only, handling_days: self.handling_days }
    }
}

impl From<TermsRow> for VendorTerms {
    fn from(row: TermsRow) -> Self {
        Self { terms: row.terms(), revision: row.revision }
    }
}

pub(super) async fn find_terms(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Option<VendorTerms>> {
    let found: Option<TermsRow> = ctx
        .tx
        .find(
            sql!("select {columns vendor_shipping} from vendor_shipping where vendor_id = ?"),
            params![vendor],
        )
        .await?;
    Ok(found.map(VendorTerms::from))
}

/// A vendor's terms, locked for this transaction; made where it had none.
pub(super) async fn lock_terms(ctx: &Ctx<'_>, vendor: VendorId) -> Result<VendorTerms> {
    let none = ShippingTerms::default();
    let new = TermsRow {
        vendor,
        own_only: none.own_only,
        handling_days: none.handling_days,
        revision: 0,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert_missing(&[new]).await?;
    let row: TermsRow = ctx
        .tx
        .one(
            sql!("select {columns vendor_shipping} from vendor_shipping where vendor_id = ? {for update}"),
            params![vendor],
        )
        .await?;
    Ok(row.into())
}

pub(super) async fn update_terms(ctx: &Ctx<'_>, vendor: VendorId, terms: ShippingTerms) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update vendor_shipping set own_only = ?, handling_days = ?, revision = revision + 1, updated_at = ? \
                 where vendor_id = ?"
            ),
            params![terms.own_only, terms.handling_days, ctx.now, vendor],
        )
        .await?;
    Ok(())
}
