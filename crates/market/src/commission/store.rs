use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    commission::{Rate, RateRule},
    ids::{CategoryId, CommissionRateId, VendorId},
};

use super::{Commission, StoredRate};
use crate::{Ctx, Result};

table! {
    /// What the market keeps of every sale: one row. Fees are minor units.
    struct CommissionRow in "commission", private {
        id: i64,
        percent_bps: u32,
        fixed_fee: i64,
        minimum: Option<i64>,
        maximum: Option<i64>,
        tax_bps: u32,
        on_shipping: bool,
        revision: i64,
        updated_at: Timestamp,
    }
}

table! {
    /// What it keeps of some. Fees are minor units.
    struct RateRow in "commission_rate", private {
        id: CommissionRateId,
        scope: String,
        vendor as vendor_id: Option<VendorId>,
        category as category_id: Option<CategoryId>,
        percent_bps: u32,
        fixed_fee: i64,
        minimum: Option<i64>,
        maximum: Option<i64>,
        revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

impl From<CommissionRow> for Commission {
    fn from(row: CommissionRow) -> Self {
        Self {
            rate: Rate {
                percent_bps: row.percent_bps,
                fixed: row.fixed_fee,
                min: row.minimum,
                max: row.maximum,
            },
            tax_bps: row.tax_bps,
            on_shipping: row.on_shipping,
            revision: row.revision,
        }
    }
}

impl From<RateRow> for StoredRate {
    fn from(row: RateRow) -> Self {
        let rate =
            Rate { percent_bps: row.percent_bps, fixed: row.fixed_fee, min: row.minimum, max: row.maximum };
        Self {
            id: row.id,
            rule: RateRule { vendor: row.vendor, category: row.category, rate },
            revision: row.revision,
        }
    }
}

pub(super) async fn find_commission(ctx: &Ctx<'_>) -> Result<Commission> {
    let row: CommissionRow =
        ctx.tx.one(sql!("select {columns commission} from commission where id = 1"), &[]).await?;
    Ok(row.into())
}

/// The one row, which holds all rates too: whoever changes one looks at all of them.
pub(super) async fn lock_commission(ctx: &Ctx<'_>) -> Result<Commission> {
    let row: CommissionRow = ctx
        .tx
        .one(sql!("select {columns commission} from commission where id = 1 {for update}"), &[])
        .await?;
    Ok(row.into())
}

pub(super) async fn update_commission(ctx: &Ctx<'_>, changed: &Commission) -> Result<()> {
    let update = sql!(
        "update commission set percent_bps = ?, fixed_fee = ?, minimum = ?, maximum = ?, tax_bps = ?, on_shipping = ?, \
         revision = revision + 1, updated_at = ? where id = 1"
    );
    let Commission { rate, tax_bps, on_shipping, .. } = *changed;
    let values = params![rate.percent_bps, rate.fixed, rate.min, rate.max, tax_bps, on_shipping, ctx.now];
    ctx.tx.run(update, values).await?;
    Ok(())
}

/// Every rate, the oldest first.
pub(super) async fn list_rates(ctx: &Ctx<'_>) -> Result<Vec<StoredRate>> {
    let rows: Vec<RateRow> =
        ctx.tx.list(sql!("select {columns commission_rate} from commission_rate order by id"), &[]).await?;
    Ok(rows.into_iter().map(StoredRate::from).collect())
}

type Named = (StoredRate, Option<String>, Option<String>);

/// Those above a rate, the oldest first, with the names of their vendors and categories.
pub(super) async fn list_named(ctx: &Ctx<'_>, after: CommissionRateId, at_most: i64) -> Result<Vec<Named>> {
    let list = sql!("select {columns commission_rate} from commission_rate where id > ? order by id limit ?");
    let rows: Vec<RateRow> = ctx.tx.list(list, params![after, at_most]).await?;
    let vendors = sql!(
        "select r.id, v.name from commission_rate r join vendor v on v.id = r.vendor_id \
         where r.id > ? order by r.id limit ?"
    );
    let vendors: Vec<(CommissionRateId, String)> = ctx.tx.list(vendors, params![after, at_most]).await?;
    let categories = sql!(
        "select r.id, c.name from commission_rate r join category c on c.id = r.category_id \
         where r.id > ? order by r.id limit ?"
    );
    let categories: Vec<(CommissionRateId, String)> =
        ctx.tx.list(categories, params![after, at_most]).await?;
    let mut vendors: BTreeMap<CommissionRateId, String> = vendors.into_iter().collect();
    let mut categories: BTreeMap<CommissionRateId, String> = categories.into_iter().collect();
    let named = |row: RateRow| {
        let names = (vendors.remove(&row.id), categories.remove(&row.id));
        (StoredRate::from(row), names.0, names.1)
    };
    Ok(rows.into_iter().map(named).collect())
}

pub(super) async fn find_rate(ctx: &Ctx<'_>, id: CommissionRateId) -> Result<Option<StoredRate>> {
    let find = sql!("select {columns commission_rate} from commission_rate where id = ?");
    Ok(ctx.tx.find::<RateRow>(find, params![id]).await?.map(StoredRate::from))
}

pub(super) async fn insert_rate(ctx: &Ctx<'_>, id: CommissionRateId, rule: &RateRule) -> Result<()> {
    let vendor = rule.vendor.map_or_else(|| "*".to_owned(), |vendor| vendor.to_string());
    let category = rule.category.map_or_else(|| "*".to_owned(), |category| category.to_string());
    let row = RateRow {
        id,
        scope: format!("{vendor}/{category}"),
        vendor: rule.vendor,
        category: rule.category,
        percent_bps: rule.rate.percent_bps,
        fixed_fee: rule.rate.fixed,
        minimum: rule.rate.min,
        maximum: rule.rate.max,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&row).await?)
}

pub(super) async fn update_rate(ctx: &Ctx<'_>, id: CommissionRateId, rate: &Rate) -> Result<()> {
    let update = sql!(
        "update commission_rate set percent_bps = ?, fixed_fee = ?, minimum = ?, maximum = ?, \
         revision = revision + 1, updated_at = ? where id = ?"
    );
    let values = params![rate.percent_bps, rate.fixed, rate.min, rate.max, ctx.now, id];
    ctx.tx.run(update, values).await?;
    Ok(())
}

pub(super) async fn delete_rate(ctx: &Ctx<'_>, id: CommissionRateId) -> Result<()> {
    ctx.tx.run(sql!("delete from commission_rate where id = ?"), params![id]).await?;
    Ok(())
}
