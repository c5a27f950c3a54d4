//! The pages of vendors: where who sells here works.
//!
//! Layout: one folder per capability, each page a struct beside its template and its handler; `shared` (who may enter, what stands
//! around every page, and what several pages need: pages never import each other), `routes` (their addresses), `samples` (every page
//! as it is looked at and checked).
//!
//! Invariants: those of [`souk_ui`]; whoever is not a member of a vendor sees nothing of it, and what a role may not do is neither
//! shown nor done; every action is a link or a form that works without script; every form includes `shared/token.html`, which says for which
//! vendor it was opened, and posts back the revision that it rests on or a key that makes a second press do nothing.

pub mod delivery;
pub mod home;
pub mod imports;
pub mod inventory;
pub mod money;
mod mount;
pub mod orders;
pub mod products;
pub mod promotions;
pub mod returns;
pub mod reviews;
pub mod routes;
pub mod samples;
pub mod settings;
pub mod shared;
#[cfg(test)]
mod tests;

pub use mount::page_routes;
pub use shared::error_page;

/// What a page's template needs in scope.
pub(crate) mod prelude {
    pub(crate) use crate::routes as ways;
    pub(crate) use crate::shared::Desk;
    pub(crate) use souk_ui::prelude::*;
}
