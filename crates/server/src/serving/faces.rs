//! What is served: the table of every address, over one edge.

use axum::Router;
use souk_http::{Edge, Route, Settings};
use souk_market::App;

/// The edge of this server.
pub(crate) fn edge(app: &App, settings: Settings) -> Edge {
    Edge::new(app.clone(), settings, None)
}

/// The service of every face.
pub(crate) fn router(edge: &Edge) -> Router {
    souk_http::router(edge, routes())
}

/// Every address of this server.
fn routes() -> Vec<Route> {
    souk_http::health_routes()
}
