//! What the tests of several crates share.
//!
//! - [`database`]: a fresh database on the server a run names
//! - [`browser`], [`html`]: a browser without script, and a strict reader of our own pages
//! - [`Market`]: a whole market over one, with a bank on a real socket and a clock that stands still

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what cannot be had fails the test that asked for it"
)]

pub mod browser;
pub mod database;
pub mod html;
pub mod market;

pub use market::Market;
