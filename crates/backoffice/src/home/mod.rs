//! The first page of the back office: what waits for a decision, and how the market sells.

use axum::http::Method;
use souk_http::{Access, Route};

mod sample;
mod show;

pub use show::{Figure, HomePage, Need, SalesOnPage, Seller};

use crate::routes;

/// The address of the first page.
pub(crate) fn mounted() -> Vec<Route> {
    vec![Route::new(Method::GET, routes::HOME, "office_home", Access::Staff, show::show)]
}
