//! From the market's sellers to their pages.

use axum::extract::State;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use souk_http::read::Part;
use souk_http::{Access, Edge, Face, Result, Route};
use souk_market::Ctx;
use souk_market::catalogue::{self, MAX_COUNTED, ProductFilter, description_html};
use souk_market::paging::Page;
use souk_market::vendors::{self, Vendor, VendorStatus};
use souk_ui::common::{Common, common};
use souk_ui::page::browsed;
use souk_ui::request::{Guest, Setting};
use souk_ui::routes::{self, segment};
use souk_ui::{Frame, Seller, dates, words};

use super::{VendorPage, VendorsPage};
use crate::catalogue::{CleanHtml, Kind, ListingQuery, forgiving, order, place_of, shelf};
use crate::home::MakerCard;

/// Sellers on one page of all of them.
const SELLERS: u32 = 12;
/// A seller's things on one page.
const THINGS: u32 = 24;
/// Pictures on a seller's card.
const STRIP: u32 = 3;
/// What a card tells of a story.
const STORY_CHARS: usize = 140;

/// `GET /sellers` and `GET /s/{slug}`.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::VENDORS, "vendors", Access::Anyone, show_all),
        Route::new(Method::GET, routes::VENDOR, "vendor", Access::Anyone, show_one),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}

async fn show_all(State(edge): State<Edge>, guest: Guest, uri: Uri) -> Result<Response> {
    let (after, nobody) = (after(&uri), guest.nobody());
    let address = after
        .as_deref()
        .map_or_else(|| routes::vendors().to_owned(), |after| page_href(routes::vendors(), after));
    let sellers = common(&edge, &guest, &address, move |ctx| {
        let (guest, after) = (nobody.clone(), after.clone());
        Box::pin(async move {
            let setting = guest.setting(ctx).await?;
            let found = open(ctx, after.as_deref()).await?;
            Ok(VendorsPage {
                makers: makers(ctx, &setting, &found.items).await?,
                next_href: found.next.map(|next| page_href(routes::vendors(), &next)),
                frame: setting.frame,
            })
        })
    })
    .await?;
    Ok(browsed(sellers.answer()))
}

async fn show_one(
    State(edge): State<Edge>,
    guest: Guest,
    Part(slug): Part<String>,
    uri: Uri,
) -> Result<Response> {
    let (query, asked, nobody) = (asked(&uri), slug.to_ascii_lowercase(), guest.nobody());
    let address = query.href(&routes::vendor(&asked));
    let shown = common(&edge, &guest, &address, move |ctx| {
        let (guest, slug, query) = (nobody.clone(), asked.clone(), query.clone());
        Box::pin(async move { look(ctx, &guest, &slug, query).await })
    })
    .await?;
    // one seller has one address
    let own = &shown.page().seller.slug;
    if slug != *own {
        return Ok(Redirect::permanent(&routes::vendor(own)).into_response());
    }
    Ok(browsed(shown.answer()))
}

/// What of a listing's query counts on a seller's page.
fn asked(uri: &Uri) -> ListingQuery {
    let ListingQuery { sort, after, kind, .. } = ListingQuery::parse(uri.query().unwrap_or_default());
    ListingQuery { sort, after, kind, ..ListingQuery::default() }
}

impl Common for VendorsPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

impl Common for VendorPage {
    fn frame(&mut self) -> &mut Frame {
        &mut self.frame
    }
}

async fn look(
    ctx: &Ctx<'_>,
    guest: &Guest,
    slug: &str,
    mut query: ListingQuery,
) -> souk_market::Result<VendorPage> {
    let mut setting = guest.setting(ctx).await?;
    let vendor = vendors::find_open_by_slug(ctx, slug).await?;
    let path = routes::vendor(&vendor.slug);
    setting.frame.path.clone_from(&path);
    let all = ProductFilter { vendors: vec![vendor.id], limit: THINGS, ..ProductFilter::default() };
    let found = catalogue::category_facets(ctx, &all).await?;
    let chosen = found.iter().find(|kind| kind.slug == query.kind).map(|kind| kind.id);
    if chosen.is_none() {
        query.kind.clear();
    }
    let kinds = found.into_iter().filter(|kind| kind.products > 0).map(|kind| Kind {
        here: kind.slug == query.kind,
        count: kind.products.unsigned_abs(),
        name: kind.name,
        slug: kind.slug,
    });
    let kinds = kinds.collect();
    let things = catalogue::count_of_vendor(ctx, vendor.id).await?;
    let filter =
        ProductFilter { category: chosen, sort: order(query.sort), after: query.after.clone(), ..all };
    let page = forgiving::list(ctx, filter).await?;
    Ok(VendorPage {
        seller: seller(&vendor, &setting),
        tagline: vendor.tagline.clone(),
        story: CleanHtml::sanitised(description_html(&vendor.story)),
        since: dates::month(vendor.created_at),
        delivery_note: vendor.delivery_note.clone(),
        return_note: vendor.return_note.clone(),
        things: count(Some(things)),
        count: count(page.total),
        kinds,
        cards: shelf::first_cards(ctx, &setting, &page.items).await?,
        first_href: query.after.as_ref().map(|_| query.first().href(&path)),
        next_href: page.next.map(|next| query.page(next).href(&path)),
        query,
        frame: setting.frame,
    })
}

/// The cards of these sellers: sign, a line, three things.
pub(crate) async fn makers(
    ctx: &Ctx<'_>,
    setting: &Setting,
    sellers: &[Vendor],
) -> souk_market::Result<Vec<MakerCard>> {
    let (mut things, mut counts) = (Vec::new(), Vec::new());
    for vendor in sellers {
        let found = catalogue::newest_of_vendor(ctx, vendor.id, STRIP).await?;
        counts.push((found.len(), count(Some(catalogue::count_of_vendor(ctx, vendor.id).await?))));
        things.extend(found);
    }
    let mut cards = shelf::cards(ctx, setting, &things).await?.into_iter();
    let maker = |(vendor, (shown, things)): (&Vendor, (usize, u32))| MakerCard {
        seller: seller(vendor, setting),
        things,
        story: line(vendor),
        pictures: cards.by_ref().take(shown).map(|card| card.picture).collect(),
    };
    Ok(sellers.iter().zip(counts).map(maker).collect())
}

/// The sellers that are open; a cursor that cannot be read counts as none.
async fn open(ctx: &Ctx<'_>, after: Option<&str>) -> souk_market::Result<Page<Vendor>> {
    match vendors::list(ctx, VendorStatus::Active, after, SELLERS).await {
        Err(error) if forgiving::is_bad_cursor(&error) => {
            vendors::list(ctx, VendorStatus::Active, None, SELLERS).await
        }
        found => found,
    }
}

/// The tagline, or how the story begins.
fn line(vendor: &Vendor) -> String {
    if vendor.tagline.is_empty() {
        words::plain(&description_html(&vendor.story), STORY_CHARS)
    } else {
        vendor.tagline.clone()
    }
}

fn seller(vendor: &Vendor, setting: &Setting) -> Seller {
    Seller {
        name: vendor.name.clone(),
        slug: vendor.slug.clone(),
        place: place_of(&vendor.city, &vendor.country, setting),
    }
}

fn count(total: Option<i64>) -> u32 {
    u32::try_from(total.unwrap_or(MAX_COUNTED)).unwrap_or(u32::MAX)
}

fn after(uri: &Uri) -> Option<String> {
    ListingQuery::parse(uri.query().unwrap_or_default()).after
}

fn page_href(path: &str, next: &str) -> String {
    format!("{path}?after={}", segment(next))
}
