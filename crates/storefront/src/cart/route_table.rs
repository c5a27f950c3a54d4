//! The cart's addresses.

use axum::http::Method;
use souk_http::{Access, Face, Route, Shed};
use souk_ui::routes;

use super::{change, codes, show};

/// Every address of the cart. It is part of the money path: it gives way last.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::CART, "cart", Access::Anyone, show::show),
        Route::new(Method::POST, routes::CART_LINES, "cart_lines", Access::Anyone, change::add),
        Route::new(Method::GET, routes::CART_LINES, "cart_lines_back", Access::Anyone, change::back),
        Route::new(Method::GET, routes::CART_CODES, "cart_codes_back", Access::Anyone, change::back),
        Route::new(Method::POST, routes::CART_CODES, "cart_codes", Access::CartHolder, codes::change),
        Route::new(Method::GET, routes::CART_LINE, "cart_line_back", Access::Anyone, change::back),
        Route::new(Method::GET, routes::CART_SELLER, "cart_seller_back", Access::Anyone, change::back),
        Route::new(
            Method::POST,
            routes::CART_SELLER,
            "cart_seller",
            Access::CartHolder,
            change::remove_seller,
        ),
        Route::new(Method::POST, routes::CART_LINE, "cart_line", Access::CartHolder, change::change),
    ]
    .map(|route| route.face(Face::Page).shed(Shed::Last))
    .into()
}
