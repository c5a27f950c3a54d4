//! How a vendor ships: until when it hands over, whether the market's ways are offered too, and its own ways to ship.
//!
//! The form of the terms posts `csrf`, `revision`, `handling_days`, `own_only`. The form of a way posts `csrf`, `do`, `revision` or `key`, `name`,
//! `min_days`, `max_days` and, of each zone counted from 0, `places-0`, `kind-0`, `free_from-0` and what its kind asks: `fee-0`,
//! `per_kg-0`, `brackets-0`, `service-0`. Removing posts `csrf`, `revision`.

mod list;
mod read;
mod sample;
mod way;
mod words;

use axum::http::Method;
use axum::response::Response;
pub use list::{DeliveryPage, OwnWay, SharedWay};
use souk_http::{Access, Result, Route};
use souk_ui::redirect::see_other;
pub use way::{WayPage, ZoneEntry};

use crate::routes;
use crate::shared::Worker;

/// The addresses of delivery.
pub(crate) fn mounted() -> Vec<Route> {
    let (member, get, post) = (Access::Account, Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::DELIVERY, "desk_delivery", member, list::show),
        Route::new(get.clone(), routes::DELIVERY_TERMS, "desk_delivery_terms_back", member, back),
        Route::new(get.clone(), routes::WAY_REMOVE, "desk_way_remove_back", member, back),
        Route::new(post.clone(), routes::DELIVERY_TERMS, "desk_delivery_terms", member, list::change),
        Route::new(get.clone(), routes::WAY_NEW, "desk_way_new", member, way::blank),
        Route::new(post.clone(), routes::WAY_NEW, "desk_way_add", member, way::add),
        Route::new(get, routes::WAY, "desk_way", member, way::one),
        Route::new(post.clone(), routes::WAY, "desk_way_change", member, way::change),
        Route::new(post, routes::WAY_REMOVE, "desk_way_remove", member, list::remove),
    ]
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
async fn back(_worker: Worker) -> Result<Response> {
    Ok(see_other(routes::delivery(), None))
}
