//! The letters of the market: each a subject, a text and an HTML part with the same words and figures.

use askama::Template;
use jiff::Zoned;
use souk_domain::money::Money;
use souk_market::{
    accounts::About,
    notifications::{ParcelNews, StaffReason},
};

use crate::order::{Goods, Transfer};
use crate::prelude::{Bill, filters};
use crate::texts::say;

mod order_news;
mod sample;
mod vendor_news;
mod writer;

pub use order_news::{NewsOf, OrderNews};
pub use vendor_news::VendorTold;
pub use writer::letters;

/// A letter that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// What stands in every letter.
#[derive(Clone, Debug)]
pub struct Head {
    /// The market's name.
    pub market: String,
    pub number: String,
    /// The buyer's first name, or the seller's; may be empty.
    pub name: String,
    /// The absolute, signed address of the order; for a seller that of the market.
    pub link: String,
    /// Where questions go; may be empty.
    pub contact: String,
    /// Whether to say that this is a test.
    pub sandbox: bool,
}

/// One line of what was bought.
#[derive(Clone, Debug)]
pub struct MailLine {
    pub quantity: u32,
    pub name: String,
    /// "Lagoon, 12 oz"; may be empty.
    pub options: String,
    pub seller: String,
    pub total: Money,
    /// Whether to say that it is not shipped: others of the same letter are.
    pub stays: bool,
}

/// To the buyer: the order is placed, and paid unless it says how.
#[derive(Clone, Debug)]
pub struct OrderPlaced {
    pub head: Head,
    pub lines: Vec<MailLine>,
    pub bill: Bill,
    /// Line by line; may be empty.
    pub address: Vec<String>,
    /// What to write into the bank's form; none when it is paid.
    pub transfer: Option<Transfer>,
    /// What each seller's shipment costs at the door; empty where it is paid otherwise.
    pub cash: Vec<(String, Money)>,
    pub goods: Goods,
}

/// To the buyer of an order that waited for money: it is there.
#[derive(Clone, Debug)]
pub struct PaymentReceived {
    pub head: Head,
    pub lines: Vec<MailLine>,
    pub bill: Bill,
    /// Line by line; may be empty.
    pub address: Vec<String>,
    /// What came too much.
    pub paid_back: Option<Money>,
    pub goods: Goods,
}

/// To the buyer: the payment failed, and how to pay again.
#[derive(Clone, Debug)]
pub struct PaymentFailed {
    pub head: Head,
    /// "The bank declined the card."
    pub reason: String,
    pub total: Money,
    pub held_until: Zoned,
}

/// To the buyer: the order is over.
#[derive(Clone, Debug)]
pub struct OrderCancelled {
    pub head: Head,
    /// Why: "You cancelled it.", "It was not paid in time."
    pub reason: String,
    /// What goes back; none when nothing was charged.
    pub paid_back: Option<Money>,
}

/// To the buyer: money came for an order that had ended, and goes back.
#[derive(Clone, Debug)]
pub struct LatePaymentReturned {
    pub head: Head,
    /// What goes back; none when the bank has not said how much came.
    pub paid_back: Option<Money>,
}

/// To the buyer: a fresh link to the order, which was asked for.
#[derive(Clone, Debug)]
pub struct OrderLink {
    pub head: Head,
}

/// To a seller: something to ship or to provide.
#[derive(Clone, Debug)]
pub struct VendorNewOrder {
    pub head: Head,
    pub lines: Vec<MailLine>,
    pub total: Money,
    /// What is to be collected when it arrives; none when it is paid.
    pub collect: Option<Money>,
    /// How it travels: "Standard"; empty when nothing does.
    pub delivery: String,
    /// Where it goes, line by line; may be empty.
    pub address: Vec<String>,
    pub goods: Goods,
}

/// To the owner of an account: a link to follow, or what has changed.
#[derive(Clone, Debug)]
pub struct AccountNews {
    pub head: Head,
    pub about: About,
}

impl AccountNews {
    /// The name of a text of this letter: `mail-account-reset-title`.
    fn word(&self, part: &str) -> String {
        let kind = match self.about {
            About::Verify => "verify",
            About::Reset => "reset",
            About::Invite => "invite",
            About::StaffInvite => "staff-invite",
            About::PasswordChanged => "password-changed",
            About::EmailChangeAsked => "email-change",
            About::SecondFactorOn => "codes-on",
            About::SecondFactorOff => "codes-off",
        };
        format!("mail-account-{kind}-{part}")
    }

    /// The names of all texts of all these letters, which stand in no source.
    pub fn every_word() -> Vec<String> {
        let parts = ["subject", "title", "lead", "action", "end"];
        let letters = About::ALL.iter().map(|about| Self::sample(*about));
        letters.flat_map(|letter| parts.map(|part| letter.word(part))).collect()
    }

    fn title(&self) -> String {
        say(&self.word("title"), &[])
    }

    fn lead(&self) -> String {
        say(&self.word("lead"), &[("market", &self.head.market)])
    }

    fn action(&self) -> String {
        say(&self.word("action"), &[])
    }

    fn end(&self) -> String {
        say(&self.word("end"), &[])
    }

    /// The letter in both forms.
    pub fn letter(&self) -> askama::Result<Letter> {
        let head = &self.head;
        Ok(Letter {
            subject: say(&self.word("subject"), &[("market", &head.market)]),
            text: AccountText { head, mail: self }.render()?,
            html: AccountHtml { head, mail: self }.render()?,
        })
    }
}

#[derive(Template)]
#[template(path = "mail/account.txt")]
struct AccountText<'a> {
    head: &'a Head,
    mail: &'a AccountNews,
}

#[derive(Template)]
#[template(path = "mail/account.html")]
struct AccountHtml<'a> {
    head: &'a Head,
    mail: &'a AccountNews,
}

/// To the market: what a shopper wrote; `head.number` is the order it is about, or empty.
#[derive(Clone, Debug)]
pub struct ToMarket {
    pub head: Head,
    pub email: String,
    pub words: String,
}

/// To the market: money that no gateway sends back.
#[derive(Clone, Debug)]
pub struct RefundLeftToStaff {
    pub head: Head,
    pub refunds: Vec<MailRefund>,
}

/// One sum to send back, or to look at.
#[derive(Clone, Debug)]
pub struct MailRefund {
    pub sum: Money,
    /// The name it has at the market.
    pub id: String,
    pub why: StaffReason,
}

impl MailRefund {
    fn reason(&self) -> &'static str {
        reason_words(self.why)
    }
}

/// The words for why people must look at a refund.
const fn reason_words(why: StaffReason) -> &'static str {
    match why {
        StaffReason::Transfer => "mail-refund-transfer",
        StaffReason::Refused => "mail-refund-refused",
        StaffReason::PaidTwice => "mail-refund-paid-twice",
        StaffReason::OtherAmount => "mail-refund-other-amount",
    }
}

/// To the market: refunds of which a payment provider says otherwise than was booked.
#[derive(Clone, Debug)]
pub struct RefundContradicted {
    pub head: Head,
    pub refunds: Vec<MailRefund>,
}

/// To the market: a try to pay that nobody could settle.
#[derive(Clone, Debug)]
pub struct PaymentStayedOpen {
    pub head: Head,
    pub total: Money,
}

/// To the buyer: the transfer is awaited still.
#[derive(Clone, Debug)]
pub struct TransferAwaited {
    pub head: Head,
    pub transfer: Transfer,
}

/// To the buyer: what became of a parcel.
#[derive(Clone, Debug)]
pub struct ParcelTold {
    pub head: Head,
    pub news: ParcelNews,
    pub seller: String,
    /// "2 × Tall mug", one for each line.
    pub items: Vec<String>,
    /// Whether nobody carried it: it was handed over.
    pub handed_over: bool,
    /// What it costs at the door; none where it is paid otherwise.
    pub cash: Option<Money>,
    /// May be empty.
    pub carrier: String,
    /// May be empty.
    pub tracking_number: String,
    /// Where its carrier tells of it.
    pub tracking: Option<String>,
}

impl ParcelTold {
    const fn subject(&self) -> &'static str {
        match self.news {
            ParcelNews::Sent => "mail-parcel-sent-subject",
            ParcelNews::OutForDelivery => "mail-parcel-today-subject",
            ParcelNews::Delivered => "mail-parcel-there-subject",
            ParcelNews::Lost => "mail-parcel-lost-subject",
            ParcelNews::Returned => "mail-parcel-back-subject",
        }
    }

    fn title(&self) -> String {
        let key = match self.news {
            ParcelNews::Sent => "mail-parcel-sent-title",
            ParcelNews::OutForDelivery => "mail-parcel-today-title",
            ParcelNews::Delivered if self.handed_over => "mail-parcel-provided-title",
            ParcelNews::Delivered => "mail-parcel-there-title",
            ParcelNews::Lost => "mail-parcel-lost-title",
            ParcelNews::Returned => "mail-parcel-back-title",
        };
        say(key, &[])
    }

    fn lead(&self) -> String {
        let key = match self.news {
            ParcelNews::Sent => "mail-parcel-sent-lead",
            ParcelNews::OutForDelivery => "mail-parcel-today-lead",
            ParcelNews::Delivered if self.handed_over => "mail-parcel-provided-lead",
            ParcelNews::Delivered => "mail-parcel-there-lead",
            ParcelNews::Lost if self.cash.is_some() => "mail-parcel-lost-unpaid",
            ParcelNews::Lost => "mail-parcel-lost-lead",
            ParcelNews::Returned if self.cash.is_some() => "mail-parcel-back-unpaid",
            ParcelNews::Returned => "mail-parcel-back-lead",
        };
        say(key, &[("number", &self.head.number), ("seller", &self.seller)])
    }

    /// What its buyer should have ready.
    fn to_pay(&self) -> Option<Money> {
        let comes = matches!(self.news, ParcelNews::Sent | ParcelNews::OutForDelivery);
        self.cash.filter(|cash| comes && cash.minor > 0)
    }

    /// Whether to ask its buyer to say so if it is not there.
    fn may_be_missing(&self) -> bool {
        self.news == ParcelNews::Delivered
    }

    /// The letter in both forms.
    pub fn letter(&self) -> askama::Result<Letter> {
        let head = &self.head;
        Ok(Letter {
            subject: say(self.subject(), &[("number", &head.number), ("market", &head.market)]),
            text: ParcelText { head, mail: self }.render()?,
            html: ParcelHtml { head, mail: self }.render()?,
        })
    }
}

#[derive(Template)]
#[template(path = "mail/parcel.txt")]
struct ParcelText<'a> {
    head: &'a Head,
    mail: &'a ParcelTold,
}

#[derive(Template)]
#[template(path = "mail/parcel.html")]
struct ParcelHtml<'a> {
    head: &'a Head,
    mail: &'a ParcelTold,
}

/// To a seller: its buyer says that something did not arrive.
#[derive(Clone, Debug)]
pub struct NotReceived {
    pub head: Head,
    /// "UPS 1Z999AA10123456784", one for each parcel; may be empty.
    pub parcels: Vec<String>,
}

/// To a seller: few are left of something.
#[derive(Clone, Debug)]
pub struct StockRanLow {
    /// Its link leads to the stock; its number is empty.
    pub head: Head,
    /// The product, with the chosen options where it has any.
    pub thing: String,
    pub left: i64,
}

macro_rules! letter {
    ($letter:ident, $text:ident $text_path:tt, $html:ident $html_path:tt, $subject:literal) => {
        #[derive(Template)]
        #[template(path = $text_path)]
        struct $text<'a> {
            head: &'a Head,
            mail: &'a $letter,
        }

        #[derive(Template)]
        #[template(path = $html_path)]
        struct $html<'a> {
            head: &'a Head,
            mail: &'a $letter,
        }

        impl $letter {
            /// The letter in both forms.
            pub fn letter(&self) -> askama::Result<Letter> {
                let head = &self.head;
                Ok(Letter {
                    subject: say($subject, &[("number", &head.number), ("market", &head.market)]),
                    text: $text { head, mail: self }.render()?,
                    html: $html { head, mail: self }.render()?,
                })
            }
        }
    };
}

letter!(OrderPlaced, OrderPlacedText "mail/order_placed.txt", OrderPlacedHtml "mail/order_placed.html", "mail-placed-subject");
letter!(PaymentReceived, PaymentReceivedText "mail/payment_received.txt", PaymentReceivedHtml "mail/payment_received.html", "mail-received-subject");
letter!(PaymentFailed, PaymentFailedText "mail/payment_failed.txt", PaymentFailedHtml "mail/payment_failed.html", "mail-failed-subject");
letter!(OrderCancelled, OrderCancelledText "mail/order_cancelled.txt", OrderCancelledHtml "mail/order_cancelled.html", "mail-cancelled-subject");
letter!(LatePaymentReturned, LatePaymentReturnedText "mail/late_payment_returned.txt", LatePaymentReturnedHtml "mail/late_payment_returned.html", "mail-late-subject");
letter!(OrderLink, OrderLinkText "mail/order_link.txt", OrderLinkHtml "mail/order_link.html", "mail-link-subject");
letter!(VendorNewOrder, VendorNewOrderText "mail/vendor_new_order.txt", VendorNewOrderHtml "mail/vendor_new_order.html", "mail-vendor-subject");
letter!(RefundLeftToStaff, RefundLeftText "mail/refund_left_to_staff.txt", RefundLeftHtml "mail/refund_left_to_staff.html", "mail-refund-subject");
letter!(RefundContradicted, ContradictedText "mail/refund_contradicted.txt", ContradictedHtml "mail/refund_contradicted.html", "mail-contradicted-subject");
letter!(PaymentStayedOpen, StayedOpenText "mail/payment_stayed_open.txt", StayedOpenHtml "mail/payment_stayed_open.html", "mail-open-subject");
letter!(NotReceived, NotReceivedText "mail/not_received.txt", NotReceivedHtml "mail/not_received.html", "mail-missing-subject");
letter!(TransferAwaited, AwaitedText "mail/transfer_awaited.txt", AwaitedHtml "mail/transfer_awaited.html", "mail-awaited-subject");

#[derive(Template)]
#[template(path = "mail/stock_ran_low.txt")]
struct StockRanLowText<'a> {
    head: &'a Head,
    mail: &'a StockRanLow,
}

#[derive(Template)]
#[template(path = "mail/stock_ran_low.html")]
struct StockRanLowHtml<'a> {
    head: &'a Head,
    mail: &'a StockRanLow,
}

impl StockRanLow {
    /// The letter in both forms.
    pub fn letter(&self) -> askama::Result<Letter> {
        Ok(Letter {
            subject: say("mail-low-subject", &[("thing", &self.thing)]),
            text: StockRanLowText { head: &self.head, mail: self }.render()?,
            html: StockRanLowHtml { head: &self.head, mail: self }.render()?,
        })
    }
}

#[derive(Template)]
#[template(path = "mail/to_market.txt")]
struct ToMarketText<'a> {
    head: &'a Head,
    mail: &'a ToMarket,
}

#[derive(Template)]
#[template(path = "mail/to_market.html")]
struct ToMarketHtml<'a> {
    head: &'a Head,
    mail: &'a ToMarket,
}

impl ToMarket {
    /// Both parts, and whom it is from.
    pub fn letter(&self) -> askama::Result<Letter> {
        Ok(Letter {
            subject: say("mail-message-subject", &[("name", &self.head.name)]),
            text: ToMarketText { head: &self.head, mail: self }.render()?,
            html: ToMarketHtml { head: &self.head, mail: self }.render()?,
        })
    }
}
