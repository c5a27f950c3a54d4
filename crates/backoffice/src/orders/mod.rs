//! Every order of the market: found by number or buyer, looked at whole, and ended.

use axum::http::Method;
use souk_http::{Access, Route};

mod cancel;
mod list;
mod sample;
mod show;

pub use list::{OrderRow, OrdersPage, Tab};
pub use show::{CancelForm, Happening, Line, OrderPage, Part};

use crate::routes;

/// The addresses of orders.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    vec![
        Route::new(Method::GET, routes::ORDERS, "office_orders", staff, list::show),
        Route::new(Method::GET, routes::ORDER, "office_order", staff, show::show),
        Route::new(Method::GET, routes::ORDER_CANCEL, "office_order_cancel_back", staff, cancel::back),
        Route::new(Method::POST, routes::ORDER_CANCEL, "office_order_cancel", staff, cancel::cancel),
    ]
}
