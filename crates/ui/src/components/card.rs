//! A product in a grid.

use jiff::civil::Date;
use souk_domain::money::Money;

use crate::Picture;

/// What a product costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    pub now: Money,
    /// What it cost before, when that was more.
    pub was: Option<Money>,
    /// Whether other variants cost more, so that the card says "from".
    pub from: bool,
}

impl Price {
    /// One price, nothing to compare.
    pub fn plain(now: Money) -> Self {
        Self { now, was: None, from: false }
    }

    /// "−20%" in whole percent, when the price was lowered.
    pub fn off(&self) -> Option<u32> {
        crate::money::percent_off(self.now, self.was?)
    }
}

/// Whether a product can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Enough of it, or not counted.
    InStock,
    /// This many are left; worth a word when few.
    Few(u32),
    /// None here; it is made or ordered after the sale.
    Backorder,
    /// A unique piece somebody is paying for right now.
    OnHold,
    SoldOut,
}

impl Availability {
    /// Whether it can be put into a cart now.
    pub fn can_be_bought(self) -> bool {
        matches!(self, Self::InStock | Self::Few(_) | Self::Backorder)
    }
}

/// A product in a grid: picture, name, maker, price, when it comes.
#[derive(Clone, Debug)]
pub struct Card {
    pub slug: String,
    pub name: String,
    pub seller: String,
    pub picture: Picture,
    /// Shown while the pointer is over the card.
    pub second: Option<Picture>,
    pub price: Price,
    pub availability: Availability,
    /// A piece that exists once.
    pub unique: bool,
    pub new: bool,
    /// The day it arrives when ordered now, if a delivery is known.
    pub arrives: Option<Date>,
    /// "4.5"; empty while nobody reviewed it.
    pub rating: String,
    pub reviews: u32,
}
