//! A seller who is away.

use jiff::Timestamp;
use souk_ui::dates;
use souk_ui::texts::say;

/// That a seller is away, and until when if that is known.
pub(crate) fn away(seller: &str, until: Option<Timestamp>) -> String {
    match until {
        Some(until) => {
            say("seller-away-until", &[("seller", &seller), ("time", &dates::moment(&dates::at(until)))])
        }
        None => say("seller-away", &[("seller", &seller)]),
    }
}

/// A seller who is away, as its page and those of its products tell it.
#[derive(Clone, Debug)]
pub struct Away {
    /// That it is, and until when.
    pub words: String,
    /// What it says of that itself; may be empty.
    pub notice: String,
}
