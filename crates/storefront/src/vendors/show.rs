//! From the market's sellers to their pages.

use axum::extract::State;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use souk_http::read::Part;
use souk_http::{Access, Face, HttpState, Result, Route};
use souk_market::catalogue::description_html;
use souk_market::shop::{self, VendorQuery};
use souk_ui::common::{Common, common};
use souk_ui::page::browsed;
use souk_ui::request::PageRequest;
use souk_ui::routes;
use souk_ui::{CleanHtml, Frame, dates};

use super::{VendorPage, VendorsPage};
use crate::shared::away::{self, Away};
use crate::shared::cards::first_cards;
use crate::shared::listing_query::{Kind, ListingQuery, pages};
use crate::shared::makers::{makers, seller};

/// `GET /sellers` and `GET /s/{slug}`.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::VENDORS, "vendors", Access::Anyone, show_all),
        Route::new(Method::GET, routes::VENDOR, "vendor", Access::Anyone, show_one),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}

async fn show_all(State(http): State<HttpState>, request: PageRequest, uri: Uri) -> Result<Response> {
    let (after, nobody) = (after(&uri), request.nobody());
    let address = after
        .as_deref()
        .map_or_else(|| routes::vendors().to_owned(), |after| page_href(routes::vendors(), after));
    let look = async {
        let found = shop::vendors(http.app(), nobody.viewer(), after).await?;
        let setting = nobody.setting(found.layout);
        Ok(VendorsPage {
            makers: makers(&found.vendors),
            pages: pages(
                &ListingQuery::default(),
                routes::vendors(),
                (&found.ahead, found.next.as_deref()),
                found.vendors.len(),
                (found.total, false),
            ),
            frame: setting.frame,
        })
    };
    Ok(browsed(common(&http, &request, &address, look).await?.answer()))
}

async fn show_one(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(slug): Part<String>,
    uri: Uri,
) -> Result<Response> {
    let (query, nobody) = (asked(&uri), request.nobody());
    let lower = slug.to_ascii_lowercase();
    let address = query.href(&routes::vendor(&lower));
    let look = async {
        let asked = VendorQuery {
            slug: lower,
            category: query.kind.clone(),
            sort: query.sort.order(),
            after: query.after.clone(),
        };
        let found = shop::vendor(http.app(), nobody.viewer(), asked).await?;
        Ok(page(&nobody, found, query, http.app().now()))
    };
    let shown = common(&http, &request, &address, look).await?;
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

    fn good_until(&self) -> Option<Timestamp> {
        self.good_until
    }
}

fn page(
    request: &PageRequest,
    found: shop::VendorPage,
    mut query: ListingQuery,
    now: Timestamp,
) -> VendorPage {
    let mut setting = request.setting(found.layout);
    let vendor = &found.vendor;
    let closure = vendor.closure();
    let away = closure.filter(|closure| closure.holds(now)).map(|closure| Away {
        words: away::away(&vendor.name, closure.until),
        notice: vendor.closure_notice.clone(),
    });
    let path = routes::vendor(&vendor.slug);
    setting.frame.path.clone_from(&path);
    query.kind = found.category.unwrap_or_default();
    let kinds = found.categories.into_iter().filter(|kind| kind.products > 0).map(|kind| Kind {
        here: kind.slug == query.kind,
        count: kind.products.unsigned_abs(),
        name: kind.name,
        slug: kind.slug,
    });
    VendorPage {
        kinds: kinds.collect(),
        seller: seller(vendor),
        tagline: vendor.tagline.clone(),
        story: CleanHtml::sanitised(description_html(&vendor.story)),
        since: dates::month(vendor.created_at),
        away,
        good_until: closure.and_then(|closure| closure.next_turn(now)),
        delivery_note: vendor.delivery_note.clone(),
        return_note: vendor.return_note.clone(),
        things: number(found.products),
        count: number(found.count),
        cards: first_cards(&setting, &found.listed),
        pages: pages(
            &query,
            &path,
            (&found.ahead, found.next.as_deref()),
            found.listed.len(),
            (found.count, found.is_uncounted),
        ),
        query,
        frame: setting.frame,
    }
}

fn number(counted: i64) -> u32 {
    u32::try_from(counted).unwrap_or(u32::MAX)
}

fn after(uri: &Uri) -> Option<String> {
    ListingQuery::parse(uri.query().unwrap_or_default()).after
}

fn page_href(path: &str, next: &str) -> String {
    ListingQuery::default().page(next).href(path)
}
