use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds,
    ids::{ShippingMethodId, VendorId},
    pricing::{ShippingKind, ShippingRate},
};

use super::NewMethod;
use crate::{Ctx, Error, Result};

table! {
    /// A way to ship. `fee` is that of the first kilogram where the weight counts; `countries` is their codes with spaces between.
    struct MethodRow in "shipping_method", public {
        id: ShippingMethodId,
        vendor as vendor_id: Option<VendorId>,
        name: String [free_text, max(bounds::shipping_method::MAX_NAME_CHARS)],
        kind: String,
        fee: i64,
        per_kg: i64,
        free_from: Option<i64>,
        countries: String [max(bounds::shipping_method::MAX_COUNTRY_CODES_CHARS)],
        min_days: u16,
        max_days: u16,
        position: i64,
        status: String,
        created_at: Timestamp,
    }
}

impl MethodRow {
    fn rate(self) -> Result<ShippingRate> {
        let kind = match (self.kind.as_str(), self.free_from) {
            ("flat", _) => ShippingKind::Flat { fee: self.fee },
            ("by_weight", _) => ShippingKind::ByWeight { base: self.fee, per_kg: self.per_kg },
            ("free_over", Some(free_from)) => ShippingKind::FreeOver { fee: self.fee, free_from },
            _ => return Err(Error::broken(format!("shipping method {} has no price", self.id))),
        };
        Ok(ShippingRate {
            method: self.id,
            vendor: self.vendor,
            name: self.name,
            kind,
            countries: self.countries.split_whitespace().map(str::to_owned).collect(),
            min_days: self.min_days,
            max_days: self.max_days,
        })
    }
}

pub(super) async fn list_active(ctx: &Ctx<'_>) -> Result<Vec<ShippingRate>> {
    let stored: Vec<MethodRow> = ctx
        .tx
        .list(
            sql!(
                "select {columns shipping_method} from shipping_method where status = 'active' order by position, id"
            ),
            &[],
        )
        .await?;
    stored.into_iter().map(MethodRow::rate).collect()
}

/// How many are offered.
pub(super) async fn count_active(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from shipping_method where status = 'active'"), &[]).await?)
}

pub(super) async fn next_position(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select coalesce(max(position), 0) + 1 from shipping_method"), &[]).await?)
}

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    id: ShippingMethodId,
    method: &NewMethod,
    position: i64,
) -> Result<()> {
    let (kind, fee, per_kg, free_from) = match method.kind {
        ShippingKind::Flat { fee } => ("flat", fee, 0, None),
        ShippingKind::ByWeight { base, per_kg } => ("by_weight", base, per_kg, None),
        ShippingKind::FreeOver { fee, free_from } => ("free_over", fee, 0, Some(free_from)),
    };
    let stored = MethodRow {
        id,
        vendor: method.vendor,
        name: method.name.trim().to_owned(),
        kind: kind.to_owned(),
        fee,
        per_kg,
        free_from,
        countries: method.countries.join(" "),
        min_days: method.min_days,
        max_days: method.max_days,
        position,
        status: "active".to_owned(),
        created_at: ctx.now,
    };
    Ok(ctx.tx.insert(&stored).await?)
}

pub(super) async fn archive(ctx: &Ctx<'_>, method: ShippingMethodId) -> Result<()> {
    ctx.tx.run(sql!("update shipping_method set status = 'archived' where id = ?"), params![method]).await?;
    Ok(())
}
