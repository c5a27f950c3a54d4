//! The data layer against real databases: SQLite, or the server `SOUK_TEST_DATABASE` names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod batch;
mod batch_lost;
mod changes;
mod contention;
mod dropped_callers;
mod migrations;
mod prepare;
mod reads;
mod refusals;
mod scratch;
mod shop;
mod tables;
mod tokens;
mod unreachable;
mod values;
mod wal;
