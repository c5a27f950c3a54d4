//! Listings and products: their addresses.

use axum::http::Method;
use souk_http::{Access, Face, Route};
use souk_ui::routes;

use super::{show_listing, show_product};

/// Every address of the catalogue.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::PRODUCTS, "products", Access::Anyone, show_listing::everything),
        Route::new(Method::GET, routes::CATEGORY, "category", Access::Anyone, show_listing::category),
        Route::new(Method::GET, routes::PRODUCT, "product", Access::Anyone, show_product::show),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}
