use souk_db::BoxFuture;
use souk_domain::{
    money::parse_typed_price,
    refusal::{Refusal, VendorRefusal},
};

use super::{
    Layout, ListedProduct, Viewer,
    cards::{listed, page},
    layout,
};
use crate::{
    Actor, App, Ctx, Result,
    catalogue::{self, Category, CategoryFacet, MAX_COUNTED, MAX_VENDORS, ProductFilter, Sort, VendorFacet},
    paging::Ahead,
    vendors::{self, Vendor},
};

/// What a listing is asked for, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingQuery {
    /// The slug of a category; `None`: everything.
    pub category: Option<String>,
    /// Slugs; those who do not sell here are left out.
    pub vendors: Vec<String>,
    /// Prices in the market's currency, as people type them; empty: none.
    pub min_price: String,
    pub max_price: String,
    pub in_stock_only: bool,
    pub on_sale_only: bool,
    pub sort: Sort,
    pub after: Option<String>,
}

/// A listing, and how it can be narrowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    pub layout: Layout,
    pub category: Option<Category>,
    /// The category and those above it, from the top down; empty for everything.
    pub path: Vec<Category>,
    /// The vendors that were asked for and sell here.
    pub chosen: Vec<Vendor>,
    /// What the prices came to, minor units; they are the right way round.
    pub min_price: Option<i64>,
    pub max_price: Option<i64>,
    /// Whether a price was typed that is none.
    pub odd_min_price: bool,
    pub odd_max_price: bool,
    /// Whether the prices were typed the wrong way round.
    pub swapped: bool,
    pub listed: Vec<ListedProduct>,
    pub next: Option<String>,
    /// What stands on the pages before.
    pub ahead: Ahead,
    /// How many products fit, over all pages, up to [`MAX_COUNTED`].
    pub count: i64,
    /// Whether there are more than that.
    pub is_uncounted: bool,
    /// The categories right below, or where nothing is below, those beside it; empty ones too.
    pub categories: Vec<CategoryFacet>,
    pub vendors: Vec<VendorFacet>,
    /// Whether others sell here too.
    pub more_vendors: bool,
    /// Lowest and highest price, minor units; none when nothing is there.
    pub prices: Option<(i64, i64)>,
    /// How many of them can be had now, and how many cost less than they did.
    pub in_stock: i64,
    pub on_sale: i64,
}

/// A category with all below it, or everything. Errors: no such category.
pub fn listing(app: &App, viewer: Viewer, query: ListingQuery) -> BoxFuture<'static, Result<Listing>> {
    app.read_with(Actor::Guest, (viewer, query), |ctx, (viewer, query)| Box::pin(load(ctx, viewer, query)))
}

async fn load(ctx: &Ctx<'_>, viewer: &Viewer, query: &ListingQuery) -> Result<Listing> {
    let layout = layout::load(ctx, viewer).await?;
    let category = match &query.category {
        Some(slug) => Some(catalogue::find_category_by_slug(ctx, slug).await?),
        None => None,
    };
    let path = match &category {
        Some(category) => catalogue::category_path(ctx, category.id).await?,
        None => Vec::new(),
    };
    let chosen = open_vendors(ctx, &query.vendors).await?;
    let read = |typed: &str| parse_typed_price(typed, layout.market.currency).ok();
    let (min, max) = (read(&query.min_price), read(&query.max_price));
    let swapped = min.zip(max).is_some_and(|(min, max)| min > max);
    let (min_price, max_price) = if swapped { (max, min) } else { (min, max) };
    let filter = ProductFilter {
        category: category.as_ref().map(|category| category.id),
        vendors: chosen.iter().map(|vendor| vendor.id).collect(),
        min_price,
        max_price,
        in_stock_only: query.in_stock_only,
        on_sale_only: query.on_sale_only,
        sort: query.sort,
        after: query.after.clone(),
        ..ProductFilter::default()
    };
    let (found, ahead) = page(ctx, &filter).await?;
    let facets = catalogue::facets(ctx, &filter).await?;
    let only_in_stock = ProductFilter { in_stock_only: true, ..filter.clone() };
    let only_on_sale = ProductFilter { on_sale_only: true, ..filter.clone() };
    Ok(Listing {
        categories: categories(ctx, category.as_ref(), filter, facets.categories).await?,
        vendors: facets.vendors,
        more_vendors: facets.more_vendors,
        prices: facets.prices,
        in_stock: catalogue::count_products(ctx, &only_in_stock).await?,
        on_sale: catalogue::count_products(ctx, &only_on_sale).await?,
        count: found.total.unwrap_or(MAX_COUNTED),
        is_uncounted: found.total.is_none(),
        listed: listed(ctx, &layout, found.items).await?,
        next: found.next,
        ahead,
        odd_min_price: min.is_none() && !query.min_price.is_empty(),
        odd_max_price: max.is_none() && !query.max_price.is_empty(),
        layout,
        category,
        path,
        chosen,
        min_price,
        max_price,
        swapped,
    })
}

/// Of these, the vendors that sell here, as many as one statement takes.
async fn open_vendors(ctx: &Ctx<'_>, slugs: &[String]) -> Result<Vec<Vendor>> {
    let mut found: Vec<Vendor> = Vec::new();
    for slug in slugs.iter().take(MAX_VENDORS) {
        match vendors::find_open_by_slug(ctx, slug).await {
            Ok(vendor) if !found.contains(&vendor) => found.push(vendor),
            Ok(_) => {}
            Err(error) if matches!(error.refusal(), Some(Refusal::Vendor(VendorRefusal::NotFound))) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The categories below; where nothing is below, those beside it.
async fn categories(
    ctx: &Ctx<'_>,
    category: Option<&Category>,
    filter: ProductFilter,
    below: Vec<CategoryFacet>,
) -> Result<Vec<CategoryFacet>> {
    match category {
        Some(category) if below.iter().all(|below| below.products == 0) => {
            let beside = ProductFilter { category: category.parent, ..filter };
            catalogue::category_facets(ctx, &beside).await
        }
        _ => Ok(below),
    }
}
