//! What came to the market's bank account: booked from the bank's statement, applied to orders, or sent back.

use axum::response::Response;
use jiff::Zoned;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::bounds::incoming_transfer::{MAX_AMOUNT, MAX_REFERENCE_CHARS, MAX_STATEMENT_LINE_CHARS};
use souk_domain::ids::IncomingTransferId;
use souk_domain::money::{Currency, Money, parse_typed_price};
use souk_domain::text::bounded_line;
use souk_http::read::{Form, Part, Query};
use souk_http::{Result, to_the_end};
use souk_market::checkout::{self, IncomingTransfer, TransferOutcome};
use souk_market::office;
use souk_market::orders;
use souk_market::payments::{BookedTransfer, TransferState};
use souk_ui::dates::at;
use souk_ui::desk::{Fields, Mistakes, first_moment, fresh_key, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{Clerk, query};

/// Transfers of a state.
#[derive(Clone, Debug, Template)]
#[template(path = "money/transfers.html")]
pub struct TransfersPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    /// What was just done, in words; may be empty.
    pub done: String,
    /// Each state with its address, and whether it is the one that is listed.
    pub tabs: Vec<(String, String, bool)>,
    pub transfers: Vec<TransferOnPage>,
    /// Back to the first page; empty on it.
    pub first: String,
    /// On to older ones; empty: there are none.
    pub next: String,
    /// The form that books a line of the statement; `None`: who looks may not.
    pub new: Option<NewTransfer>,
}

/// A line of the bank's statement as it was booked.
#[derive(Clone, Debug)]
pub struct TransferOnPage {
    pub id: String,
    pub line: String,
    pub reference: String,
    pub sum: Money,
    pub when: Zoned,
    /// The number of the order that uses it; empty: none does.
    pub order: String,
    /// Whether it waits and who looks may decide; then the key of the forms.
    pub key: Option<String>,
    /// What was typed as the order it is for.
    pub typed: Entry,
}

/// The form that books a line of the statement.
#[derive(Clone, Debug)]
pub struct NewTransfer {
    pub key: String,
    pub statement_line: Entry,
    pub reference: Entry,
    pub amount: Entry,
    pub received: Entry,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TransfersQuery {
    state: String,
    after: Option<String>,
    done: String,
}

/// What was sent with what, and what is wrong with it.
#[derive(Default)]
struct Trouble {
    /// The transfer whose form it was; `None`: the one that books a line.
    transfer: Option<IncomingTransferId>,
    sent: Fields,
    mistakes: Mistakes,
}

/// `GET /admin/transfers`: those that no order uses yet, or of another state.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<TransfersQuery>) -> Result<Response> {
    draw(&clerk, asked, Trouble::default()).await
}

/// `GET` where only a form is sent.
pub(super) async fn back(_clerk: Clerk, Part(_id): Part<IncomingTransferId>) -> Result<Response> {
    Ok(see_other(ways::transfers(), None))
}

/// `POST /admin/transfers`: books a line of the bank's statement.
pub(super) async fn record(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(&["key", "statement_line", "reference", "amount", "received"], &[])?;
    let around = office::around(clerk.http.app(), clerk.actor).await?;
    let (transfer, mut mistakes) = read(&sent, around.market.currency);
    if let Some(transfer) = transfer {
        let booking =
            checkout::record_incoming_transfer(clerk.http.app(), clerk.actor, transfer, sent.once());
        match to_the_end(booking).await? {
            Ok(reply) => return Ok(done(reply.fresh().map_or("booked", outcome_word))),
            Err(error) => {
                mistakes = Mistakes::of(error, |pointer| pointer.trim_start_matches('/').to_owned())?;
            }
        }
    }
    draw(&clerk, TransfersQuery::default(), Trouble { transfer: None, sent, mistakes }).await
}

fn read(sent: &Fields, currency: Currency) -> (Option<IncomingTransfer>, Mistakes) {
    let mut mistakes = Mistakes::default();
    let mut line = |field: &str, min, max| match bounded_line(field, sent.get(field), min, max) {
        Ok(text) => text,
        Err(wrong) => {
            mistakes.add(field, wrong.detail);
            String::new()
        }
    };
    let statement_line = line("statement_line", 1, MAX_STATEMENT_LINE_CHARS);
    let reference = line("reference", 0, MAX_REFERENCE_CHARS);
    let received = match parse_typed_price(sent.get("amount"), currency) {
        Ok(minor) if (1..=MAX_AMOUNT).contains(&minor) => minor,
        _ => {
            mistakes.add("amount", say("office-transfer-amount-odd", &[]));
            0
        }
    };
    let received_at = first_moment(sent.get("received")).unwrap_or_else(|_no_day| {
        mistakes.add("received", say("office-day-odd", &[]));
        None
    });
    let transfer = IncomingTransfer { statement_line, reference, received, currency, received_at };
    (mistakes.is_empty().then_some(transfer), mistakes)
}

/// `POST /admin/transfers/{id}/apply`: pays an order with it.
pub(super) async fn apply(
    clerk: Clerk,
    Part(id): Part<IncomingTransferId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["key", "order"], &[])?;
    let app = clerk.http.app();
    let mut mistakes = Mistakes::default();
    match orders::show_any_order(app, clerk.actor, sent.get("order").trim().to_owned()).await {
        Ok(order) => {
            let applying = checkout::apply_incoming_transfer(app, clerk.actor, id, order.id, sent.once());
            match to_the_end(applying).await? {
                Ok(reply) => return Ok(done(reply.fresh().map_or("applied", outcome_word))),
                Err(error) => mistakes = Mistakes::of(error, |_| "order".to_owned())?,
            }
        }
        Err(_) => mistakes.add("order", say("office-transfer-no-order", &[])),
    }
    draw(&clerk, TransfersQuery::default(), Trouble { transfer: Some(id), sent, mistakes }).await
}

/// `POST /admin/transfers/{id}/return`: sends it back.
pub(super) async fn give_back(
    clerk: Clerk,
    Part(id): Part<IncomingTransferId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["key"], &[])?;
    let returning = checkout::return_incoming_transfer(clerk.http.app(), clerk.actor, id, sent.once());
    match to_the_end(returning).await? {
        Ok(_) => Ok(done("returned")),
        Err(error) => {
            let mistakes = Mistakes::of(error, |_| String::new())?;
            draw(&clerk, TransfersQuery::default(), Trouble { transfer: Some(id), sent, mistakes }).await
        }
    }
}

fn outcome_word(outcome: TransferOutcome) -> &'static str {
    match outcome {
        TransferOutcome::Paid { .. } => "paid",
        TransferOutcome::Partial { .. } => "partial",
        TransferOutcome::Unmatched => "unmatched",
        TransferOutcome::Known => "known",
    }
}

fn done(word: &str) -> Response {
    see_other(&query(ways::transfers(), &[("done", word)]), None)
}

/// What was just done, in words; empty for nothing, and for a word that is none of ours.
fn done_words(done: &str) -> String {
    match done {
        "paid" | "applied" => say("office-transfer-paid", &[]),
        "partial" => say("office-transfer-partial", &[]),
        "unmatched" | "booked" => say("office-transfer-unmatched", &[]),
        "known" => say("office-transfer-known", &[]),
        "returned" => say("office-transfer-returned", &[]),
        _ => String::new(),
    }
}

async fn draw(clerk: &Clerk, asked: TransfersQuery, trouble: Trouble) -> Result<Response> {
    let state = TransferState::parse(&asked.state).unwrap_or(TransferState::Unmatched);
    let found = office::transfers(clerk.http.app(), clerk.actor, state, asked.after.clone()).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let here = |after: &str| query(ways::transfers(), &[("state", state.as_str()), ("after", after)]);
    let may = clerk.may(Permission::TransfersWrite);
    let of_new = trouble.transfer.is_none();
    let entry = |field: &str| match of_new {
        true => trouble.sent.entry(&trouble.mistakes, field, ""),
        false => Entry::of(""),
    };
    let transfer = |booked: &BookedTransfer| TransferOnPage {
        id: booked.id.to_string(),
        line: booked.statement_line.clone(),
        reference: booked.reference.clone(),
        sum: Money::new(booked.received, booked.currency),
        when: at(booked.received_at),
        order: booked.order.and_then(|order| found.numbers.get(&order).cloned()).unwrap_or_default(),
        key: (may && state == TransferState::Unmatched).then(|| fresh_key(clerk.http.app())),
        typed: match trouble.transfer {
            Some(transfer) if transfer == booked.id => trouble.sent.entry(&trouble.mistakes, "order", ""),
            _ => Entry::of(""),
        },
    };
    let page = TransfersPage {
        frame,
        desk,
        errors: trouble.mistakes.all().into_iter().map(|error| at_its_form(error, of_new)).collect(),
        done: done_words(&asked.done),
        tabs: TransferState::ALL.iter().map(|one| tab(*one, state)).collect(),
        transfers: found.transfers.items.iter().map(transfer).collect(),
        first: if asked.after.is_some() { here("") } else { String::new() },
        next: found.transfers.next.as_deref().map(here).unwrap_or_default(),
        new: may.then(|| NewTransfer {
            key: fresh_key(clerk.http.app()),
            statement_line: entry("statement_line"),
            reference: entry("reference"),
            amount: entry("amount"),
            received: entry("received"),
        }),
    };
    Ok(private(trouble.mistakes.status(), &page))
}

/// The forms of transfers are many: the summary leads to none of their fields.
fn at_its_form(error: FormError, of_new: bool) -> FormError {
    if of_new { error } else { FormError { field: String::new(), ..error } }
}

pub(super) fn tab(state: TransferState, here: TransferState) -> (String, String, bool) {
    let key = match state {
        TransferState::Unmatched => "office-transfers-unmatched",
        TransferState::Applied => "office-transfers-applied",
        TransferState::Returned => "office-transfers-returned",
    };
    (say(key, &[]), query(ways::transfers(), &[("state", state.as_str())]), state == here)
}
