//! Coming to sell here: applying for a shop, and taking up an invitation to one.

use axum::http::Method;
use souk_http::{Access, Face, Route};
use souk_ui::routes;

mod join;
mod sample;
mod sell;
#[cfg(test)]
mod tests;

pub use join::JoinPage;
pub use sell::SellPage;

/// `/sell` and `/join`.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::SELL, "sell", Access::Anyone, sell::show),
        Route::new(Method::POST, routes::SELL, "sell_send", Access::Anyone, sell::send),
        Route::new(Method::GET, routes::JOIN, "join", Access::Anyone, join::show),
        Route::new(Method::POST, routes::JOIN, "join_send", Access::Anyone, join::send),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}
