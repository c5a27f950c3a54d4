//! From an address with filters to the page of a listing.

mod chips;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use souk_http::read::Part;
use souk_http::{HttpState, Result};
use souk_market::catalogue::MAX_VENDORS;
use souk_market::shop;
use souk_ui::common::{Common, common};
use souk_ui::page::browsed;
use souk_ui::request::{PageRequest, Setting};
use souk_ui::routes;
use souk_ui::texts::say;
use souk_ui::{Crumb, Frame, money};

use super::{Facets, Listing, ListingPage, SellerChoice};
use crate::shared::cards::first_cards;
use crate::shared::listing_query::{Kind, ListingQuery, pages};

/// `GET /products`: everything.
pub(super) async fn everything(
    State(http): State<HttpState>,
    request: PageRequest,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&http, request, &uri, &headers, None).await
}

/// `GET /c/{slug}`: a category with all below it.
pub(super) async fn category(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(slug): Part<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&http, request, &uri, &headers, Some(slug)).await
}

async fn answer(
    http: &HttpState,
    request: PageRequest,
    uri: &Uri,
    headers: &HeaderMap,
    slug: Option<String>,
) -> Result<Response> {
    let query = ListingQuery::parse(uri.query().unwrap_or_default());
    let nobody = request.nobody();
    let path = slug.as_deref().map_or_else(|| routes::products().to_owned(), routes::category);
    let mut address = query.href(&path);
    if query.too_many_sellers {
        // its page says so, and another of the same address does not
        address.push_str(" too many sellers");
    }
    let asked = shop::ListingQuery {
        category: slug.clone(),
        vendors: query.sellers.clone(),
        min_price: query.min.clone(),
        max_price: query.max.clone(),
        in_stock_only: query.in_stock,
        on_sale_only: query.on_sale,
        sort: query.sort.order(),
        after: query.after.clone(),
    };
    let look = async { Ok(page(&nobody, &shop::listing(http.app(), nobody.viewer(), asked).await?, query)) };
    let shown = common(http, &request, &address, look).await?;
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

fn page(request: &PageRequest, found: &shop::Listing, query: ListingQuery) -> ListingPage {
    let query = understood(query, found);
    let mut setting = request.setting(found.layout.clone());
    let category = found.category.as_ref();
    let path =
        category.map_or_else(|| routes::products().to_owned(), |category| routes::category(&category.slug));
    setting.frame.path.clone_from(&path);
    let (title, intro) = match category {
        Some(category) => (category.name.clone(), category.description.clone()),
        None if query.on_sale => (say("nav-sale", &[]), say("listing-sale-intro", &[])),
        None => (say("nav-all", &[]), say("listing-all-intro", &[])),
    };
    let mut notices = Vec::new();
    if found.odd_min_price || found.odd_max_price {
        notices.push(say("listing-odd-price", &[]));
    }
    if query.too_many_sellers {
        notices.push(say("listing-many-sellers", &[("count", &MAX_VENDORS)]));
    }
    let listing = Listing {
        title,
        intro,
        notice: notices.join(" "),
        crumbs: crumbs(found),
        chips: chips::chips(&setting, &query, found, &path),
        facets: facets(&setting, found),
        count: found.count.unsigned_abs(),
        is_uncounted: found.is_uncounted,
        cards: first_cards(&setting, &found.listed),
        pages: pages(
            &query,
            &path,
            (&found.ahead, found.next.as_deref()),
            found.listed.len(),
            (found.count, found.is_uncounted),
        ),
        currency_sign: money::sign(setting.market.currency),
        path,
        query,
    };
    ListingPage { frame: setting.frame, listing }
}

/// The query without what could not be understood.
fn understood(mut query: ListingQuery, found: &shop::Listing) -> ListingQuery {
    // a category's own page is chosen by its address
    query.kind.clear();
    query.sellers = found.chosen.iter().map(|seller| seller.slug.clone()).collect();
    if found.odd_min_price {
        query.min.clear();
    }
    if found.odd_max_price {
        query.max.clear();
    }
    if found.swapped {
        std::mem::swap(&mut query.min, &mut query.max);
    }
    query
}

/// From the front door down to here.
fn crumbs(found: &shop::Listing) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::to(say("home", &[]), routes::home())];
    let Some((here, above)) = found.path.split_last() else {
        crumbs.push(Crumb::here(say("nav-all", &[])));
        return crumbs;
    };
    crumbs.extend(above.iter().map(|step| Crumb::to(step.name.clone(), routes::category(&step.slug))));
    crumbs.push(Crumb::here(here.name.clone()));
    crumbs
}

/// What the listing can be narrowed by: the categories below, or beside it when nothing is below, and who sells here.
fn facets(setting: &Setting, found: &shop::Listing) -> Facets {
    let is_here = |slug: &str| found.category.as_ref().is_some_and(|category| category.slug == slug);
    let kinds = found
        .categories
        .iter()
        .filter(|kind| kind.products > 0 || is_here(&kind.slug))
        .map(|kind| Kind {
            here: is_here(&kind.slug),
            count: kind.products.unsigned_abs(),
            name: kind.name.clone(),
            slug: kind.slug.clone(),
        })
        .collect();
    let mut sellers: Vec<SellerChoice> = found
        .vendors
        .iter()
        .map(|vendor| SellerChoice {
            chosen: found.chosen.iter().any(|seller| seller.slug == vendor.slug),
            count: vendor.products.unsigned_abs(),
            name: vendor.name.clone(),
            slug: vendor.slug.clone(),
        })
        .collect();
    // who is chosen stays in sight, even with nothing left to show
    for seller in &found.chosen {
        if !sellers.iter().any(|choice| choice.slug == seller.slug) {
            let (name, slug) = (seller.name.clone(), seller.slug.clone());
            sellers.push(SellerChoice { name, slug, count: 0, chosen: true });
        }
    }
    Facets {
        in_stock: found.in_stock.unsigned_abs(),
        on_sale: found.on_sale.unsigned_abs(),
        prices: found.prices.map(|(low, high)| (setting.money(low), setting.money(high))),
        kinds,
        sellers,
        sellers_cut: found.more_vendors.then_some(found.vendors.len()),
    }
}
