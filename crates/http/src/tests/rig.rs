//! A few routes of each kind, called in process.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    response::{Html, IntoResponse as _, Response},
};
use http::{HeaderMap, Method, Request, StatusCode};
use serde::Deserialize;
use serde_json::Value;
use souk_market::BoxFuture;
use souk_testkit::market::Market;
use tower::ServiceExt as _;

use crate::{
    Access, ErrorContext, ErrorPage, Face, HttpState, Refusal, Result, Route, Settings, StaffCaller,
    VendorCaller, Visitor, health_routes,
    read::{Form, IdempotencyKey, Json, LongForm, Part, Query, Upload},
    router,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    quantity: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing {
    limit: Option<u32>,
}

fn routes() -> Vec<Route> {
    let page = |route: Route| route.face(Face::Page);
    vec![
        Route::new(
            Method::POST,
            "/api/lines",
            "add_line",
            Access::Anyone,
            |Json(line): Json<Line>| async move { line.quantity.to_string() },
        ),
        Route::new(
            Method::GET,
            "/api/lines",
            "list_lines",
            Access::Anyone,
            |Query(listing): Query<Listing>| async move { listing.limit.unwrap_or(24).to_string() },
        ),
        Route::new(
            Method::GET,
            "/api/lines/{line}",
            "show_line",
            Access::Anyone,
            |Part(line): Part<u32>| async move { line.to_string() },
        ),
        Route::new(
            Method::POST,
            "/api/orders",
            "place_order",
            Access::Anyone,
            |key: IdempotencyKey| async move { key.as_str().to_owned() },
        ),
        Route::new(Method::GET, "/api/vendor", "vendor", Access::Vendor, |caller: VendorCaller| async move {
            caller.vendor.to_string()
        }),
        Route::new(Method::GET, "/api/staff", "staff", Access::Staff, |caller: StaffCaller| async move {
            caller.actor.to_string()
        }),
        Route::new(Method::GET, "/api/panic", "panic", Access::Anyone, panics),
        Route::new(Method::GET, "/api/never", "never", Access::Anyone, std::future::pending::<()>),
        page(Route::new(Method::GET, "/form", "form", Access::Anyone, |visitor: Visitor| async move {
            visitor.form_token()
        })),
        page(Route::new(
            Method::POST,
            "/form",
            "send_form",
            Access::Anyone,
            |Form(line): Form<Line>| async move { line.quantity.to_string() },
        )),
        page(Route::new(Method::POST, "/files", "send_files", Access::Anyone, files)),
        page(Route::new(
            Method::POST,
            "/long",
            "send_long_form",
            Access::Anyone,
            |LongForm(pairs): LongForm| async move { pairs.len().to_string() },
        )),
    ]
}

/// Tells of each part its name, what its file is called, and how long it is.
async fn files(mut upload: Upload) -> Result<String> {
    let mut told = Vec::new();
    while let Some(part) = upload.next_part().await? {
        let (name, file) = (part.name.clone(), part.file_name.clone());
        told.push(format!("{name} {} {}", file.unwrap_or_default(), part.bytes(1_000).await?.len()));
    }
    Ok(told.join("; "))
}

#[allow(clippy::panic, reason = "what the edge does about it is tested")]
async fn panics() -> Result<String> {
    panic!("secret 4242424242424242")
}

fn error_page() -> ErrorPage {
    Arc::new(draw)
}

fn draw(trouble: ErrorContext<'_>) -> BoxFuture<'_, Response> {
    Box::pin(async move { Html(format!("<h1>{}</h1>", trouble.refusal.code().title)).into_response() })
}

/// An edge with its market.
pub(super) struct Rig {
    pub(super) market: Market,
    router: Router,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
    public_url: String,
}

impl Rig {
    pub(super) async fn open() -> Self {
        Self::with(Settings::default()).await
    }

    pub(super) async fn with(settings: Settings) -> Self {
        let market = Market::open().await;
        let http = HttpState::new(market.app.clone(), settings, Some(error_page()));
        let router = router(&http, routes().into_iter().chain(health_routes()).collect());
        Self { market, router }
    }

    /// Calls from a machine far away, under a name of ours unless the request says otherwise.
    pub(super) async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "localhost");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body.into()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 4711))));
        self.send(request).await
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, &[], "").await
    }

    pub(super) async fn post_json(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.call("POST", path, &[("content-type", "application/json")], body).await
    }

    pub(super) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
            public_url: self.market.app.public_url().to_owned(),
        }
    }
}

impl Answer {
    /// The problem, after checking what holds for every problem.
    pub(super) fn problem(&self, code: &str) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        let problem: Value = serde_json::from_str(&self.text).unwrap();
        assert_eq!(problem["code"], code, "{}", self.text);
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["type"], format!("{}/errors#{code}", self.public_url));
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        assert_eq!(self.header("cache-control"), "no-store");
        problem
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A refusal is small enough to be the `Err` of every handler.
#[test]
fn a_refusal_is_one_pointer() {
    assert_eq!(size_of::<Refusal>(), size_of::<usize>());
}
