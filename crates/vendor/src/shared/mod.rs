//! What several pages of vendors need; it knows none of them.
//!
//! - `door`: who may enter, and for which vendor
//! - `desk`: what stands around every page, and the table of places
//! - `answer`: how pages are answered

mod answer;
mod desk;
mod door;

pub(crate) use answer::private;
pub(crate) use desk::groups;
pub use desk::{Desk, Group, House, Spot};
pub(crate) use door::{CHOSEN_COOKIE, Entrance, Worker};
