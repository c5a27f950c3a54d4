//! What the tests of several crates share.
//!
//! - [`database`]: a fresh database on the server a run names
//! - [`Market`]: a whole market over one, with a bank on a real socket and a clock that stands still

#![allow(clippy::expect_used, clippy::panic, reason = "what cannot be had fails the test that asked for it")]

pub mod database;
pub mod market;

pub use market::Market;
