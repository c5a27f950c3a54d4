//! What several pages of vendors need; it knows none of them.
//!
//! - `door`: who may enter, and for which vendor
//! - `desk`: what stands around every page, and the table of places
//! - `answer`: how pages are answered; `actor`: who did something
//! - `order_row`: an order in a list
//! - `days`: days as forms write them
//! - `fields`, `pieces`, `mistakes`: forms, and what is wrong with them; `once`: what makes a second press do nothing
//! - `setup`: the steps by which a vendor is set up
//! - `sample`: what the samples of several pages show

mod actor;
mod answer;
mod days;
mod desk;
mod door;
mod fields;
mod mistakes;
mod once;
mod order_row;
mod pieces;
pub(crate) mod sample;
mod setup;

pub(crate) use actor::actor_words;
pub(crate) use answer::{DoneQuery, private};
pub(crate) use days::{day_of, end_moment, first_moment};
pub use desk::{Away, Desk, Group, House, Spot};
pub(crate) use door::{CHOSEN_COOKIE, Chooser, Entrance, Worker};
pub(crate) use fields::Fields;
pub(crate) use mistakes::Mistakes;
pub(crate) use once::{fresh_key, is_spent, once};
pub use order_row::Row;
pub(crate) use order_row::{is_packed, return_key, row, standing_key, standing_tone, status_key};
pub use pieces::FormLine;
pub(crate) use pieces::{field_of, typed_pieces};
pub use setup::StepOnPage;
