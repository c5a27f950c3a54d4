//! Checkout: one page, as a guest or signed in. Who and where, delivery per seller, payment; the bill beside it.
//!
//! The form posts to its own address what `form` declares, with `csrf`; its button `do` says `pay`, or `update` to have the
//! figures made anew.
//!
//! - `route_table`: its addresses; `show`, `place`: what they do
//! - `form`: its fields, each declared once, and from what was sent to the order
//! - `view`: from a cart and what was typed to what the page shows

use jiff::civil::Date;
use souk_domain::field::FieldError;
use souk_domain::money::Money;
use souk_domain::order::NoCash;
use souk_ui::address::AddressForm;
use souk_ui::page::Blocks;
use souk_ui::prelude::*;
use souk_ui::{Entry, FormError, dates};

use self::form::Typed;
use crate::shared::coupons::Coupon;
use crate::shared::items::Item;
use crate::shared::payment::{CardErrors, Way};

mod buyer;
mod form;
mod place;
mod route_table;
mod sample;
mod show;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use route_table::mounted;

/// The checkout page; its block `checkout` can be had alone.
#[derive(Clone, Debug, Template)]
#[template(path = "checkout/checkout.html")]
pub struct CheckoutPage {
    pub frame: Frame,
    pub checkout: Checkout,
}

#[derive(Template)]
#[template(path = "checkout/form.html")]
struct FormBlock<'a> {
    frame: &'a Frame,
    checkout: &'a Checkout,
}

impl Blocks for CheckoutPage {
    fn block(&self, name: &str) -> Option<askama::Result<String>> {
        (name == "checkout").then(|| FormBlock { frame: &self.frame, checkout: &self.checkout }.render())
    }
}

/// The form with what was typed, and what it will cost.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// Shown on top; each also stands at its field.
    pub errors: Vec<FormError>,
    /// "The total changed while you were here"; may be empty.
    pub notice: String,
    /// Where the orders that wait for payment are found, when they are too many; else empty.
    pub unpaid_href: String,
    /// What an account changes.
    pub buyer: Buyer,
    /// What stands in the fields; the template names each of them.
    pub typed: Typed,
    /// What is wrong with them, by their names.
    pub wrong: Vec<FieldError>,
    /// None when nothing has to travel: then only the e-mail is asked.
    pub address: Option<AddressForm>,
    pub deliveries: Vec<Delivery>,
    pub payment: PaymentForm,
    pub items: Vec<Item>,
    pub bill: Bill,
    /// The codes in the cart, and what became of each.
    pub codes: Vec<Coupon>,
    /// Whether it goes to another country than the market's: import duties may be due there.
    pub crosses_border: bool,
    pub idempotency_key: String,
    /// The cart's public id, and what the page lists of it as one word: the order is refused when it is not that.
    pub cart: String,
    pub contents: String,
}

impl Checkout {
    /// Whether something of it cannot be sent there.
    fn is_blocked(&self) -> bool {
        self.deliveries.iter().any(|delivery| delivery.undeliverable)
    }

    /// A field by its name, with what stands in it.
    fn entry(&self, name: &str, value: &str) -> Entry {
        Entry { value: value.to_owned(), error: view::words_for(&self.wrong, name) }
    }
}

/// Whose checkout it is.
#[derive(Clone, Debug)]
pub enum Buyer {
    /// A guest, who may become an account with one password.
    Guest { password_error: Option<String> },
    /// Somebody who is signed in.
    Owner {
        /// Addresses to choose from; each button fills the form.
        saved: Vec<SavedPlace>,
        /// Whether a new address goes into the book.
        keep: bool,
    },
}

/// An address of the book, as a button.
#[derive(Clone, Debug)]
pub struct SavedPlace {
    pub id: String,
    pub name: String,
    /// "418 Foster Street, Durham".
    pub words: String,
    /// The one that stands in the form.
    pub chosen: bool,
}

/// One seller's parcel and how it may come.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The vendor's public id: the radio buttons are named `delivery-<vendor>`.
    pub vendor: String,
    pub seller: String,
    /// Whether it sends nothing there: then no order can be placed.
    pub undeliverable: bool,
    /// Whether a way to ship is left out since its carrier gives no price at the moment.
    pub awaits_carrier: bool,
    /// Empty when nobody delivers to the address.
    pub options: Vec<DeliveryOption>,
    pub error: Option<String>,
}

impl Delivery {
    /// The chosen way, where it stands alone and the others are folded away: there are others, and nothing is wrong.
    fn folded(&self) -> Option<&DeliveryOption> {
        let chosen = self.options.iter().find(|option| option.chosen)?;
        (self.options.len() > 1 && self.error.is_none()).then_some(chosen)
    }
}

/// One way for a parcel to come.
#[derive(Clone, Debug)]
pub struct DeliveryOption {
    /// The shipping method's public id.
    pub method: String,
    pub name: String,
    pub fee: Money,
    pub earliest: Date,
    pub latest: Date,
    pub chosen: bool,
}

impl DeliveryOption {
    fn days(&self) -> String {
        dates::span(self.earliest, self.latest)
    }
}

/// How it is paid. What was typed into number and code is never shown again.
#[derive(Clone, Debug)]
pub struct PaymentForm {
    /// In the order shown; with one only there is nothing to choose. Empty when the total is zero.
    pub ways: Vec<Way>,
    pub chosen: Way,
    pub card: CardErrors,
    /// Why cash is not taken when it arrives, where the market takes it at all.
    pub no_cash: Option<NoCash>,
}

impl PaymentForm {
    fn is_offered(&self, way: Way) -> bool {
        self.ways.contains(&way)
    }

    /// Whether it may be placed without paying at once.
    fn is_paid_later(&self) -> bool {
        self.ways.is_empty() || self.ways.iter().any(|way| *way != Way::Card)
    }
}
