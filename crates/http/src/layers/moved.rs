//! What is not at an address may have moved: who follows an old link is led on.

use axum::response::Response;
use http::StatusCode;
use souk_domain::percent;
use souk_market::{Actor, redirects};

use super::render::RequestFacts;
use crate::{HttpState, Refusal, routes::moved_permanently};

/// Longer paths are nowhere written down; bytes, all of them escaped.
const MAX_PATH_BYTES: usize = 6_000;

/// Where a page that is not found has gone; `None`: it is not known to have moved.
pub(super) async fn lead_on(http: &HttpState, asked: &RequestFacts, refusal: &Refusal) -> Option<Response> {
    let uri = asked.page_uri().filter(|_| asked.reads && refusal.status() == StatusCode::NOT_FOUND)?;
    // a plus is a space in a form alone
    let path = Some(uri.path()).filter(|path| path.len() <= MAX_PATH_BYTES)?.replace('+', "%2B");
    let path = percent::decode_form(path.as_bytes())?;
    // a market that cannot be asked knows of no move: the page is not found
    let to = redirects::find_redirect(http.app(), Actor::Guest, vec![path]).await.ok()??;
    Some(moved_permanently(&percent::encode_path(&to), uri.query()))
}
