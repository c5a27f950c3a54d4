//! What vendors, catalogue, inventory, access and imports promise, on a real database.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails"
)]

mod access;
mod accounts;
mod accounts_codes;
mod accounts_door;
mod accounts_limits;
mod accounts_links;
mod accounts_made;
mod accounts_taken;
mod accounts_things;
mod adjusting;
mod categories;
mod cleaning;
mod exporting;
mod full;
mod importing;
mod importing_addresses;
mod importing_again;
mod importing_by_vendors;
mod leaving;
mod own;
mod pictures;
mod products;
mod reserving;
mod setting;
mod shelf;
mod vendors;
