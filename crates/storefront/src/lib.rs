//! The storefront: what shoppers see.
//!
//! Layout: one folder per capability, each page a struct beside its template and its handler; `shared` (what several pages
//! have in common: pages never import each other), `mailbox` (the demo's view of its letters), `styleguide` (every component
//! in its states), `samples` (every page as it is looked at and checked).
//!
//! Invariants: those of [`souk_ui`]; a page's struct knows no database and no use case, it shows ready values; every
//! action is a link or a form that works without script.

pub mod account;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod home;
pub mod mailbox;
mod mount;
pub mod orders;
pub mod pages;
mod robots;
pub mod samples;
pub mod selling;
mod shared;
pub mod styleguide;
#[cfg(test)]
mod tests;
pub mod vendors;

pub use mount::{error_page, page_routes};
