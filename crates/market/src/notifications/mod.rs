//! Notifications: what happened, told to whom it concerns, once.
//!
//! A subscriber of the outbox decides who is told of an event and notes the [`facts`] of each letter; a job puts them into
//! words and hands them on. Whoever looks at a letter later sees it in words again.

mod delivery;
mod events;
mod facts;
mod kind;
mod order_link;
mod store;
mod to_market;
mod use_cases;
mod words;

use jiff::Timestamp;
use souk_domain::{
    ids::{MailId, OrderLineId, RefundId, ShipmentId, VariantId},
    money::Money,
    order::{RefundStatus, ReturnStatus},
};

pub(crate) use delivery::DeliverMails;
pub(crate) use events::LetterWriter;
pub use order_link::{AskedOrderLink, ask_order_link};
pub use to_market::{CheckedMessage, Message, write_to_market};
pub use use_cases::{list_letters, send_message, show_letter};

use crate::{
    App, Error, Result,
    accounts::AccountLetter,
    inventory::LowStock,
    joining::VendorLetter,
    orders::OrderView,
    payments::{Discrepancy, Refund},
    ports::LetterPort,
    refunds::RefundView,
    returns::ReturnView,
    settings::Market,
    stored::stored_words,
};

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A letter of the shop's mailbox.
#[derive(Clone, Debug)]
pub struct KeptLetter {
    pub id: MailId,
    pub recipient: String,
    /// Who is answered, where it is not the market.
    pub reply_to: Option<String>,
    pub written_at: Timestamp,
    pub words: Written,
}

/// A refund that people of the market must look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffRefund {
    pub id: RefundId,
    pub total: Money,
    pub why: StaffReason,
}

/// Why people must look at a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffReason {
    /// They must send it: it came by bank transfer.
    Transfer,
    /// They must send it: the gateway refused.
    Refused,
    /// The gateway may have sent it twice.
    PaidTwice,
    /// The gateway tells of another amount.
    OtherAmount,
}

stored_words!(StaffReason {
    Transfer = "transfer",
    Refused = "refused",
    PaidTwice = "paid_twice",
    OtherAmount = "other_amount",
});

/// What became of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParcelNews {
    /// It is with its carrier.
    Sent,
    /// It arrives today.
    OutForDelivery,
    /// It has arrived, by the word of its carrier or vendor.
    Delivered,
    /// Nobody finds it.
    Lost,
    /// It came back to its vendor.
    Returned,
}

stored_words!(ParcelNews {
    Sent = "shipment_sent",
    OutForDelivery = "shipment_out_for_delivery",
    Delivered = "shipment_delivered",
    Lost = "shipment_lost",
    Returned = "shipment_returned",
});

/// What becomes of money on its way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundNews {
    Sent,
    Failed,
    /// People send it, or nothing was paid for what was called off.
    ByHand,
}

impl StaffRefund {
    fn of(refund: &Refund, why: StaffReason) -> Self {
        Self { id: refund.id, total: Money::new(refund.total, refund.currency), why }
    }

    /// One that they must send.
    fn to_send(refund: &Refund) -> Self {
        let refused = refund.status == RefundStatus::Failed;
        Self::of(refund, if refused { StaffReason::Refused } else { StaffReason::Transfer })
    }

    /// One of which its gateway says otherwise than was booked.
    fn contradicted(refund: &Refund) -> Option<Self> {
        let why = match refund.discrepancy? {
            Discrepancy::PaidTwice => StaffReason::PaidTwice,
            Discrepancy::OtherAmount => StaffReason::OtherAmount,
        };
        Some(Self::of(refund, why))
    }
}

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
    /// A fresh link to an order, for who asked for one.
    OrderLink {
        order: &'a OrderView,
        link: String,
    },
    /// To a vendor: its part of a paid order.
    VendorNewOrder {
        order: &'a OrderView,
        /// The position of its vendor order in the order.
        position: u32,
    },
    /// To the owner of an account.
    Account(&'a AccountLetter),
    /// To somebody who sells here or wants to, or to the market of such a one.
    Vendor(&'a VendorLetter),
    /// To the market: what a shopper wrote.
    ToMarket {
        message: &'a CheckedMessage,
    },
    /// To the market: money that its people must send back.
    RefundLeftToStaff {
        order: &'a OrderView,
        refunds: &'a [StaffRefund],
    },
    /// To the market: refunds of which a gateway says otherwise than was booked.
    RefundContradicted {
        order: &'a OrderView,
        refunds: &'a [StaffRefund],
    },
    /// To the market: a try to pay that nobody could settle for a day.
    PaymentStayedOpen {
        order: &'a OrderView,
    },
    /// To a buyer: the transfer is awaited still.
    TransferAwaited {
        order: &'a OrderView,
        link: String,
    },
    /// To a buyer: what became of a parcel.
    Parcel {
        order: &'a OrderView,
        shipment: ShipmentId,
        news: ParcelNews,
        link: String,
    },
    /// To a buyer, once for each vendor order: what is it like?
    ReviewAsked {
        order: &'a OrderView,
        /// Those that nobody reviewed.
        lines: &'a [OrderLineId],
        link: String,
    },
    /// To a vendor, and to the market: a buyer says that something did not arrive.
    NotReceived {
        order: &'a OrderView,
        /// The position of its vendor order in the order.
        position: u32,
        to_market: bool,
    },
    /// To a vendor: few are left of a variant.
    StockRanLow {
        variant: VariantId,
        stock: &'a LowStock,
    },
    /// To a vendor: somebody called off what it has not sent.
    CalledOff {
        order: &'a OrderView,
        refund: &'a RefundView,
    },
    /// To a buyer: money of what was bought went back, or did not, or will be sent by people.
    Refund {
        order: &'a OrderView,
        refund: &'a RefundView,
        news: RefundNews,
        link: String,
    },
    /// To a buyer: what the vendor says to a return.
    Return {
        order: &'a OrderView,
        request: &'a ReturnView,
        /// Where it stood.
        status: ReturnStatus,
        /// The vendor's words then; may be empty.
        answer: &'a str,
        link: String,
    },
    /// To a vendor: a buyer wants to give something back.
    VendorReturn {
        order: &'a OrderView,
        request: &'a ReturnView,
    },
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

/// What the app is given to put letters into words.
pub fn letter_port(letters: impl Letters + 'static) -> LetterPort {
    LetterPort::of::<Box<dyn Letters>>(Box::new(letters))
}

/// Takes out again what [`letter_port`] put in.
fn letters(app: &App) -> Result<&dyn Letters> {
    let letters = app.letters().get::<Box<dyn Letters>>();
    letters.map(|letters| &**letters).ok_or_else(|| Error::broken("nobody here puts letters into words"))
}
