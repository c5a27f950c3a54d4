//! The demonstration market: data and pictures inside the binary, loaded once into an empty database.

mod files;
mod load;
mod prices;
mod shape;

use anyhow::{Context as _, Result, bail};
use souk_market::{
    Actor, App, Ctx,
    catalogue::{self, ProductFilter},
    settings,
    vendors::{self, VendorStatus},
};

/// Under this name a database remembers that it holds a demonstration.
const MARK: &str = "demo";
/// Vendors worth counting for a line of greeting.
const MOST_VENDORS: u32 = 100;

/// A demonstration that is ready.
pub(crate) struct Demo {
    pub(crate) vendors: usize,
    pub(crate) products: i64,
    pub(crate) is_new: bool,
}

/// Loads the demonstration into an empty database; one that holds it already is left as it is.
/// Errors: the database holds a real shop.
pub(crate) async fn ensure(app: &App) -> Result<Demo> {
    let found = app.read(Actor::Operator, |ctx| Box::pin(look(ctx))).await?;
    let is_new = match found {
        Found::Demonstration => false,
        Found::Shop => bail!(
            "this database holds a shop of its own, and a demonstration belongs in an empty one: leave --demo out, or \
             name another place with --data DIR"
        ),
        Found::Nothing => load::load(app).await.context("the demonstration cannot be loaded")?,
    };
    let (vendors, products) = app.read(Actor::Operator, |ctx| Box::pin(count(ctx))).await?;
    Ok(Demo { vendors, products, is_new })
}

enum Found {
    Nothing,
    Demonstration,
    Shop,
}

async fn look(ctx: &Ctx<'_>) -> souk_market::Result<Found> {
    if settings::find_mark(ctx, MARK).await?.is_some() {
        return Ok(Found::Demonstration);
    }
    for status in [VendorStatus::Active, VendorStatus::Pending, VendorStatus::Suspended] {
        if !vendors::list(ctx, status, None, 1).await?.items.is_empty() {
            return Ok(Found::Shop);
        }
    }
    let categories = catalogue::top_categories(ctx, 1).await?;
    Ok(if categories.is_empty() { Found::Nothing } else { Found::Shop })
}

async fn count(ctx: &Ctx<'_>) -> souk_market::Result<(usize, i64)> {
    let vendors = vendors::list(ctx, VendorStatus::Active, None, MOST_VENDORS).await?;
    let products =
        catalogue::list_products(ctx, &ProductFilter { limit: 1, ..ProductFilter::default() }).await?;
    Ok((vendors.items.len(), products.total.unwrap_or_default()))
}
