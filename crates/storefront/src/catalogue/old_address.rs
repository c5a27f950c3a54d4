//! Addresses as the usual shop software has them: a shop that moved here keeps its links.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use souk_domain::path;
use souk_domain::percent::encode_path;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::{Part, Parts};
use souk_http::{HttpState, Result, moved_permanently};
use souk_market::{Actor, catalogue, redirects};
use souk_ui::routes;

/// How the usual shop software calls the category of everything.
const ALL: &str = "all";

/// `GET /products/{handle}`: the product that has the handle for its address now, or had it once.
pub(super) async fn product(
    State(http): State<HttpState>,
    Part(handle): Part<String>,
    uri: Uri,
) -> Result<Response> {
    to_product(&http, handle, &uri).await
}

/// `GET /collections/{handle}/products/{product}`: the same, whatever the category.
pub(super) async fn product_in_category(
    State(http): State<HttpState>,
    Parts(_, handle): Parts<String, String>,
    uri: Uri,
) -> Result<Response> {
    to_product(&http, handle, &uri).await
}

/// `GET /collections`: everything there is.
pub(super) async fn categories(uri: Uri) -> Result<Response> {
    Ok(moved_permanently(routes::products(), uri.query()))
}

/// `GET /collections/{handle}`: the category that has the handle for its address.
pub(super) async fn category(
    State(http): State<HttpState>,
    Part(handle): Part<String>,
    uri: Uri,
) -> Result<Response> {
    if handle == ALL {
        return Ok(moved_permanently(routes::products(), uri.query()));
    }
    let found = catalogue::find_category_address(http.app(), Actor::Guest, handle.clone()).await?;
    let address = match found {
        Some(slug) => routes::category(&slug),
        None => led_on(&http, &[(path::OLD_CATEGORY, &handle), (path::CATEGORY, &handle)]).await?,
    };
    Ok(moved_permanently(&address, uri.query()))
}

async fn to_product(http: &HttpState, handle: String, uri: &Uri) -> Result<Response> {
    let found = catalogue::find_product_address(http.app(), Actor::Guest, handle.clone()).await?;
    let address = match found {
        Some(slug) => routes::product(&slug),
        None => led_on(http, &[(path::OLD_PRODUCT, &handle), (path::PRODUCT, &handle)]).await?,
    };
    Ok(moved_permanently(&address, uri.query()))
}

/// Where the first of some old addresses leads. Errors: none of them leads anywhere.
async fn led_on(http: &HttpState, at: &[(&str, &str)]) -> Result<String> {
    let paths = at.iter().map(|(pattern, word)| path::filled(pattern, word)).collect();
    let to = redirects::find_redirect(http.app(), Actor::Guest, paths).await?;
    Ok(encode_path(&to.ok_or(RequestRefusal::NotFound)?))
}
