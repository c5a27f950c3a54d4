//! Returns: what buyers want to give back, and what the vendor says to it.
//!
//! Each form posts `csrf` and `key`, those that answer `answer` beside it, that which receives `refund` and, of each line, `n-…` pieces and
//! `s-…` where they are for sale again.
//!
//! - `list`: the page; `act`: its forms; `photo`: what buyers photographed

use axum::http::Method;
use souk_http::{Access, Route};

mod act;
mod list;
mod photo;
mod sample;

pub use list::{AwaitedLine, ReturnOnPage, ReturnTab, ReturnsPage};

use crate::routes;

/// The addresses of returns.
pub(crate) fn mounted() -> Vec<Route> {
    let (get, post) = (Method::GET, Method::POST);
    let member = Access::Account;
    vec![
        Route::new(get.clone(), routes::RETURNS, "desk_returns", member, list::show),
        Route::new(get.clone(), routes::RETURN, "desk_return_back", member, act::back),
        Route::new(post, routes::RETURN, "desk_return_answer", member, act::answer),
        Route::new(get, routes::RETURN_PHOTO, "desk_return_photo", member, photo::show),
    ]
}
