//! From an address with filters to the page of a listing.

mod chips;
pub(super) mod narrow;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use narrow::Narrowed;
use souk_http::read::Part;
use souk_http::{Edge, Result};
use souk_market::Ctx;
use souk_market::catalogue::{self, Category, MAX_COUNTED, ProductFilter};
use souk_ui::common::{Common, common};
use souk_ui::page::browsed;
use souk_ui::request::{Guest, Setting};
use souk_ui::routes;
use souk_ui::texts::say;
use souk_ui::{Crumb, Frame, money};

use super::{Facets, Kind, Listing, ListingPage, ListingQuery, SellerChoice, forgiving, shelf};

/// `GET /products`: everything.
pub(super) async fn everything(
    State(edge): State<Edge>,
    guest: Guest,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&edge, guest, &uri, &headers, None).await
}

/// `GET /c/{slug}`: a category with all below it.
pub(super) async fn category(
    State(edge): State<Edge>,
    guest: Guest,
    Part(slug): Part<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&edge, guest, &uri, &headers, Some(slug)).await
}

async fn answer(
    edge: &Edge,
    guest: Guest,
    uri: &Uri,
    headers: &HeaderMap,
    slug: Option<String>,
) -> Result<Response> {
    let query = ListingQuery::parse(uri.query().unwrap_or_default());
    let (asked, nobody) = (slug.clone(), guest.nobody());
    let path = slug.as_deref().map_or_else(|| routes::products().to_owned(), routes::category);
    let shown = common(edge, &guest, &query.href(&path), move |ctx| {
        let (guest, slug, query) = (nobody.clone(), asked.clone(), query.clone());
        Box::pin(async move { look(ctx, &guest, slug.as_deref(), query).await })
    })
    .await?;
    // one listing has one address
    let listing = &shown.page().listing;
    if slug.is_some_and(|slug| routes::category(&slug) != listing.path) {
        return Ok(Redirect::permanent(&listing.query.href(&listing.path)).into_response());
    }
    Ok(browsed(shown.fragment_or_page(headers)))
}

impl Common for ListingPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

async fn look(
    ctx: &Ctx<'_>,
    guest: &Guest,
    slug: Option<&str>,
    query: ListingQuery,
) -> souk_market::Result<ListingPage> {
    let mut setting = guest.setting(ctx).await?;
    let category = match slug {
        Some(slug) => Some(catalogue::find_category_by_slug(ctx, slug).await?),
        None => None,
    };
    let path = category
        .as_ref()
        .map_or_else(|| routes::products().to_owned(), |category| routes::category(&category.slug));
    setting.frame.path.clone_from(&path);
    let narrowed = narrow::narrow(ctx, &setting, query).await?;
    let filter =
        ProductFilter { category: category.as_ref().map(|category| category.id), ..narrowed.filter.clone() };
    let page = forgiving::list(ctx, filter.clone()).await?;
    let facets = facets(ctx, &setting, category.as_ref(), &filter, &narrowed).await?;
    let title = category.as_ref().map_or_else(|| say("nav-all", &[]), |category| category.name.clone());
    let title = if category.is_none() && narrowed.query.on_sale { say("nav-sale", &[]) } else { title };
    let intro = match &category {
        Some(category) => category.description.clone(),
        None if narrowed.query.on_sale => say("listing-sale-intro", &[]),
        None => say("listing-all-intro", &[]),
    };
    let listing = Listing {
        title,
        intro,
        notice: narrowed.notice.clone(),
        crumbs: crumbs(ctx, category.as_ref()).await?,
        facets,
        chips: chips::chips(&setting, &narrowed, &path),
        count: page.total.unwrap_or(MAX_COUNTED).unsigned_abs(),
        cards: shelf::first_cards(ctx, &setting, &page.items).await?,
        next: page.next,
        currency_sign: money::sign(setting.market.currency),
        path,
        query: narrowed.query,
    };
    Ok(ListingPage { frame: setting.frame, listing })
}

/// From the front door down to here.
async fn crumbs(ctx: &Ctx<'_>, category: Option<&Category>) -> souk_market::Result<Vec<Crumb>> {
    let mut crumbs = vec![Crumb::to(say("home", &[]), routes::home())];
    let Some(category) = category else {
        crumbs.push(Crumb::here(say("nav-all", &[])));
        return Ok(crumbs);
    };
    for step in catalogue::category_path(ctx, category.id).await? {
        crumbs.push(if step.id == category.id {
            Crumb::here(step.name)
        } else {
            Crumb::to(step.name, routes::category(&step.slug))
        });
    }
    Ok(crumbs)
}

/// What the listing can be narrowed by: the categories below, or beside it when nothing is below, and who sells here.
async fn facets(
    ctx: &Ctx<'_>,
    setting: &Setting,
    category: Option<&Category>,
    filter: &ProductFilter,
    narrowed: &Narrowed,
) -> souk_market::Result<Facets> {
    let own = catalogue::facets(ctx, filter).await?;
    let beside = match category {
        Some(category) if own.categories.iter().all(|below| below.products == 0) => {
            let level = ProductFilter { category: category.parent, ..filter.clone() };
            catalogue::category_facets(ctx, &level).await?
        }
        _ => own.categories,
    };
    let is_here = |slug: &str| category.is_some_and(|category| category.slug == slug);
    let kinds = beside
        .into_iter()
        .filter(|kind| kind.products > 0 || is_here(&kind.slug))
        .map(|kind| Kind {
            here: is_here(&kind.slug),
            count: kind.products.unsigned_abs(),
            name: kind.name,
            slug: kind.slug,
        })
        .collect();
    let mut sellers: Vec<SellerChoice> = own
        .vendors
        .into_iter()
        .map(|vendor| SellerChoice {
            chosen: narrowed.sellers.iter().any(|seller| seller.slug == vendor.slug),
            count: vendor.products.unsigned_abs(),
            name: vendor.name,
            slug: vendor.slug,
        })
        .collect();
    // who is chosen stays in sight, even with nothing left to show
    for seller in &narrowed.sellers {
        if !sellers.iter().any(|choice| choice.slug == seller.slug) {
            let (name, slug) = (seller.name.clone(), seller.slug.clone());
            sellers.push(SellerChoice { name, slug, count: 0, chosen: true });
        }
    }
    let counted = async |filter: ProductFilter| -> souk_market::Result<u64> {
        Ok(catalogue::count_products(ctx, &filter).await?.unsigned_abs())
    };
    Ok(Facets {
        in_stock: counted(ProductFilter { in_stock_only: true, ..filter.clone() }).await?,
        on_sale: counted(ProductFilter { on_sale_only: true, ..filter.clone() }).await?,
        prices: own.prices.map(|(low, high)| (setting.money(low), setting.money(high))),
        kinds,
        sellers,
    })
}
