use souk_db::{params, row, sql};
use souk_domain::{
    ids::{ShippingMethodId, VendorId},
    pricing::{ShippingKind, ShippingRate},
};

use super::NewMethod;
use crate::{Ctx, Error, Result};

/// Ten methods each for a thousand vendors; every list has an end.
const MOST: i64 = 10_000;

row! {
    struct Stored {
        id: ShippingMethodId,
        vendor: Option<VendorId>,
        name: String,
        kind: String,
        fee: i64,
        per_kg: i64,
        free_from: Option<i64>,
        countries: String,
        min_days: u16,
        max_days: u16,
    }
}

impl Stored {
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
    let stored: Vec<Stored> = ctx
        .tx
        .list(
            sql!(
                "select id, vendor_id, name, kind, fee, per_kg, free_from, countries, min_days, max_days \
                 from shipping_method where status = 'active' order by position, id limit ?"
            ),
            params![MOST],
        )
        .await?;
    stored.into_iter().map(Stored::rate).collect()
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
    ctx.tx
        .run(
            sql!(
                "insert into shipping_method (id, vendor_id, name, kind, fee, per_kg, free_from, countries, min_days, \
                 max_days, position, status, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', ?)"
            ),
            params![
                id,
                method.vendor,
                method.name.trim(),
                kind,
                fee,
                per_kg,
                free_from,
                method.countries.join(" "),
                method.min_days,
                method.max_days,
                position,
                ctx.now
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn archive(ctx: &Ctx<'_>, method: ShippingMethodId) -> Result<()> {
    ctx.tx.run(sql!("update shipping_method set status = 'archived' where id = ?"), params![method]).await?;
    Ok(())
}
