//! The pages of the market's own people: for now, whom they let sell here.
//!
//! Layout: one folder per capability, each page a struct beside its template and its handler; `routes` (their addresses), `samples`
//! (every page as it is looked at and checked).
//!
//! Invariants: those of [`souk_ui`]; what somebody of the staff may do, each use case asks; every action is a link or a form that
//! works without script.

mod mount;
pub mod routes;
pub mod samples;
#[cfg(test)]
mod tests;
pub mod vendors;

pub use mount::page_routes;

/// What a page's template needs in scope.
pub(crate) mod prelude {
    pub(crate) use crate::routes as ways;
    pub(crate) use souk_ui::prelude::*;
}
