//! What search engines ask for: where they may look, and what there is.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::Response;
use jiff::tz::TimeZone;
use souk_http::{API, Access, Face, HttpState, Result, Route};
use souk_market::catalogue::{CategoryNode, ProductAddress};
use souk_market::shop::{self, Sitemap};
use souk_ui::routes;

use crate::pages::Policy;

/// Search engines come back by themselves; an hour spares the database the eager ones.
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// `GET /robots.txt` and `GET /sitemap.xml`.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::ROBOTS, "robots", Access::Anyone, robots),
        Route::new(Method::GET, routes::SITEMAP, "sitemap", Access::Anyone, sitemap),
    ]
    .map(|route| route.face(Face::Plain))
    .into()
}

async fn robots(State(http): State<HttpState>) -> Response {
    // the cart and the checkout of who has none say nothing, and may be looked at
    let closed = [routes::COUNTRY, below(routes::ORDER), routes::MAILBOX, API];
    let mut text = "User-agent: *\n".to_owned();
    for path in closed {
        text.push_str(&format!("Disallow: {path}\n"));
    }
    text.push_str(&format!("Sitemap: {}{}\n", http.public_url(), routes::SITEMAP));
    answer(text, "text/plain; charset=utf-8")
}

/// What every address of a pattern begins with.
fn below(pattern: &'static str) -> &'static str {
    pattern.split('{').next().unwrap_or(pattern)
}

async fn sitemap(State(http): State<HttpState>) -> Result<Response> {
    let found = paths(&shop::sitemap(http.app()).await?);
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for (path, changed) in found {
        // addresses are percent-encoded, so nothing in them means anything to XML
        let changed = changed.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        xml.push_str(&format!("<url><loc>{}{path}</loc>{changed}</url>\n", http.public_url()));
    }
    xml.push_str("</urlset>\n");
    Ok(answer(xml, "application/xml; charset=utf-8"))
}

/// Paths, with the day of the last change where it is known.
fn paths(found: &Sitemap) -> Vec<(String, Option<String>)> {
    let fixed = [
        routes::home(),
        routes::products(),
        routes::vendors(),
        routes::help(),
        routes::contact(),
        routes::policies(),
        routes::accessibility(),
    ];
    let mut paths: Vec<(String, Option<String>)> =
        fixed.into_iter().map(|path| (path.to_owned(), None)).collect();
    paths.extend(Policy::ALL.iter().map(|policy| (routes::policy(policy.as_str()), None)));
    add_categories(&found.categories, &mut paths);
    paths.extend(found.vendors.iter().map(|slug| (routes::vendor(slug), None)));
    paths.extend(found.products.iter().map(|product| (routes::product(&product.slug), Some(day(product)))));
    paths
}

/// Categories with something in them, each before those below it.
fn add_categories(nodes: &[CategoryNode], paths: &mut Vec<(String, Option<String>)>) {
    for node in nodes.iter().filter(|node| node.products > 0) {
        paths.push((routes::category(&node.slug), None));
        add_categories(&node.children, paths);
    }
}

fn day(product: &ProductAddress) -> String {
    product.updated_at.to_zoned(TimeZone::UTC).date().to_string()
}

fn answer(text: String, kind: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CACHE_CONTROL, FOR_AN_HOUR);
    response
}
