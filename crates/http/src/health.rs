//! Is it alive, is it ready, how is it doing.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, header};
use souk_domain::refusal::RequestRefusal;
use subtle::ConstantTimeEq as _;

use crate::{Access, Client, Edge, Face, Refusal, Result, Route, Shed, signed::bearer};

/// What Prometheus expects of its text format.
const METRICS_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";
/// When a probe should look again.
const NOT_READY_RETRY_S: u32 = 1;

pub(crate) fn routes() -> Vec<Route> {
    let probe = |route: Route| route.face(Face::Plain).shed(Shed::Never);
    vec![
        probe(Route::new(Method::GET, "/livez", "livez", Access::Anyone, livez)),
        probe(Route::new(Method::GET, "/readyz", "readyz", Access::Anyone, readyz)),
        probe(Route::new(Method::GET, "/metrics", "metrics", Access::Scraper, metrics)),
    ]
}

/// The process answers.
async fn livez() -> &'static str {
    "ok\n"
}

/// The database answers, and its schema is the one this binary needs.
async fn readyz(State(edge): State<Edge>) -> Result<&'static str> {
    let db = edge.app().db();
    let ready = match db.ping().await {
        Ok(()) => db.require_current_schema().await,
        down => down,
    };
    ready.map(|()| "ready\n").map_err(|error| {
        tracing::warn!(%error, "not ready");
        RequestRefusal::Unavailable { retry_after_s: NOT_READY_RETRY_S }.into()
    })
}

/// What has been counted; for everyone else it does not exist.
async fn metrics(State(edge): State<Edge>, client: Client, headers: HeaderMap) -> Result<Response> {
    let settings = edge.settings();
    let knows_token = match (&settings.metrics_token, bearer(&headers)) {
        (Some(token), Some(sent)) => bool::from(token.as_bytes().ct_eq(sent.as_bytes())),
        _ => false,
    };
    match &settings.render_metrics {
        Some(render) if knows_token || client.is_unforwarded_loopback() => {
            Ok(([(header::CONTENT_TYPE, METRICS_TYPE)], render()).into_response())
        }
        _ => Err(Refusal::from(RequestRefusal::NotFound)),
    }
}
