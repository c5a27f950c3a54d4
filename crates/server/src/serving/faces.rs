//! What is served: the table of every address, over one edge.

use axum::Router;
use souk_http::{Edge, Route, Settings};
use souk_market::App;

/// The edge of this server; whatever goes wrong on a page is told by a page.
pub(crate) fn edge(app: &App, settings: Settings) -> Edge {
    Edge::new(app.clone(), settings, Some(souk_site::error_page()))
}

/// The service of every face.
pub(crate) fn router(edge: &Edge) -> Router {
    souk_http::router(edge, routes())
}

/// Every address of this server.
fn routes() -> Vec<Route> {
    [souk_http::health_routes(), souk_api::routes(), souk_site::page_routes()].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn no_two_faces_claim_one_address_or_name() {
        let routes = super::routes();
        let addresses: BTreeSet<_> = routes.iter().map(|route| (route.method.as_str(), route.path)).collect();
        assert_eq!(addresses.len(), routes.len());
        let names: BTreeSet<_> = routes.iter().map(|route| route.name).collect();
        assert_eq!(names.len(), routes.len());
    }
}
