//! Reviews that readers or vendors told the market of.

use axum::http::Method;
use souk_http::{Access, Route};

mod list;
mod sample;

pub use list::{ReviewOnPage, ReviewsPage};

use crate::routes;

/// The addresses of reviews.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    let post = Method::POST;
    vec![
        Route::new(Method::GET, routes::REVIEWS, "office_reviews", staff, list::show),
        Route::new(post.clone(), routes::REVIEW_HIDE, "office_review_hide", staff, list::hide),
        Route::new(post, routes::REVIEW_STAND, "office_review_stand", staff, list::stand),
    ]
}
