//! Mail: what happened, told to whom it concerns, once.
//!
//! A mail is written in the transaction that handles its event, under a key made of the event and the reader, so it
//! exists once however often the event is handled. Delivery is a job; the mail keeps one Message-ID through all tries.

mod delivery;
mod events;
mod smtp;
mod store;
mod to_market;
mod use_cases;

use jiff::Timestamp;
use souk_db::BoxFuture;

pub(crate) use delivery::DeliverMail;
pub(crate) use events::LetterWriter;
pub use smtp::Smtp;
pub use store::{Mail, find, list_newest};
pub(crate) use store::{forget_of_order, forget_of_reader};
pub use to_market::{CheckedMessage, Message, write_to_market};
pub use use_cases::{list_mails, send_message, show_mail};

use crate::{Fault, accounts::AccountLetter, orders::OrderView, payments::Refund, settings::Market};

/// What a mail is about, with everything its words need.
#[derive(Clone, Debug)]
pub enum Letter<'a> {
    OrderPlaced {
        order: &'a OrderView,
        link: String,
    },
    /// The money came for an order that its buyer knows of: a transfer, or a card after all.
    PaymentReceived {
        order: &'a OrderView,
        link: String,
    },
    PaymentFailed {
        order: &'a OrderView,
        link: String,
    },
    OrderCancelled {
        order: &'a OrderView,
        link: String,
    },
    LatePaymentReturned {
        order: &'a OrderView,
        link: String,
    },
    /// To a vendor: its part of a paid order.
    VendorNewOrder {
        order: &'a OrderView,
        part: usize,
    },
    /// To the owner of an account.
    Account(&'a AccountLetter),
    /// To the market: what a shopper wrote.
    ToMarket {
        message: &'a CheckedMessage,
    },
    /// To the market: money that its people must send back.
    RefundLeftToStaff {
        order: &'a OrderView,
        refunds: &'a [Refund],
    },
}

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Who writes: what stands over and under every letter.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// The market as it is set up now.
    pub market: Market,
    /// Where the shop is reached, without a slash at the end.
    pub public_url: String,
    /// Whether no money moves here, so that the letter says so.
    pub is_test: bool,
}

/// Puts letters into words. The faces of the market know how; the market knows when.
pub trait Letters: Send + Sync {
    fn write(&self, head: &Letterhead, letter: &Letter<'_>) -> Written;
}

/// Hands mails on.
pub trait Mailer: Send + Sync {
    /// Hands one mail on. Errors: it was not accepted; it will be tried again.
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), Fault>>;
    /// Whether mails stay here, to be read in the shop's own mailbox.
    fn keeps_mails(&self) -> bool {
        false
    }
}

/// Keeps every mail in the shop's own mailbox: for a demo or a shop without a mail server. Nothing leaves the machine.
#[derive(Debug, Default)]
pub struct KeptHere;

impl Mailer for KeptHere {
    fn send<'a>(&'a self, _mail: &'a Mail) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async { Ok(()) })
    }

    fn keeps_mails(&self) -> bool {
        true
    }
}

/// The Message-ID of a mail: the same through all tries, so that a reader's mailbox drops a second copy.
pub(crate) fn message_id(mail: &Mail, public_url: &str) -> String {
    let host =
        public_url.split("://").nth(1).unwrap_or("localhost").split([':', '/']).next().unwrap_or("localhost");
    format!("<{}@{host}>", mail.id)
}

/// When a mail was written, for its Date header.
pub(crate) fn written_at(mail: &Mail) -> Timestamp {
    mail.created_at
}
