//! What several pages of the back office need; it knows none of them.
//!
//! - `door`: who enters
//! - `desk`: what stands around every page, and the table of places
//! - `entries`: what was booked
//! - `words`: what statuses and accounts are called, and addresses with parameters
//! - `sample`: what the samples of several pages show

mod desk;
mod door;
mod entries;
pub(crate) mod sample;
mod words;

pub use desk::Desk;
pub(crate) use door::Clerk;
pub(crate) use entries::transaction;
pub use entries::{EntryOnPage, TransactionOnPage};
pub(crate) use words::{account_key, query, status_key};
