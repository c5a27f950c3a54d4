//! Reviews: what buyers say of a vendor's things, and what the vendor answers.
//!
//! Each form posts `csrf` and `do`: the one that answers `key`, `revision` and `reply` beside it, that which tells the market `reason`.
//!
//! - `list`: the page; `act`: its forms

use axum::http::Method;
use souk_http::{Access, Route};

mod act;
mod list;
mod sample;

pub use list::{ReviewOnPage, ReviewTab, ReviewsPage};

use crate::routes;

/// The addresses of reviews.
pub(crate) fn mounted() -> Vec<Route> {
    let (get, post) = (Method::GET, Method::POST);
    let member = Access::Account;
    vec![
        Route::new(get.clone(), routes::REVIEWS, "desk_reviews", member, list::show),
        Route::new(get, routes::REVIEW, "desk_review_back", member, act::back),
        Route::new(post, routes::REVIEW, "desk_review_send", member, act::send),
    ]
}
