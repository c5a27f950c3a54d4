//! The bank over real sockets, on a real file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests stop where they fail")]

mod beginning;
mod cards;
mod confirming;
mod durability;
mod form;
mod keys;
mod notices;
mod receiver;
mod refunds;
mod rig;
