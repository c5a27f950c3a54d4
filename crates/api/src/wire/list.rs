//! Lists in pages.

use http::{HeaderValue, Uri, header};
use serde::{Deserialize, Serialize};
use souk_domain::{field::FieldError, refusal::RequestRefusal};
use souk_http::{HttpState, Refusal, Result};
use souk_market::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use utoipa::IntoParams;

use super::Answer;

/// Characters of a cursor at most: any is far shorter.
pub(crate) const MAX_CURSOR_CHARS: usize = 256;

/// Which page of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    /// Rows on a page.
    #[param(format = "page_limit", default = default_limit)]
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    pub(crate) after: Option<String>,
}

/// Rows on a page when nobody says.
pub(crate) fn default_limit() -> u32 {
    DEFAULT_LIMIT
}

impl ListQuery {
    /// Rows on a page. Errors: none, or more than a page holds.
    pub(crate) fn limit(&self) -> Result<u32> {
        limit(self.limit)
    }
}

/// Rows on a page. Errors: none, or more than a page holds.
pub(crate) fn limit(asked: Option<u32>) -> Result<u32> {
    match asked.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MAX_LIMIT => Ok(limit),
        _ => {
            let field = FieldError::new("/limit", "out_of_range", format!("From 1 to {MAX_LIMIT}."));
            Err(Refusal::from(RequestRefusal::MalformedQuery { fields: vec![field] }))
        }
    }
}

#[derive(Serialize)]
struct List<T> {
    items: Vec<T>,
    next: Option<String>,
    total: Option<i64>,
}

/// A page as the API writes it, with a `Link` to the next one.
pub(crate) fn list<R, T: Serialize>(
    http: &HttpState,
    uri: &Uri,
    page: Page<R>,
    item: impl FnMut(R) -> T,
) -> Result<Answer> {
    let link = page.next.as_deref().and_then(|next| link(http, uri, next));
    let list = List { items: page.items.into_iter().map(item).collect(), next: page.next, total: page.total };
    let answer = Answer::ok(&list)?;
    Ok(match link {
        Some(link) => answer.with(header::LINK, link),
        None => answer,
    })
}

/// The same address with another `after`; cursors need no escaping.
fn link(http: &HttpState, uri: &Uri, next: &str) -> Option<HeaderValue> {
    let pairs = uri.query().unwrap_or_default().split('&');
    let mut kept: Vec<&str> = pairs.filter(|pair| !pair.is_empty() && !pair.starts_with("after=")).collect();
    let after = format!("after={next}");
    kept.push(&after);
    let target = format!("<{}{}?{}>; rel=\"next\"", http.public_url(), uri.path(), kept.join("&"));
    HeaderValue::from_str(&target).ok()
}
