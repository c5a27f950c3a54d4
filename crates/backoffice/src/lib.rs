//! The pages of the market's own people: where who runs the market works.
//!
//! Layout: one folder per capability, each page a struct beside its template and its handler; `shared` (who
//! enters, and what stands around every page: pages never import each other), `routes` (their addresses), `samples`
//! (every page as it is looked at and checked).
//!
//! Invariants: those of [`souk_ui`]; what somebody of the staff may do, each use case asks; every action is a link or a form that
//! works without script; every form includes `shared/token.html`.

pub mod acting;
pub mod audit;
pub mod categories;
pub mod commission;
mod error;
pub mod home;
pub mod money;
mod mount;
pub mod orders;
pub mod products;
pub mod promotions;
pub mod returns;
pub mod reviews;
pub mod roles;
pub mod routes;
pub mod samples;
pub mod shared;
pub mod staff;
pub mod taxes;
#[cfg(test)]
mod tests;
pub mod vendors;

pub use error::{TroublePage, error_page};
pub use mount::page_routes;

/// What a page's template needs in scope.
pub(crate) mod prelude {
    pub(crate) use crate::routes as ways;
    pub(crate) use crate::shared::Desk;
    pub(crate) use souk_ui::prelude::*;
}
