//! What became of refunds and returns, and what is asked of an order.

use askama::Template;
use souk_domain::money::Money;

use super::{Head, Letter};
use crate::prelude::filters;
use crate::texts::say;

/// What of an order has news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewsOf {
    RefundSent,
    RefundFailed,
    /// People send it.
    RefundByHand,
    /// It was called off, and nothing was paid for it.
    NothingToRefund,
    ReturnApproved,
    ReturnRefused,
    ReturnReceived,
    /// To a vendor.
    ReturnRequested,
    /// To a vendor: what it has not sent was called off.
    CalledOff,
    /// To the market: a buyer misses something.
    Missing,
    /// What is it like?
    ReviewAsked,
}

impl NewsOf {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::RefundSent,
        Self::RefundFailed,
        Self::RefundByHand,
        Self::NothingToRefund,
        Self::ReturnApproved,
        Self::ReturnRefused,
        Self::ReturnReceived,
        Self::ReturnRequested,
        Self::CalledOff,
        Self::Missing,
        Self::ReviewAsked,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::RefundSent => "refunded",
            Self::RefundFailed => "refund-failed",
            Self::RefundByHand => "refund-by-hand",
            Self::NothingToRefund => "nothing-to-refund",
            Self::ReturnApproved => "return-approved",
            Self::ReturnRefused => "return-refused",
            Self::ReturnReceived => "return-received",
            Self::ReturnRequested => "return-asked",
            Self::CalledOff => "called-off",
            Self::Missing => "missing-to-market",
            Self::ReviewAsked => "review-asked",
        }
    }
}

/// To a buyer, a vendor or the market: a refund, a return or a delivery of an order has news.
#[derive(Clone, Debug)]
pub struct OrderNews {
    pub head: Head,
    pub of: NewsOf,
    /// What it is about, line by line: "2 × Tall stoneware mug"; may be empty.
    pub things: Vec<String>,
    /// What goes back; none where no money is told of.
    pub sum: Option<Money>,
    /// Whose words follow; may be empty, like the words.
    pub speaker: String,
    pub words: String,
}

impl OrderNews {
    /// The name of a text of this letter: `mail-refunded-title`.
    fn word(of: NewsOf, part: &str) -> String {
        format!("mail-{}-{part}", of.word())
    }

    /// The names of all texts of all these letters, which stand in no source.
    pub fn every_word() -> Vec<String> {
        let parts = ["subject", "title", "lead"];
        NewsOf::ALL.iter().flat_map(|of| parts.map(|part| Self::word(*of, part))).collect()
    }

    fn title(&self) -> String {
        say(&Self::word(self.of, "title"), &[])
    }

    fn lead(&self) -> String {
        let key = Self::word(self.of, "lead");
        match &self.sum {
            Some(sum) => say(&key, &[("number", &self.head.number), ("sum", sum)]),
            None => say(&key, &[("number", &self.head.number)]),
        }
    }

    /// The letter in both forms.
    pub fn letter(&self) -> askama::Result<Letter> {
        let head = &self.head;
        Ok(Letter {
            subject: say(&Self::word(self.of, "subject"), &[("number", &head.number)]),
            text: OrderNewsText { head, mail: self }.render()?,
            html: OrderNewsHtml { head, mail: self }.render()?,
        })
    }
}

#[derive(Template)]
#[template(path = "mail/order_news.txt")]
struct OrderNewsText<'a> {
    head: &'a Head,
    mail: &'a OrderNews,
}

#[derive(Template)]
#[template(path = "mail/order_news.html")]
struct OrderNewsHtml<'a> {
    head: &'a Head,
    mail: &'a OrderNews,
}
