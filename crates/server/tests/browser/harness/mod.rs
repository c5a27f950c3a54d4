//! What the browser tests stand on.
//!
//! - [`Browser`]: one Chromium window, and the hand that presses in it
//! - [`Shop`]: a demonstration market of the test's own
//! - [`basket`]: filling a cart and the checkout form
//! - [`bill`]: sums as they stand on a page
//! - [`people`]: accounts, and who is signed in
//! - [`given`]: what the run was told about its tools

pub(crate) mod basket;
pub(crate) mod bill;
pub(crate) mod browser;
mod command;
pub(crate) mod given;
pub(crate) mod keyboard;
pub(crate) mod mailbox;
pub(crate) mod people;
#[allow(dead_code, reason = "the other tests of the program use more of it")]
#[path = "../../it/support/process.rs"]
mod process;
mod shop;
#[allow(dead_code, reason = "the other tests of the program use more of it")]
#[path = "../../it/support/until.rs"]
pub(crate) mod until;

pub(crate) use browser::{Browser, Hand, Script, Window};
pub(crate) use shop::Shop;
pub(crate) use until::until;
