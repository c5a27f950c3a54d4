//! What is served: the table of every address, over one edge.

use axum::Router;
use souk_http::{HttpState, Route, Settings};
use souk_market::App;

/// The edge of this server; whatever goes wrong on a page is told by a page.
pub(crate) fn http(app: &App, settings: Settings) -> HttpState {
    let shop = souk_storefront::error_page();
    let pages = souk_backoffice::error_page(souk_vendor::error_page(shop));
    HttpState::new(app.clone(), settings, Some(pages))
}

/// The service of every face.
pub(crate) fn router(http: &HttpState) -> Router {
    souk_http::router(http, routes())
}

/// Every address of this server.
fn routes() -> Vec<Route> {
    [
        souk_http::health_routes(),
        souk_api::routes(),
        souk_ui::file_routes(),
        souk_storefront::page_routes(),
        souk_vendor::page_routes(),
        souk_backoffice::page_routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[test]
    fn no_two_faces_claim_one_address_or_name() {
        let (mut addresses, mut names) = (BTreeMap::new(), BTreeMap::new());
        for route in super::routes() {
            let address = format!("{} {}", route.method, route.path);
            let other = names.insert(route.name, address.clone());
            assert_eq!(other, None, "{} is also the name of {address}", route.name);
            let other = addresses.insert(address.clone(), route.name);
            assert_eq!(other, None, "{} has {address} too", route.name);
        }
    }
}
