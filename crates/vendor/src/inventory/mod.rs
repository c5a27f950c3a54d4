//! A vendor's stock: what is of each variant at each place, counted there, and why it is so.
//!
//! - `list`: every level, counted many at once; `places`: the places themselves
//! - `variant`: one variant, its levels and its movements
//!
//! The list posts `csrf`, `reason`, and for each level `set-…` and `was-…`, named by variant and place.

use axum::http::Method;
use axum::response::Response;
use souk_http::{Access, Result, Route};
use souk_ui::redirect::see_other;

mod list;
mod places;
mod sample;
mod variant;

pub use list::InventoryPage;
pub use variant::VariantPage;

use crate::routes;
use crate::shared::Worker;

/// The addresses of stock.
pub(crate) fn mounted() -> Vec<Route> {
    let member = Access::Account;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::INVENTORY, "desk_inventory", member, list::show),
        Route::new(post.clone(), routes::INVENTORY, "desk_count_stock", member, list::count),
        Route::new(get.clone(), routes::LOCATIONS, "desk_add_location_back", member, back),
        Route::new(get.clone(), routes::LOCATION, "desk_change_location_back", member, back),
        Route::new(post.clone(), routes::LOCATIONS, "desk_add_location", member, places::add),
        Route::new(post.clone(), routes::LOCATION, "desk_change_location", member, places::change),
        Route::new(get, routes::INVENTORY_VARIANT, "desk_stock", member, variant::show),
        Route::new(post, routes::INVENTORY_VARIANT, "desk_adjust_stock", member, variant::adjust),
    ]
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
async fn back(_worker: Worker) -> Result<Response> {
    Ok(see_other(routes::inventory(), None))
}
