//! Listings and products: their addresses.

use axum::http::Method;
use souk_http::{Access, Face, Route};
use souk_ui::routes;

use super::{old_address, show_listing, show_product};

/// Every address of the catalogue.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::PRODUCTS, "products", Access::Anyone, show_listing::everything),
        Route::new(Method::GET, routes::CATEGORY, "category", Access::Anyone, show_listing::category),
        Route::new(Method::GET, routes::PRODUCT, "product", Access::Anyone, show_product::show),
        Route::new(Method::GET, routes::OLD_PRODUCT, "old_product", Access::Anyone, old_address::product),
        Route::new(
            Method::GET,
            routes::OLD_CATEGORIES,
            "old_categories",
            Access::Anyone,
            old_address::categories,
        ),
        Route::new(Method::GET, routes::OLD_CATEGORY, "old_category", Access::Anyone, old_address::category),
        Route::new(
            Method::GET,
            routes::OLD_PRODUCT_IN_CATEGORY,
            "old_product_in_category",
            Access::Anyone,
            old_address::product_in_category,
        ),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}
