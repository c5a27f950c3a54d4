//! The storefront's looks: pages, components, mails, texts and the files they need.
//!
//! Layout: `routes` (every address), `texts` (every sentence), `assets` (style, script, drawings), `ui` (frame and
//! components), `storefront` (one folder per capability, a view struct beside its template), `mail` (letters),
//! `mailbox` (the demo's view of them), `styleguide` (every component in its states).
//!
//! Invariants: a page knows no database and no use case, it shows ready values; each sentence is a Fluent message;
//! money and dates are shown by filters only; no page holds inline script, style or handlers; every action is a link
//! or a form that works without script; every address comes from `routes`.

pub mod assets;
#[cfg(test)]
mod browsing;
#[cfg(test)]
mod checks;
mod common;
pub mod frame;
pub mod mail;
pub mod mailbox;
mod media;
mod mount;
mod robots;
pub mod routes;
pub mod samples;
pub mod storefront;
pub mod styleguide;
pub mod texts;
pub mod ui;

pub use mail::letters;
pub use mount::{error_page, page_routes};
