//! What a vendor has, and the movements of a time.

use axum::response::Response;
use jiff::civil::Date;
use souk_domain::ledger::Account;
use souk_domain::money::Money;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::ledger::VendorEntry;
use souk_market::portal::{self, MoneyQuery};
use souk_ui::dates::at;
use souk_ui::{Entry, FormError};

use super::period::{PeriodQuery, Span};
use crate::prelude::*;
use crate::shared::{Mistakes, Worker, private};

/// What a vendor has, and how it came to be.
#[derive(Clone, Debug, Template)]
#[template(path = "money/show.html")]
pub struct MoneyPage {
    pub frame: Frame,
    pub desk: Desk,
    pub funds: Funds,
    pub spans: Vec<Span>,
    pub from: Entry,
    pub to: Entry,
    pub errors: Vec<FormError>,
    /// The newest first.
    pub movements: Vec<Movement>,
    /// Whether all time is shown.
    pub is_whole: bool,
    /// The file of the same time.
    pub file: String,
    /// Back to the first page; none on it.
    pub first: Option<String>,
    pub next: Option<String>,
    /// Whether who looks may say where the money goes.
    pub may_pay_out: bool,
}

/// What a vendor has.
#[derive(Clone, Debug)]
pub struct Funds {
    pub escrow: Money,
    /// Below zero it is owed to the market.
    pub available: Money,
    pub paid_out: Money,
}

/// One entry of the vendor's own accounts.
#[derive(Clone, Debug)]
pub struct Movement {
    pub day: Date,
    /// The key of what happened.
    pub what: &'static str,
    /// The key of where the money stands.
    pub account: &'static str,
    /// The order's number, where it is about one.
    pub order: Option<String>,
    /// What came; none where something went.
    pub comes: Option<Money>,
    pub goes: Option<Money>,
}

impl Funds {
    /// Whether the vendor owes something.
    pub fn owes(&self) -> bool {
        self.available.minor < 0
    }
}

/// `GET /vendor/money`.
pub(super) async fn show(worker: Worker, Query(asked): Query<PeriodQuery>) -> Result<Response> {
    let (_time, mistakes) = asked.time();
    draw(&worker, &asked, &mistakes).await
}

/// The page; with a mistake it shows no movements, since nobody knows of which time.
pub(super) async fn draw(worker: &Worker, asked: &PeriodQuery, mistakes: &Mistakes) -> Result<Response> {
    worker.require(VendorPermission::MoneyRead)?;
    let (time, _mistakes) = asked.time();
    let after = Some(asked.after.clone()).filter(|after| !after.is_empty());
    let query = MoneyQuery { time, after: after.clone() };
    let found = portal::money(worker.http.app(), worker.seat, query).await?;
    let (frame, desk) = worker.frame(&found.around);
    let money = |minor| Money::new(minor, found.funds.currency);
    let entry = |field: &str, typed: &str| Entry { value: typed.to_owned(), error: mistakes.words(field) };
    let movements = if mistakes.is_empty() { found.entries.items.as_slice() } else { &[] };
    let page = MoneyPage {
        frame,
        desk,
        funds: Funds {
            escrow: money(found.funds.escrow),
            available: money(found.funds.available),
            paid_out: money(found.funds.paid_out),
        },
        spans: asked.spans(found.now),
        from: entry("from", &asked.from),
        to: entry("to", &asked.to),
        errors: mistakes.all(),
        movements: movements.iter().map(movement).collect(),
        is_whole: asked.is_whole(),
        file: asked.file(),
        first: after.map(|_| asked.first_page()),
        next: found.entries.next.as_deref().filter(|_| mistakes.is_empty()).map(|next| asked.page(next)),
        may_pay_out: worker.seat.may(VendorPermission::PayoutWrite),
    };
    Ok(private(mistakes.status(), &page))
}

fn movement(entry: &VendorEntry) -> Movement {
    let sum = Money::new(entry.debit.saturating_abs(), entry.currency);
    let is_held = entry.account == Account::VendorEscrow.as_str();
    Movement {
        day: at(entry.created_at).date(),
        what: what(&entry.kind, is_held),
        account: if is_held { "money-held" } else { "money-ready" },
        order: entry.order.clone(),
        comes: (entry.debit < 0).then_some(sum),
        goes: (entry.debit >= 0).then_some(sum),
    }
}

/// The key of what an entry is about; what is set free leaves one account for the other.
fn what(kind: &str, is_held: bool) -> &'static str {
    match (kind, is_held) {
        ("capture", _) => "money-sale",
        ("release", true) => "money-no-longer-held",
        ("release", false) => "money-set-free",
        ("refund", _) => "money-refund",
        ("payout", _) => "money-payout",
        _ => "money-booking",
    }
}
