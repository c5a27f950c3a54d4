//! The shop as people meet it, in a real Chromium over a demonstration market of each test's own.
//!
//! `cargo xtask test --only browser` brings Chromium, chromedriver, axe-core and the HTML checker, and says in the environment
//! where they are. With `--full`, pictures of every page are left in `screens/` under the
//! target directory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod account;
mod buying;
mod coming_back;
mod every_page;
mod gallery;
mod harness;
mod importing;
mod mistakes;
mod paying;
mod ruling;
mod selling;
