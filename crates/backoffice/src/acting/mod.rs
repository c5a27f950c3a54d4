//! Acting for a vendor: its portal opens to one of the staff, for an hour, with everything written down.

use axum::http::Method;
use souk_http::{Access, Route};

mod show;

pub use show::{ActingPage, VendorToActFor};

use crate::routes;

/// The addresses of acting for a vendor.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    vec![
        Route::new(Method::GET, routes::ACTING, "office_acting", staff, show::show),
        Route::new(Method::POST, routes::ACT, "office_act", staff, show::act),
    ]
}
