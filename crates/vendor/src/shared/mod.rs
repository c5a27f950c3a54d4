//! What several pages of vendors need; it knows none of them.
//!
//! - `door`: who may enter, and for which vendor
//! - `desk`: what stands around every page, and the table of places
//! - `error`: what went wrong; `actor`: who did something
//! - `order_row`: an order in a list
//! - `pieces`: fields of which a form has one for each line
//! - `setup`: the steps by which a vendor is set up
//! - `sample`: what the samples of several pages show

mod actor;
mod desk;
mod door;
mod error;
mod order_row;
mod pieces;
pub(crate) mod sample;
mod setup;

pub(crate) use actor::actor_words;
pub use desk::{Away, Desk, House};
pub(crate) use door::{CHOSEN_COOKIE, Chooser, Entrance, Worker};
pub use error::{TroublePage, error_page};
pub use order_row::Row;
pub(crate) use order_row::{is_packed, return_key, row, standing_key, standing_tone, status_key};
pub use pieces::FormLine;
pub(crate) use pieces::{field_of, typed_pieces};
pub use setup::StepOnPage;
pub(crate) use souk_ui::desk::{
    DoneQuery, Fields, Mistakes, day_of, end_moment, first_moment, fresh_key, is_spent, once, private, sum_of,
};
