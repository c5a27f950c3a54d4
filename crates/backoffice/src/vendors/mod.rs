//! Those who want to sell here, and what they are answered.

use axum::http::Method;
use souk_http::{Access, Route};

mod applications;
mod sample;

pub use applications::{ApplicationOnPage, ApplicationsPage};

use crate::routes;

/// The addresses of applications.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    vec![
        Route::new(Method::GET, routes::VENDORS, "office_vendors", staff, applications::show),
        Route::new(
            Method::POST,
            routes::VENDOR_APPROVE,
            "office_vendor_approve",
            staff,
            applications::approve,
        ),
        Route::new(Method::POST, routes::VENDOR_REFUSE, "office_vendor_refuse", staff, applications::refuse),
    ]
}
