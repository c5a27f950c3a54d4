//! Is it alive, is it ready, how is it doing.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, header};
use serde_json::{Value, json};
use souk_domain::refusal::RequestRefusal;
use souk_market::{Seldom, lanes::LaneView};
use subtle::ConstantTimeEq as _;

use crate::{Access, Client, Face, HttpState, Refusal, Result, Route, Shed, current_session::bearer};

/// What Prometheus expects of its text format.
const METRICS_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";
/// A probe asks every second or so.
static NOT_READY: Seldom = Seldom::new();
/// When a probe should look again.
const NOT_READY_RETRY_S: u32 = 1;

pub(crate) fn routes() -> Vec<Route> {
    let probe = |route: Route| route.face(Face::Plain).shed(Shed::Never);
    vec![
        probe(Route::new(Method::GET, "/livez", "livez", Access::Anyone, livez)),
        probe(Route::new(Method::GET, "/readyz", "readyz", Access::Anyone, readyz)),
        probe(Route::new(Method::GET, "/metrics", "metrics", Access::Scraper, tell_metrics)),
    ]
}

/// The process answers.
async fn livez() -> &'static str {
    "ok\n"
}

/// The database answers and takes what is written, and its schema is the one this binary needs. How each lane of the worker
/// does stands in the answer either way: one that is ill keeps no visitor from buying.
async fn readyz(State(http): State<HttpState>, client: Client, headers: HeaderMap) -> Result<Json<Value>> {
    let lanes = lanes(&http, may_see_inside(&http, &client, &headers));
    http.app().db().ready().await.map(|()| Json(json!({"status": "ready", "lanes": lanes}))).map_err(
        |error| {
            if let Some(unsaid) = NOT_READY.turn() {
                tracing::warn!(%error, unsaid, "not ready");
            }
            let refusal =
                Refusal::from(RequestRefusal::StorageUnavailable { retry_after_s: NOT_READY_RETRY_S });
            refusal.with("lanes", lanes)
        },
    )
}

/// The lanes of this process. What an error says is for those who run the shop.
fn lanes(http: &HttpState, with_errors: bool) -> Value {
    let lane = |lane: LaneView| {
        let state = if lane.ill.is_some() { "ill" } else { "well" };
        let mut told =
            json!({"name": lane.name, "state": state, "last_success": lane.well_at.map(|at| at.to_string())});
        if let Some(ill) = lane.ill {
            told["since"] = json!(ill.since.to_string());
            told["why"] = json!(ill.why.as_str());
            if with_errors {
                told["error"] = json!(ill.words);
            }
        }
        told
    };
    http.app().lanes().list().into_iter().map(lane).collect()
}

/// Whether somebody runs the shop, or scrapes it for those who do.
fn may_see_inside(http: &HttpState, client: &Client, headers: &HeaderMap) -> bool {
    let knows_token = match (&http.settings().metrics_token, bearer(headers)) {
        (Some(token), Some(sent)) => bool::from(token.as_bytes().ct_eq(sent.as_bytes())),
        _ => false,
    };
    knows_token || client.is_unforwarded_loopback()
}

/// What has been counted; for everyone else it does not exist.
async fn tell_metrics(State(http): State<HttpState>, client: Client, headers: HeaderMap) -> Result<Response> {
    match &http.settings().render_metrics {
        Some(render) if may_see_inside(&http, &client, &headers) => {
            metrics::counter!("db_statements_total").absolute(http.app().db().statements_run());
            Ok(([(header::CONTENT_TYPE, METRICS_TYPE)], render()).into_response())
        }
        _ => Err(Refusal::from(RequestRefusal::NotFound)),
    }
}
