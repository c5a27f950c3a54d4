//! What vendors, catalogue, inventory, access and imports promise, on a real database.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails"
)]

mod access;
mod adjusting;
mod categories;
mod importing;
mod pictures;
mod products;
mod reserving;
mod setting;
mod shelf;
mod vendors;
