//! Which tax is due where.

mod store;

use std::sync::Arc;

use souk_domain::{
    bounds::market::MAX_TAX_RULES,
    pricing::{TaxRule, TaxRules},
    refusal::RequestRefusal,
};

use crate::{Ctx, Result, settings};

/// The rules as they stand now: the market's default and the rules by place, oldest first.
pub async fn rules(ctx: &Ctx<'_>) -> Result<Arc<TaxRules>> {
    ctx.rule(read(ctx)).await
}

async fn read(ctx: &Ctx<'_>) -> Result<TaxRules> {
    let market = settings::load(ctx).await?;
    Ok(TaxRules {
        default_bps: market.tax_default_bps,
        included: market.tax_included,
        taxes_shipping: market.taxes_shipping,
        rules: store::list(ctx).await?,
    })
}

/// Makes a rule of a place, after those there are. Errors: too many.
pub async fn create_rule(ctx: &Ctx<'_>, rule: &TaxRule) -> Result<()> {
    if usize::try_from(store::count(ctx).await?).is_ok_and(|there| there >= MAX_TAX_RULES) {
        return Err(RequestRefusal::ListFull { what: "rules of tax", max: MAX_TAX_RULES }.into());
    }
    store::insert(ctx, rule).await
}
