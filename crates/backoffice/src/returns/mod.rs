//! Returns that are open, of all vendors.

use axum::http::Method;
use souk_http::{Access, Route};

mod list;
mod sample;
mod show;
mod words;

pub use list::{ReturnRow, ReturnsPage};
pub use show::{LineOnPage, ReturnPage};

use crate::routes;

/// The addresses of returns.
pub(crate) fn mounted() -> Vec<Route> {
    let (staff, get) = (Access::Staff, Method::GET);
    vec![
        Route::new(get.clone(), routes::RETURNS, "office_returns", staff, list::show),
        Route::new(get.clone(), routes::RETURN, "office_return", staff, show::show),
        Route::new(get, routes::RETURN_PHOTO, "office_return_photo", staff, show::photo),
    ]
}
