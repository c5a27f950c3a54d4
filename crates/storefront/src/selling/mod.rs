//! Coming to sell here, or to work here: applying for a shop, and taking up an invitation to one or to the staff.

use axum::http::Method;
use souk_http::{Access, Face, Route};
use souk_ui::routes;

mod join;
mod sample;
mod sell;
mod staff;
#[cfg(test)]
mod tests;

pub use join::JoinPage;
pub use sell::SellPage;
pub use staff::StaffJoinPage;

/// `/sell`, `/join` and `/staff/join`.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::SELL, "sell", Access::Anyone, sell::show),
        Route::new(Method::POST, routes::SELL, "sell_send", Access::Anyone, sell::send),
        Route::new(Method::GET, routes::JOIN, "join", Access::Anyone, join::show),
        Route::new(Method::POST, routes::JOIN, "join_send", Access::Anyone, join::send),
        Route::new(Method::GET, routes::STAFF_JOIN, "staff_join", Access::Anyone, staff::show),
        Route::new(Method::POST, routes::STAFF_JOIN, "staff_join_send", Access::Anyone, staff::send),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}
