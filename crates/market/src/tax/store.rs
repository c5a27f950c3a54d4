use jiff::Timestamp;
use souk_db::{sql, table};
use souk_domain::{address::region_code, bounds, pricing::TaxRule};

use crate::{Ctx, Result};

table! {
    struct RuleRow in "tax_rule", public {
        id: [u8; 16],
        country: String [max(bounds::COUNTRY_CHARS)],
        region: Option<String>,
        rate_bps: u32,
        taxes_shipping: bool,
        included: Option<bool>,
        created_at: Timestamp,
    }
}

pub(super) async fn list(ctx: &Ctx<'_>) -> Result<Vec<TaxRule>> {
    let stored: Vec<RuleRow> =
        ctx.tx.list(sql!("select {columns tax_rule} from tax_rule order by created_at, id"), &[]).await?;
    let rule = |stored: RuleRow| TaxRule {
        // an address has the region's code, whichever way the rule names it
        region: stored.region.map(|typed| region_code(&stored.country, &typed).map_or(typed, str::to_owned)),
        country: stored.country,
        bps: stored.rate_bps,
        taxes_shipping: stored.taxes_shipping,
        included: stored.included,
    };
    Ok(stored.into_iter().map(rule).collect())
}

/// How many there are.
pub(super) async fn count(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from tax_rule"), &[]).await?)
}

pub(super) async fn insert(ctx: &Ctx<'_>, rule: &TaxRule) -> Result<()> {
    let row = RuleRow {
        id: ctx.app.random_bytes(),
        country: rule.country.clone(),
        region: rule.region.clone(),
        rate_bps: rule.bps,
        taxes_shipping: rule.taxes_shipping,
        included: rule.included,
        created_at: ctx.now,
    };
    Ok(ctx.tx.insert(&row).await?)
}
