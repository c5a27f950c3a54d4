//! The addresses of checkout.

use axum::http::Method;
use souk_http::{Access, Face, Route, Shed};
use souk_ui::routes;

use super::{place, show};

/// Every address of checkout. It is the money path: it gives way last.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::CHECKOUT, "checkout", Access::CartHolder, show::show),
        Route::new(Method::POST, routes::CHECKOUT, "checkout_order", Access::CartHolder, place::place),
    ]
    .map(|route| route.face(Face::Page).shed(Shed::Last))
    .into()
}
