//! Products that wait for the market before they are shown, and what is said of them.

use axum::http::Method;
use souk_http::{Access, Route};

mod list;
mod sample;

pub use list::{ProductOnPage, ProductsPage};

use crate::routes;

/// The addresses of products.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    let post = Method::POST;
    vec![
        Route::new(Method::GET, routes::PRODUCTS, "office_products", staff, list::show),
        Route::new(post.clone(), routes::PRODUCT_APPROVE, "office_product_approve", staff, list::approve),
        Route::new(post, routes::PRODUCT_REJECT, "office_product_reject", staff, list::reject),
    ]
}
