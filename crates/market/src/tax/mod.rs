//! Which tax is due where, and who pays none.
//!
//! - [`rules`]: classes and zones, as prices are made of them; [`of_cart`] with what is known of one cart
//! - `classes.rs`, `zones.rs`, `exemptions.rs`: what the staff changes; `store` holds their SQL
//! - what a provider is asked, outside any transaction: `live.rs`
//! - what faces ask: `use_cases.rs`

mod classes;
mod exemptions;
mod live;
mod store;
mod use_cases;
mod zones;

use std::sync::Arc;

use souk_domain::{
    pricing::{CartTax, Destination},
    tax::{TaxClassCode, TaxRules},
};

pub use classes::{ClassChanges, StoredClass};
pub(crate) use classes::{find_missing_class, list_classes};
pub use exemptions::{ExemptAccount, ExemptionChange};
pub(crate) use exemptions::{exemption_of, forget_account};
pub(crate) use live::ask;
pub use use_cases::{
    TaxAtPlace, change_tax_class, change_tax_zone, create_tax_class, create_tax_zone, exempt_from_tax,
    find_account_to_exempt, list_exempt_accounts, list_tax_classes, list_tax_zones, remove_tax_class,
    remove_tax_zone, show_exempt_account, show_tax_at, show_tax_zone, tax_again, vendor_tax_classes,
};
pub use zones::{StoredZone, ZoneChanges, create_zone};

use crate::{Ctx, Result, settings};

/// The rules as they stand now: the market's default, its classes and its zones.
pub async fn rules(ctx: &Ctx<'_>) -> Result<Arc<TaxRules>> {
    ctx.rule(read(ctx)).await
}

async fn read(ctx: &Ctx<'_>) -> Result<TaxRules> {
    let market = settings::load(ctx).await?;
    Ok(TaxRules {
        default_bps: market.tax_default_bps,
        included: market.tax_included,
        taxes_shipping: market.taxes_shipping,
        classes: list_classes(ctx).await?.into_iter().map(|stored| stored.class).collect(),
        zones: store::list_zones(ctx).await?.into_iter().map(|stored| stored.zone).collect(),
    })
}

/// The rules, and what is known of one cart beside them: what the provider said of where it goes, and whether its buyer, who asks,
/// pays none. A provider that has not said anything is done without: then the market's own zones count.
pub(crate) async fn of_cart(
    ctx: &Ctx<'_>,
    destination: Option<&Destination>,
) -> Result<(Arc<TaxRules>, CartTax)> {
    let rules = rules(ctx).await?;
    let at_once = ctx.app.tax_provider().at_once(&rules, destination);
    let told = at_once.or_else(|| live::known(ctx.app, destination?));
    let exempt = match ctx.actor.account() {
        Some(account) => exemptions::is_exempt(ctx, account).await?,
        None => false,
    };
    Ok((rules, CartTax { exempt, told }))
}

/// The words of every class.
async fn class_codes(ctx: &Ctx<'_>) -> Result<Vec<TaxClassCode>> {
    Ok(rules(ctx).await?.classes.iter().map(|class| class.code.clone()).collect())
}
