//! What stands around every route, from the outside in: request id, client, CORS, framing, host, rate, load, authentication,
//! time limit; and on the way out: refusals written down, headers, one line of log, counters.
//!
//! It is one layer in small files rather than a stack of generic ones: each request passes it once, and the order reads
//! from top to bottom.

mod cors;
mod framing;
mod guard;
mod host;
mod moved;
mod rate;
mod record;
mod render;
mod request_id;

pub use request_id::RequestId;

use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use futures_util::FutureExt as _;
use http::{Method, StatusCode};
use souk_domain::{
    percent,
    refusal::{RequestRefusal, SECOND_FACTOR_REQUIRED},
};
use souk_market::Origin;
use tracing::Instrument as _;

use crate::{
    Client, CurrentSession, Face, HttpState, Refusal, SET_UP_CODES, SIGN_IN, Visitor, caller,
    load::Turn,
    routes::{Facts, Table, see_other},
    state::BUSY_RETRY_S,
};

/// What the layer is made over.
#[derive(Clone)]
struct Around {
    http: HttpState,
    table: Arc<Table>,
}

/// Puts the layer around a router and gives it its state.
pub(crate) fn around(http: &HttpState, table: Arc<Table>, router: Router<HttpState>) -> Router {
    let state = Around { http: http.clone(), table };
    router.layer(from_fn_with_state(state, pass)).with_state(http.clone())
}

/// One request, all the way in and out.
async fn pass(State(Around { http, table }): State<Around>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let facts = facts_of(&table, &request);
    let id = RequestId::of(&http, request.headers());
    let client = Client::of_request(
        request.extensions(),
        request.uri(),
        request.headers(),
        &http.settings().trusted_proxies,
    );
    request.extensions_mut().insert(id.clone());
    request.extensions_mut().insert(client);
    let asked = render::RequestFacts::of(&request, facts, id.clone());
    let visitor = (asked.face == Face::Page).then(|| Visitor::meet(&http, request.headers()));
    if let Some(visitor) = &visitor {
        request.extensions_mut().insert(visitor.clone());
    }
    let route = facts.map_or("unmatched", |facts| facts.path);
    let method = record::method_word(request.method());
    let span = tracing::info_span!("request", request_id = id.as_str(), method, route);
    let spent = rate::spend(&http, client);
    let outcome = enter(&http, facts, client, &spent, request, next).instrument(span.clone()).await;
    let (mut response, refusal) = render::answer(&http, &asked, outcome).await;
    rate::tell(&spent, &mut response);
    cors::allow(&http, &asked, &mut response);
    guard::add_headers(&http, &asked, &mut response);
    if let Some(visitor) = visitor {
        visitor.greet(&mut response);
    }
    let seen = record::Seen { route, method, status: response.status(), took: started.elapsed() };
    span.in_scope(|| record::write(&seen, refusal.as_ref()));
    response
}

/// The way in: the first thing that is wrong ends it.
async fn enter(
    http: &HttpState,
    facts: Option<&Facts>,
    client: Client,
    spent: &rate::Spent,
    mut request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if let Some(preflight) = cors::preflight(http, &request) {
        return Ok(preflight);
    }
    framing::check(&request)?;
    host::check(http, facts, &request)?;
    spent.check()?;
    let turn = Turn::enter(http, facts, client)?;
    let _until_end = turn.until_end();
    request.extensions_mut().insert(turn.clone());
    if let Some(facts) = facts {
        let signed = CurrentSession::of(http, facts, request.headers()).await?;
        match caller::admit(http, facts, request.headers(), &signed).await {
            Ok(Some(caller)) => {
                request.extensions_mut().insert(caller);
            }
            Ok(None) => {}
            Err(refusal) if facts.face == Face::Page && refusal.status() == StatusCode::UNAUTHORIZED => {
                return Ok(to_sign_in(&request));
            }
            Err(refusal) if facts.face == Face::Page && *refusal.code() == SECOND_FACTOR_REQUIRED => {
                return Ok(see_other(SET_UP_CODES));
            }
            Err(refusal) => return Err(refusal),
        }
        request.extensions_mut().insert(signed);
    }
    let origin = origin_of(facts, client, &request);
    let run = origin.around(next.run(request));
    let mut handled = std::pin::pin!(AssertUnwindSafe(run).catch_unwind());
    let timeout = http.settings().timeout;
    loop {
        // while a body comes, the end moves on
        let end = turn.end(timeout);
        match tokio::time::timeout_at(end, &mut handled).await {
            Ok(Ok(response)) => return Ok(response),
            Ok(Err(panicked)) => return Err(Refusal::internal(record::panic_words(panicked.as_ref()))),
            Err(_elapsed) if turn.end(timeout) > end => {}
            Err(_elapsed) => return Err(RequestRefusal::Unavailable { retry_after_s: BUSY_RETRY_S }.into()),
        }
    }
}

/// From where a request comes and what it calls, for the log of what people do. Of an address the last thing that it names is what the
/// request is about.
fn origin_of(facts: Option<&Facts>, client: Client, request: &Request) -> Origin {
    let named = |facts: &Facts| {
        let parts = facts.path.split('/').zip(request.uri().path().split('/'));
        let (_, object) = parts.filter(|(pattern, _)| pattern.starts_with('{')).last()?;
        Some(object.to_owned())
    };
    Origin {
        client: Some(client.network().to_string()),
        operation: facts.map(|facts| facts.name),
        object: facts.and_then(named),
    }
}

/// Sends a browser to where people sign in, and from there back to the page it wanted.
fn to_sign_in(request: &Request) -> Response {
    let wanted = match *request.method() {
        Method::GET => request.uri().path_and_query().map(http::uri::PathAndQuery::as_str),
        // what a form wanted to do cannot be repeated by an address: the page that it stood on can be opened again
        _ => page_of_form(request.headers()),
    };
    let address = match wanted {
        Some(wanted) => format!("{SIGN_IN}?next={}", percent::encode(wanted)),
        None => SIGN_IN.to_owned(),
    };
    see_other(&address)
}

/// The path of the page of ours that a form stood on, as the browser says it.
fn page_of_form(headers: &http::HeaderMap) -> Option<&str> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (_, from) = text(http::header::REFERER)?.split_once("://")?;
    let path = from.strip_prefix(text(http::header::HOST)?)?;
    path.starts_with('/').then_some(path)
}

/// The row of the table for this request; `HEAD` is asked of `GET`.
fn facts_of<'t>(table: &'t Table, request: &Request) -> Option<&'t Facts> {
    let path = request.extensions().get::<MatchedPath>()?.as_str();
    let rows = table.get(path)?;
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    rows.iter().find(|facts| facts.method == *method)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::page_of_form;

    #[test]
    fn who_signs_in_again_goes_on_at_the_page_of_the_form() {
        let led = |referer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("shop.example"));
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            page_of_form(&headers).map(str::to_owned)
        };
        let page = "/vendor/orders?view=all";
        assert_eq!(led("https://shop.example/vendor/orders?view=all").as_deref(), Some(page));
        for odd in
            ["https://shop.example.evil/vendor", "https://other.example/vendor", "shop.example/vendor", ""]
        {
            assert_eq!(led(odd), None, "{odd}");
        }
    }
}
