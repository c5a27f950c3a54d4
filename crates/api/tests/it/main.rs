//! The API in process, over a real market.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod access;
mod account;
mod account_access;
mod bad_input;
mod bounds;
mod browsing;
mod buying;
mod contract;
mod guards;
mod holding;
mod once;
mod paying_again;
mod rig;
mod selling;
mod selling_many;
mod shipping;
mod staff;
mod walk;
mod walk_accounts;
mod walk_giving_back;
mod walk_importing;
mod walk_selling;
mod ways_to_ship;
