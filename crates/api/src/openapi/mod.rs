//! The API described: for programs (OpenAPI 3.1), for people, and its codes.

mod bounds;
mod document;
mod errors;
mod html;

use std::sync::LazyLock;

use axum::{
    handler::Handler as _,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, header};
use souk_http::{Access, Face, Route, compressing};

pub use document::document;
pub use errors::errors_markdown;

/// The reference, for people.
pub const DOCS: &str = "/api/docs";
const DOCS_STYLE: &str = "/api/docs.css";
const OPENAPI: &str = "/api/v1/openapi.json";
const ERRORS_PAGE: &str = "/errors";

/// Nothing but our own style sheet.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
/// It changes only with the binary; caches ask again each hour.
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

static JSON: LazyLock<String> = LazyLock::new(|| serde_json::to_string(&document()).unwrap_or_default());
static REFERENCE: LazyLock<String> = LazyLock::new(|| html::docs(&JSON));
static ERRORS: LazyLock<String> = LazyLock::new(html::errors);

/// Where the API is described.
pub(crate) fn routes() -> Vec<Route> {
    let plain = |path, name, handler: fn() -> std::future::Ready<Response>| {
        Route::new(Method::GET, path, name, Access::Anyone, handler.layer(compressing())).face(Face::Plain)
    };
    vec![
        plain(OPENAPI, "openapi", || std::future::ready(file("application/json", &JSON))),
        plain(DOCS, "api_docs", || std::future::ready(file("text/html; charset=utf-8", &REFERENCE))),
        plain(DOCS_STYLE, "api_docs_css", || {
            std::future::ready(file("text/css; charset=utf-8", include_str!("docs.css")))
        }),
        plain(ERRORS_PAGE, "error_codes", || std::future::ready(file("text/html; charset=utf-8", &ERRORS))),
    ]
}

fn file(media_type: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, FOR_AN_HOUR),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, text).into_response()
}
