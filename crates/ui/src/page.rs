//! From a template to an answer.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

/// With this header the script asks for one named block of a page instead of the whole.
pub const FRAGMENT_HEADER: HeaderName = HeaderName::from_static("souk-fragment");

/// Names the file that says which links may be fetched before they are followed.
const SPECULATION_RULES: HeaderName = HeaderName::from_static("speculation-rules");
const RULES: &str = "ahead.json";

/// Pages carry a cart count and a form token: they belong to one visitor.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Renders a page; a template that cannot be written is answered 500 and logged.
pub fn page<T: Template>(status: StatusCode, template: &T) -> Response {
    answer(status, template.render())
}

/// A page that can also be had in parts.
pub trait Blocks: Template {
    /// The block the script may ask for by this name (the `id` of its element), if the page has it.
    fn block(&self, name: &str) -> Option<askama::Result<String>>;
}

/// Renders the block that `asked` names in [`FRAGMENT_HEADER`], or the whole page.
pub fn fragment_or_page<T: Blocks>(status: StatusCode, asked: &HeaderMap, template: &T) -> Response {
    in_parts(match asked_block(asked).and_then(|name| template.block(name)) {
        Some(block) => answer(status, block),
        None => page(status, template),
    })
}

/// The block the script asks for.
pub(crate) fn asked_block(asked: &HeaderMap) -> Option<&str> {
    asked.get(FRAGMENT_HEADER).and_then(|value| value.to_str().ok())
}

/// Says that there are parts of this to be had at the same address.
pub(crate) fn in_parts(mut response: Response) -> Response {
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("souk-fragment"));
    response
}

/// An answer about one person: nothing keeps it or lists it.
pub fn confidential(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, NO_STORE);
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    response
}

/// A page from which people go on to products and categories: a browser that can, fetches those ahead.
pub fn browsed(mut response: Response) -> Response {
    if let Ok(rules) = HeaderValue::from_str(&format!("\"{}\"", crate::assets::url(RULES))) {
        response.headers_mut().insert(SPECULATION_RULES, rules);
    }
    response
}

pub(crate) fn answer(status: StatusCode, rendered: askama::Result<String>) -> Response {
    let (status, text) = match rendered {
        Ok(text) => (status, text),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, crate::texts::say("error-500-title", &[]))
        }
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HTML);
    headers.insert(header::CACHE_CONTROL, PRIVATE);
    response
}
