//! The order page: what was bought, where each parcel is, what is still to do.
//!
//! The pay-again form posts `csrf`, `idempotency_key`, `number`, `exp`, `cvc`, or `pay=bank_transfer` for a transfer instead; the
//! forms that cancel and refill the cart `csrf` alone, those with photographs of a return `csrf` and `files`, that which makes an account `csrf` and `password`, those that say whether a
//! parcel arrived `csrf` and `vendor_order`.
//!
//! - `route_table`: its addresses; `asked`: who may ask; `show`, `pay`, `act`, `receive`: what they do
//! - `view`, `timeline`: what the page shows, and how it is made of an order

use jiff::Zoned;
use souk_domain::money::Money;
use souk_domain::order::OrderStatus;
use souk_domain::shipment::ShipmentStatus;
use souk_ui::FormError;
use souk_ui::order::{Goods, Transfer};
use souk_ui::page::Blocks;
use souk_ui::prelude::*;

use crate::shared::items::Item;
use crate::shared::payment::{CardErrors, Way};

mod act;
mod asked;
mod download;
mod files;
mod given_back;
mod keep;
mod lookup;
mod pay;
mod photos;
mod receive;
mod returns;
mod review;
mod route_table;
mod sample;
mod sent;
mod show;
#[cfg(test)]
mod tests;
mod timeline;
mod view;
mod words;

pub use files::FileOnPage;
pub use given_back::{RefundOnPage, ReturnOnPage};
pub use lookup::LookupPage;
pub use returns::ReturnPage;
pub use review::ReviewPage;
pub(crate) use route_table::mounted;
pub use view::Order;

/// How soon the page looks again for the bank's answer, in seconds: most answers are there by then.
const AGAIN_S: u32 = 4;

/// The order page, also the thank-you page; its block `order` can be had alone.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/order.html")]
pub struct OrderPage {
    pub frame: Frame,
    pub order: Order,
}

#[derive(Template)]
#[template(path = "orders/state.html")]
struct StateBlock<'a> {
    frame: &'a Frame,
    order: &'a Order,
}

impl Blocks for OrderPage {
    fn block(&self, name: &str) -> Option<askama::Result<String>> {
        (name == "order").then(|| StateBlock { frame: &self.frame, order: &self.order }.render())
    }
}

/// The form that makes an account of a guest.
#[derive(Clone, Debug, Default)]
pub struct Join {
    pub errors: Vec<FormError>,
    pub password_error: Option<String>,
}

/// What the order waits for.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Paid; the parcels tell the rest.
    Paid,
    /// The bank's answer is not known yet; the page looks again by itself.
    Confirming,
    /// The bank wants the buyer to confirm there.
    NeedsConfirmation { href: String },
    /// Not paid: a card may be tried again.
    Unpaid(PayAgain),
    /// A transfer is on its way, or should be.
    AwaitingTransfer(Transfer),
    /// Over without a payment, or paid back.
    Cancelled {
        paid_back: Option<Money>,
        /// Why, in words; may be empty.
        why: String,
    },
}

/// The form that tries a card again.
#[derive(Clone, Debug)]
pub struct PayAgain {
    /// Why the last try failed, in words; empty when there was none.
    pub reason: String,
    /// How often it may still be tried; none: only a new order helps.
    pub tries_left: u32,
    pub held_until: Zoned,
    pub errors: Vec<FormError>,
    pub card: CardErrors,
    pub idempotency_key: String,
}

/// How it was paid.
#[derive(Clone, Debug)]
pub enum PaidBy {
    Card { brand: String, last4: String },
    BankTransfer,
    Cash,
    Nothing,
}

/// What one seller's part costs at the door.
#[derive(Clone, Copy, Debug)]
pub struct CashOnPage {
    pub due: Money,
    pub is_paid: bool,
}

/// One seller's part.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub seller: Seller,
    pub status: OrderStatus,
    pub goods: Goods,
    /// Its number among the shipments; none when nothing of it is sent.
    pub shipment: Option<usize>,
    pub steps: Vec<TimelineStep>,
    pub items: Vec<Item>,
    /// What is to be paid in cash when it arrives, or was; none where it is paid otherwise, and for nothing.
    pub cash: Option<CashOnPage>,
    /// What was sent of it.
    pub sent: Vec<SentParcel>,
    /// What its buyer is asked; none while nothing is on its way, or once it is settled.
    pub receipt: Option<Receipt>,
}

/// A parcel on its way, or there.
#[derive(Clone, Debug)]
pub struct SentParcel {
    /// Its number among those of its seller; none where there is one.
    pub number: Option<u32>,
    /// Whether it is the only one of its seller, who has nothing more to send: then the part says what is in it.
    pub is_all: bool,
    pub status: ShipmentStatus,
    /// "2 × Tall mug", one for each line.
    pub items: Vec<String>,
    /// May be empty.
    pub carrier: String,
    /// May be empty.
    pub tracking_number: String,
    /// Where its carrier tells of it.
    pub link: Option<String>,
    pub steps: Vec<TimelineStep>,
}

impl SentParcel {
    /// Whether its history is shown at once: while something may still happen, or when something went wrong.
    pub fn is_told_at_once(&self) -> bool {
        self.status != ShipmentStatus::Delivered
    }
}

/// Whether what was sent has arrived: only its buyer knows for sure.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// What the forms are about.
    pub vendor_order: String,
    /// Whether its buyer misses it.
    pub reported: bool,
    /// When silence counts as having it.
    pub confirms: Option<Zoned>,
}

/// One step of a parcel's road.
#[derive(Clone, Debug)]
pub struct TimelineStep {
    pub words: String,
    pub when: Option<Zoned>,
    /// A line below; may be empty.
    pub more: String,
    pub reached: Reached,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Done,
    Now,
    Next,
    /// Where the road ended before its end.
    Over,
}
