//! Orders: a vendor's own parts of them, from being paid to their end.
//!
//! The form that makes a parcel posts `csrf`, `key`, `revision`, `carrier`, `tracking_number`, `status`, and `q-…` for each line; that
//! which tells where one is `csrf`, `key`, `revision`, `parcel`, `status`, `place`, `words`, `form`, or `carrier`, `tracking_number`; those that give money back `csrf`, `key`,
//! `revision`, `reason`, and `r-…` for each line with `restock`, or `amount`. The list sends `o-…` for each order that is chosen.
//!
//! - `list`, `batch`: many at once; `show`, `slip`: one; `act`: what is done with one
//! - `view`: how a page is made of an order, `sums`: what it comes to, `trouble`: what went wrong in a form; `words`: what its states are
//!   called

use axum::http::Method;
use souk_http::{Access, Route};

mod act;
mod batch;
mod list;
mod sample;
mod show;
mod slip;
mod sums;
mod trouble;
mod view;
mod words;

pub use batch::{BatchPage, BatchRow};
pub use list::{OrdersPage, Tab};
pub use show::OrderPage;
pub use slip::{SlipLine, SlipPage};
pub use view::{Happening, Line, Order, Parcel, RefundForms, ShipForm};

use crate::routes;

/// The addresses of orders.
pub(crate) fn mounted() -> Vec<Route> {
    let (get, post) = (Method::GET, Method::POST);
    let member = Access::Account;
    vec![
        Route::new(get.clone(), routes::ORDERS, "desk_orders", member, list::show),
        Route::new(get.clone(), routes::ORDERS_SHIP, "desk_orders_ship", member, batch::show),
        Route::new(post.clone(), routes::ORDERS_SHIP, "desk_orders_ship_send", member, batch::send),
        Route::new(get.clone(), routes::ORDER, "desk_order", member, show::show),
        Route::new(get.clone(), routes::ORDER_SLIP, "desk_order_slip", member, slip::show),
        Route::new(get.clone(), routes::ORDER_SHIP, "desk_order_ship_back", member, act::back),
        Route::new(post.clone(), routes::ORDER_SHIP, "desk_order_ship", member, act::ship),
        Route::new(get.clone(), routes::ORDER_PROVIDE, "desk_order_provide_back", member, act::back),
        Route::new(post.clone(), routes::ORDER_PROVIDE, "desk_order_provide", member, act::provide),
        Route::new(get.clone(), routes::ORDER_TRACK, "desk_order_track_back", member, act::back),
        Route::new(post.clone(), routes::ORDER_TRACK, "desk_order_track", member, act::track),
        Route::new(get, routes::ORDER_REFUND, "desk_order_refund_back", member, act::back),
        Route::new(post, routes::ORDER_REFUND, "desk_order_refund", member, act::refund),
    ]
}
