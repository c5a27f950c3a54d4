//! What all pages share: the frame around them, their components, and how values are shown.

pub mod bill;
pub mod card;
pub mod dates;
pub mod drawn;
pub mod filters;
pub mod form;
pub mod frame;
pub mod icons;
pub mod money;
pub mod page;
pub mod picture;
mod signs;
#[cfg(test)]
mod tests;
pub(crate) mod tint;
pub mod words;

pub use bill::{Bill, Discount};
pub use card::{Availability, Card, Price};
pub use form::{Choice, Entry, FormError};
pub use frame::{Aisle, Crumb, Frame, Sandbox, Shelf};
pub use page::{fragment_or_page, page};
pub use picture::{Load, Picture, Place};

/// A seller as other pages name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seller {
    pub name: String,
    pub slug: String,
    /// Where parcels start, "Asheville, NC"; empty when unknown.
    pub place: String,
}

/// Why something is said, which picks colour and icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Good,
    Warn,
    Bad,
}

impl Tone {
    /// The class of a banner or badge.
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// The icon beside the words.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "check",
            Self::Warn | Self::Bad => "warn",
        }
    }
}

/// What a page's template needs in scope.
pub(crate) mod prelude {
    pub(crate) use super::{Bill, Card, Crumb, Frame, Picture, Place, Price, Seller, Tone, filters};
    pub(crate) use crate::routes;
    pub(crate) use askama::Template;
}
