//! The API in process, over a real market.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod access;
mod account;
mod account_access;
mod bad_input;
mod bounds;
mod bounds_document;
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
mod staff_rights;
mod walk;
mod walk_accounts;
mod walk_giving_back;
mod walk_importing;
mod walk_promotions;
mod walk_selling;
mod walk_staff;
mod walk_taxes;
mod ways_to_ship;
