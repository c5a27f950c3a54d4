use souk_db::BoxFuture;

use super::{
    Layout, ListedProduct, Viewer,
    cards::{listed, others},
    layout,
    vendors::{self, VendorCard},
};
use crate::{
    Actor, App, Ctx, Result,
    catalogue::{self, CategoryFacet, ProductFilter},
    orders,
    vendors::{Vendor, VendorStatus, count_open, list},
};

/// Newest products looked at, so that one busy vendor does not fill the front page.
const LOOKED_AT: u32 = 32;
/// Vendors shown: one row.
const VENDORS: u32 = 4;
/// Products in a row of best sellers or of what is on sale.
const ROW: usize = 4;

/// What the front page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    pub layout: Layout,
    /// Top categories with what is in each.
    pub categories: Vec<CategoryFacet>,
    /// How many products there are, up to [`catalogue::MAX_COUNTED`].
    pub products: i64,
    /// How many vendors sell here.
    pub vendor_count: i64,
    pub newest: Vec<ListedProduct>,
    /// What was bought most and can still be had: a full row, or nothing.
    pub best: Vec<ListedProduct>,
    /// What costs less than it did: a full row, or nothing.
    pub on_sale: Vec<ListedProduct>,
    /// The vendor who tells most about themselves.
    pub story: Option<Story>,
    pub vendors: Vec<VendorCard>,
}

/// A vendor and their newest products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    pub vendor: Vendor,
    pub products: i64,
    pub newest: Vec<ListedProduct>,
}

/// The front page.
pub fn home(app: &App, viewer: Viewer) -> BoxFuture<'static, Result<Home>> {
    app.read_with(Actor::Guest, viewer, |ctx, viewer| Box::pin(load(ctx, viewer)))
}

async fn load(ctx: &Ctx<'_>, viewer: &Viewer) -> Result<Home> {
    let layout = layout::load(ctx, viewer).await?;
    let newest = ProductFilter { limit: LOOKED_AT, ..ProductFilter::default() };
    let categories = catalogue::category_facets(ctx, &newest).await?;
    let found = catalogue::list_products(ctx, &newest).await?;
    let sellers = list(ctx, VendorStatus::Active, None, VENDORS).await?.items;
    let sale = ProductFilter { on_sale_only: true, in_stock_only: true, ..newest };
    Ok(Home {
        categories,
        products: found.total.unwrap_or(catalogue::MAX_COUNTED),
        vendor_count: count_open(ctx).await?,
        newest: listed(ctx, &layout, found.items).await?,
        best: best(ctx, &layout).await?,
        on_sale: full_row(others(ctx, &layout, sale, &[], ROW).await?),
        story: story(ctx, &layout, &sellers).await?,
        vendors: vendors::cards(ctx, &layout, sellers).await?,
        layout,
    })
}

/// A row that is not full looks like a mistake.
fn full_row(products: Vec<ListedProduct>) -> Vec<ListedProduct> {
    if products.len() < ROW { Vec::new() } else { products }
}

async fn best(ctx: &Ctx<'_>, layout: &Layout) -> Result<Vec<ListedProduct>> {
    let ids = orders::list_best_sellers(ctx, LOOKED_AT).await?;
    let mut found = catalogue::find_cards(ctx, &ids).await?;
    found.retain(|product| product.in_stock);
    found.sort_by_key(|product| ids.iter().position(|id| *id == product.id));
    found.truncate(ROW);
    Ok(full_row(listed(ctx, layout, found).await?))
}

async fn story(ctx: &Ctx<'_>, layout: &Layout, vendors: &[Vendor]) -> Result<Option<Story>> {
    let Some(vendor) = vendors.iter().max_by_key(|vendor| vendor.story.len()) else { return Ok(None) };
    let newest = catalogue::newest_of_vendor(ctx, vendor.id, LOOKED_AT).await?;
    Ok(Some(Story {
        vendor: vendor.clone(),
        products: catalogue::count_of_vendor(ctx, vendor.id).await?,
        newest: listed(ctx, layout, newest).await?,
    }))
}
