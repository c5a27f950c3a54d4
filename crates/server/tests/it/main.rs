//! The program as its users run it, on the database that a run names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod access_table;
mod addresses;
mod bad_input;
mod bad_input_csv;
mod bad_input_goods;
mod bad_input_start;
mod bad_text;
mod bank_disk;
mod crash;
mod crash_stories;
mod flood;
mod freshness;
mod full_disk;
mod hanging;
mod letters;
mod races;
mod secrets;
mod support;
