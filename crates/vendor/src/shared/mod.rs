//! What several pages of vendors need; it knows none of them.
//!
//! - `door`: who may enter, and for which vendor
//! - `desk`: what stands around every page, and the table of places
//! - `answer`: how pages are answered
//! - `order_row`: an order in a list
//! - `fields`, `mistakes`: forms, and what is wrong with them
//! - `sample`: what the samples of several pages show

mod answer;
mod desk;
mod door;
mod fields;
mod mistakes;
mod order_row;
pub(crate) mod sample;

pub(crate) use answer::{DoneQuery, private};
pub use desk::{Desk, Group, House, Spot};
pub(crate) use door::{CHOSEN_COOKIE, Entrance, Worker};
pub(crate) use fields::{Fields, fresh_key};
pub(crate) use mistakes::Mistakes;
pub use order_row::Row;
pub(crate) use order_row::{return_key, row, status_key, status_tone};
