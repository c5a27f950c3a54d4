//! The cart: by seller, with what each delivers for, and the bill beside it.
//!
//! - `route_table`: its addresses; `show`, `change`: what they do
//! - `view`: from a priced cart to what the page shows

use jiff::civil::Date;
use souk_domain::money::Money;
use souk_ui::Entry;
use souk_ui::page::Blocks;
use souk_ui::prelude::*;

use crate::shared::coupons::Coupon;

mod change;
mod codes;
mod route_table;
mod sample;
mod show;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use route_table::mounted;

/// The cart page; its block `cart` can be had alone and brings the count in the header along, which is the block `cart-link`.
///
/// A line's form posts `csrf`, `quantity` (the number typed) and, from a button, `to` (which wins; 0 removes).
#[derive(Clone, Debug, Template)]
#[template(path = "cart/cart.html")]
pub struct CartPage {
    pub frame: Frame,
    pub cart: Cart,
}

#[derive(Template)]
#[template(path = "cart/block.html")]
struct Contents<'a> {
    frame: &'a Frame,
    cart: &'a Cart,
}

impl Blocks for CartPage {
    fn block(&self, name: &str) -> Option<askama::Result<String>> {
        match name {
            "cart" => Some(Contents { frame: &self.frame, cart: &self.cart }.render()),
            "cart-link" => Some(self.frame.cart_link()),
            _ => None,
        }
    }
}

/// What the visitor intends to buy.
#[derive(Clone, Debug)]
pub struct Cart {
    pub notices: Vec<Notice>,
    /// Empty when the cart is.
    pub groups: Vec<CartGroup>,
    /// None when the cart is empty.
    pub bill: Option<Bill>,
    /// What was just taken out, to be put back by one press.
    pub undo: Option<Undo>,
    /// Other products of the sellers in it.
    pub more: Vec<Card>,
    /// Where it would go, by name: what delivery and tax are told for.
    pub ships_to: String,
    /// Whether it goes to another country than the market's: import duties may be due there.
    pub crosses_border: bool,
    /// Whether a line has to be changed before checkout.
    pub blocked: bool,
    /// The codes that were entered, and what became of each.
    pub codes: Vec<Coupon>,
    /// What was typed as a code and does nothing, with why.
    pub coupon: Entry,
    /// The number of the order that the cart before this one became; only an empty cart tells.
    pub placed: Option<String>,
}

/// Something that changed since the visitor put a product in.
#[derive(Clone, Debug)]
pub struct Notice {
    pub tone: Tone,
    pub words: String,
}

/// The lines of one seller: they travel together.
#[derive(Clone, Debug)]
pub struct CartGroup {
    /// The vendor's public id.
    pub vendor: String,
    pub seller: Seller,
    /// Whether nothing of it can be sent to the visitor's country.
    pub undeliverable: bool,
    /// Whether anything of it has to be sent.
    pub ships: bool,
    pub lines: Vec<CartLine>,
    pub subtotal: Money,
    /// How much more makes its delivery free.
    pub until_free: Option<Money>,
    /// None while the destination is unknown or nothing has to travel.
    pub delivery: Option<GroupDelivery>,
}

impl CartGroup {
    /// Whether its parcel costs nothing.
    fn ships_free(&self) -> bool {
        self.delivery.as_ref().is_some_and(|delivery| delivery.fee.minor == 0)
    }
}

/// How a seller's parcel would come.
#[derive(Clone, Debug)]
pub struct GroupDelivery {
    pub method: String,
    pub fee: Money,
    pub latest: Date,
}

/// One line.
#[derive(Clone, Debug)]
pub struct CartLine {
    /// The line's public id.
    pub id: String,
    pub slug: String,
    pub variant: String,
    pub name: String,
    /// "Lagoon, 12 oz"; empty when there is one variant only.
    pub options: String,
    pub picture: Picture,
    /// For the whole line; `was` when the price was lowered.
    pub price: Price,
    pub quantity: u32,
    /// How many may be had, at most.
    pub most: u32,
    /// "6 left", "Only 2 left: please take fewer"; may be empty.
    pub note: String,
    /// Whether the note stands in the way of buying.
    pub blocked: bool,
}

impl CartLine {
    /// One less; at one this removes the line.
    fn less(&self) -> u32 {
        self.quantity.saturating_sub(1)
    }
    /// One more.
    fn more(&self) -> u32 {
        self.quantity.saturating_add(1)
    }
}

/// A line that was just removed.
#[derive(Clone, Debug)]
pub struct Undo {
    pub name: String,
    pub variant: String,
    pub quantity: u32,
}
