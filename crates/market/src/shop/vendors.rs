use souk_db::BoxFuture;

use super::{
    Layout, ListedProduct, Viewer,
    cards::{is_bad_cursor, listed, page},
    layout,
};
use crate::{
    Actor, App, Ctx, Result,
    catalogue::{self, CategoryFacet, MAX_COUNTED, ProductFilter, Sort},
    paging::{Ahead, Page},
    vendors::{Vendor, VendorStatus, ahead, count_open, find_open_by_slug, list},
};

/// Vendors on one page of all of them.
const VENDORS: u32 = 12;
/// A vendor's products on one page.
const PRODUCTS: u32 = 24;
/// Products on a vendor's card.
const STRIP: u32 = 3;

/// A vendor with the newest of what they sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorCard {
    pub vendor: Vendor,
    /// How many products they sell, up to [`MAX_COUNTED`].
    pub products: i64,
    pub newest: Vec<ListedProduct>,
}

/// One page of the vendors who sell here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorsPage {
    pub layout: Layout,
    pub vendors: Vec<VendorCard>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// What stands on the pages before.
    pub ahead: Ahead,
    /// How many vendors there are.
    pub total: i64,
}

/// Vendors who sell here, the newest first; a cursor that cannot be read counts as none.
pub fn vendors(app: &App, viewer: Viewer, after: Option<String>) -> BoxFuture<'static, Result<VendorsPage>> {
    app.read_with(Actor::Guest, (viewer, after), |ctx, (viewer, after)| {
        Box::pin(load_many(ctx, viewer, after.as_deref()))
    })
}

async fn load_many(ctx: &Ctx<'_>, viewer: &Viewer, after: Option<&str>) -> Result<VendorsPage> {
    let layout = layout::load(ctx, viewer).await?;
    let (after, ahead) = match ahead(ctx, VendorStatus::Active, after, VENDORS).await {
        Err(error) if is_bad_cursor(&error) => (None, Ahead::default()),
        ahead => (after, ahead?),
    };
    let found: Page<Vendor> = list(ctx, VendorStatus::Active, after, VENDORS).await?;
    Ok(VendorsPage {
        vendors: cards(ctx, &layout, found.items).await?,
        next: found.next,
        ahead,
        total: count_open(ctx).await?,
        layout,
    })
}

pub(super) async fn cards(ctx: &Ctx<'_>, layout: &Layout, vendors: Vec<Vendor>) -> Result<Vec<VendorCard>> {
    let (mut found, mut counts) = (Vec::new(), Vec::new());
    for vendor in &vendors {
        found.extend(catalogue::newest_of_vendor(ctx, vendor.id, STRIP).await?);
        counts.push(catalogue::count_of_vendor(ctx, vendor.id).await?);
    }
    // all of them at once: their details are one statement
    let mut newest = listed(ctx, layout, found).await?;
    let card = |(vendor, products): (Vendor, i64)| {
        let own = newest.extract_if(.., |listed| listed.product.vendor == vendor.id).collect();
        VendorCard { newest: own, products, vendor }
    };
    Ok(vendors.into_iter().zip(counts).map(card).collect())
}

/// What of a vendor's products is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorQuery {
    pub slug: String,
    /// The slug of a top category; empty, or one in which they have nothing: all.
    pub category: String,
    pub sort: Sort,
    pub after: Option<String>,
}

/// One vendor with a page of what they sell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorPage {
    pub layout: Layout,
    pub vendor: Vendor,
    /// How many products they sell, up to [`MAX_COUNTED`].
    pub products: i64,
    /// Top categories with what they have in each; empty ones too.
    pub categories: Vec<CategoryFacet>,
    /// The slug of the category that was asked for and is one.
    pub category: Option<String>,
    /// How many products fit, over all pages, up to [`MAX_COUNTED`].
    pub count: i64,
    /// Whether there are more than that.
    pub is_uncounted: bool,
    pub listed: Vec<ListedProduct>,
    pub next: Option<String>,
    /// What stands on the pages before.
    pub ahead: Ahead,
}

/// A vendor who sells here. Errors: not found, or not open.
pub fn vendor(app: &App, viewer: Viewer, query: VendorQuery) -> BoxFuture<'static, Result<VendorPage>> {
    app.read_with(Actor::Guest, (viewer, query), |ctx, (viewer, query)| {
        Box::pin(load_one(ctx, viewer, query))
    })
}

async fn load_one(ctx: &Ctx<'_>, viewer: &Viewer, query: &VendorQuery) -> Result<VendorPage> {
    let layout = layout::load(ctx, viewer).await?;
    let vendor = find_open_by_slug(ctx, &query.slug).await?;
    let all = ProductFilter { vendors: vec![vendor.id], limit: PRODUCTS, ..ProductFilter::default() };
    let categories = catalogue::category_facets(ctx, &all).await?;
    let category = categories.iter().find(|category| category.slug == query.category);
    let filter = ProductFilter {
        category: category.map(|category| category.id),
        sort: query.sort,
        after: query.after.clone(),
        ..all
    };
    let products = catalogue::count_of_vendor(ctx, vendor.id).await?;
    let (found, ahead) = page(ctx, &filter).await?;
    Ok(VendorPage {
        category: category.map(|category| category.slug.clone()),
        count: found.total.unwrap_or(MAX_COUNTED),
        is_uncounted: found.total.is_none(),
        listed: listed(ctx, &layout, found.items).await?,
        next: found.next,
        ahead,
        layout,
        vendor,
        products,
        categories,
    })
}
