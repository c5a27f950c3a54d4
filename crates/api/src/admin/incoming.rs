use axum::{extract::State, response::Response};
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use souk_domain::{
    bounds::incoming_transfer,
    field::FieldError,
    ids::{IncomingTransferId, OrderId},
    refusal::RequestRefusal,
    text::bounded_line,
};
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, Json, Part, Query},
    to_the_end,
};
use souk_market::{
    checkout,
    checkout::{IncomingTransfer, TransferOutcome},
    payments::{self, TransferState},
};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, Money, Once, currency, id, limit, list as write_list, time, words_for};

/// A line of the bank's statement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransferRequest {
    /// The bank's own id of the line: the same line is booked once.
    #[schema(format = "statement_line")]
    statement_line: String,
    /// What the payer wrote.
    #[schema(format = "transfer_reference")]
    reference: String,
    amount: ReceivedAmount,
    /// RFC 3339; left out: now.
    #[schema(max_length = 40, format = "date-time")]
    received_at: Option<String>,
}

/// What came in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceivedAmount {
    /// Minor units: cents for USD, whole yen for JPY.
    #[schema(format = "received_amount", example = 1999)]
    amount: i64,
    /// ISO 4217.
    #[schema(format = "currency", example = "USD")]
    currency: String,
}

/// Which transfers.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransferQuery {
    /// Left out: `unmatched`, which somebody must look at.
    #[param(inline)]
    state: Option<TransferStateWord>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before, with the same state.
    #[param(format = "cursor")]
    after: Option<String>,
}

words_for! {
    TransferStateWord for TransferState { Applied, Unmatched, Returned }
}

/// A line of the bank's statement as it was booked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Transfer {
    id: String,
    /// The bank's own id of the line.
    statement_line: String,
    /// What the payer wrote.
    reference: String,
    amount: Money,
    /// `applied`, `unmatched` or `returned`.
    state: &'static str,
    /// The order that used it; null when none did.
    order_id: Option<String>,
    received_at: String,
    created_at: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct BookedTransfer {
    /// `paid`, `partial`, `unmatched` or `known`.
    outcome: &'static str,
    order_id: Option<String>,
    /// With `paid`: minor units that came too much and go back.
    surplus: Option<i64>,
    /// With `partial`: minor units that are still due.
    outstanding: Option<i64>,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<TransferQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let state = query.state.map_or(TransferState::Unmatched, TransferState::from);
    let page = checkout::list_incoming_transfers(http.app(), caller.actor, state, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, transfer)?.send())
}

fn transfer(booked: payments::BookedTransfer) -> Transfer {
    let row = booked.row;
    Transfer {
        id: row.id.to_string(),
        statement_line: row.statement_line,
        reference: row.reference,
        amount: Money::of(row.received, row.currency),
        state: row.state.as_str(),
        order_id: booked.order.map(|order| order.to_string()),
        received_at: time(row.received_at),
        created_at: time(row.created_at),
    }
}

/// Which order uses a transfer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplyRequest {
    #[schema(format = "OrderId")]
    order_id: String,
}

pub(super) async fn apply(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(transfer): Part<IncomingTransferId>,
    key: Option<IdempotencyKey>,
    Json(asked): Json<ApplyRequest>,
) -> Result<Response> {
    let order = id::<OrderId>("/order_id", &asked.order_id)?;
    let once = Once::new(key, |outcome: &TransferOutcome| Answer::ok(&booked(*outcome)));
    let applied = checkout::apply_incoming_transfer(http.app(), caller.actor, transfer, order, once.guard());
    Ok(once.send(to_the_end(applied).await??)?)
}

pub(super) async fn give_back(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<IncomingTransferId>,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, |booked: &payments::BookedTransfer| Answer::ok(&transfer(booked.clone())));
    let returned = checkout::return_incoming_transfer(http.app(), caller.actor, id, once.guard());
    Ok(once.send(to_the_end(returned).await??)?)
}

pub(super) async fn record(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<TransferRequest>,
) -> Result<Response> {
    let transfer = asked.read()?;
    let once = Once::new(key, |outcome: &TransferOutcome| Answer::created(&booked(*outcome)));
    let booked = checkout::record_incoming_transfer(http.app(), caller.actor, transfer, once.guard());
    Ok(once.send(to_the_end(booked).await??)?)
}

impl TransferRequest {
    fn read(&self) -> Result<IncomingTransfer> {
        let mut wrong: Vec<FieldError> = Vec::new();
        let mut line = |pointer: &str, value: &str, min, max| {
            bounded_line(pointer, value, min, max).map_err(|field| wrong.push(field)).unwrap_or_default()
        };
        let statement_line =
            line("/statement_line", &self.statement_line, 1, incoming_transfer::MAX_STATEMENT_LINE_CHARS);
        let reference = line("/reference", &self.reference, 0, incoming_transfer::MAX_REFERENCE_CHARS);
        if !(1..=incoming_transfer::MAX_AMOUNT).contains(&self.amount.amount) {
            let detail =
                format!("An amount received is from 1 to {} minor units.", incoming_transfer::MAX_AMOUNT);
            wrong.push(FieldError::new("/amount/amount", "out_of_range", detail));
        }
        let received_at = match self.received_at.as_deref().map(str::parse::<Timestamp>) {
            None => None,
            Some(Ok(at)) => Some(at),
            Some(Err(_)) => {
                let detail = "Send a time as RFC 3339 has it, such as 2026-11-02T10:00:00Z.";
                wrong.push(FieldError::new("/received_at", "invalid_value", detail));
                None
            }
        };
        let currency = currency("/amount/currency", &self.amount.currency)?;
        if !wrong.is_empty() {
            return Err(RequestRefusal::InvalidFields { fields: wrong }.into());
        }
        Ok(IncomingTransfer {
            statement_line,
            reference,
            received: self.amount.amount,
            currency,
            received_at,
        })
    }
}

fn booked(outcome: TransferOutcome) -> BookedTransfer {
    let none = BookedTransfer { outcome: "unmatched", order_id: None, surplus: None, outstanding: None };
    match outcome {
        TransferOutcome::Paid { order, surplus } => BookedTransfer {
            outcome: "paid",
            order_id: Some(order.to_string()),
            surplus: Some(surplus),
            ..none
        },
        TransferOutcome::Partial { order, outstanding } => BookedTransfer {
            outcome: "partial",
            order_id: Some(order.to_string()),
            outstanding: Some(outstanding),
            ..none
        },
        TransferOutcome::Unmatched => none,
        TransferOutcome::Known => BookedTransfer { outcome: "known", ..none },
    }
}
