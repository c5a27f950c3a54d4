//! What people did.

use axum::http::Method;
use souk_http::{Access, Route};

mod file;
mod show;

pub use show::{AuditPage, EntryOnPage};

use crate::routes;

/// The addresses of the log.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    vec![
        Route::new(Method::GET, routes::AUDIT, "office_audit", staff, show::show),
        Route::new(Method::GET, routes::AUDIT_FILE, "office_audit_file", staff, file::send),
    ]
}
