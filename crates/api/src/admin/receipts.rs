use axum::{extract::State, response::Response};
use http::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use souk_domain::{
    bounds::incoming_transfer, field::FieldError, refusal::RequestRefusal, text::bounded_line,
};
use souk_http::{
    Edge, Result, StaffCaller,
    read::{Query, Sent},
    to_the_end,
};
use souk_market::{
    checkout,
    checkout::{BankReceipt, ReceiptOutcome, ReceiptState},
};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, Money, limit, list as write_list, packed, run_read, send, time};

/// A line of the bank's statement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceiptRequest {
    /// The bank's own id of the line: the same line is booked once.
    #[schema(format = "statement_line")]
    statement_line: String,
    /// What the payer wrote.
    #[schema(format = "transfer_reference")]
    reference: String,
    amount: Money,
    /// RFC 3339; left out: now.
    #[schema(max_length = 40)]
    received_at: Option<String>,
}

/// Which receipts.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceiptQuery {
    /// Left out: `unmatched`, which somebody must look at.
    #[param(inline)]
    state: Option<ReceiptStateWord>,
    /// Things on a page.
    #[param(minimum = 1, maximum = 100, default = 24)]
    limit: Option<u32>,
    /// `next` of the page before, with the same state.
    #[param(format = "cursor")]
    after: Option<String>,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ReceiptStateWord {
    Applied,
    Unmatched,
}

/// A line of the bank's statement as it was booked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// The bank's own id of the line.
    statement_line: String,
    /// What the payer wrote.
    reference: String,
    amount: Money,
    /// `applied` or `unmatched`.
    state: &'static str,
    /// The order it is for; null when no order waited for it.
    order_id: Option<String>,
    received_at: String,
    created_at: String,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct BookedReceipt {
    /// `paid`, `partial`, `unmatched` or `known`.
    outcome: &'static str,
    order_id: Option<String>,
    /// With `paid`: minor units that came too much and go back.
    surplus: Option<i64>,
    /// With `partial`: minor units that are still due.
    outstanding: Option<i64>,
}

pub(super) async fn list(
    State(edge): State<Edge>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ReceiptQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let state = match query.state {
        Some(ReceiptStateWord::Applied) => ReceiptState::Applied,
        Some(ReceiptStateWord::Unmatched) | None => ReceiptState::Unmatched,
    };
    let page = run_read(&edge, caller.actor, move |ctx| {
        let after = query.after.clone();
        Box::pin(async move { checkout::list_receipts(ctx, state, after.as_deref(), rows).await })
    })
    .await?;
    Ok(write_list(&edge, &uri, page, receipt)?.send())
}

fn receipt(row: checkout::BookedReceipt) -> Receipt {
    Receipt {
        statement_line: row.statement_line,
        reference: row.reference,
        amount: Money::of(row.received, row.currency),
        state: row.state.as_str(),
        order_id: row.order.map(|order| order.to_string()),
        received_at: time(row.received_at),
        created_at: time(row.created_at),
    }
}

pub(super) async fn record(
    State(edge): State<Edge>,
    caller: StaffCaller,
    Sent { body: asked, keyed }: Sent<ReceiptRequest>,
) -> Result<Response> {
    let receipt = asked.read(edge.app().now())?;
    let claim = keyed.claim(edge.app(), "record_bank_receipt", &caller.owner);
    let app = edge.app().clone();
    let kept = to_the_end(async move {
        checkout::record_receipt_once(&app, caller.actor, receipt, claim, |outcome| {
            Ok(packed(&Answer::created(&booked(outcome))?, None))
        })
        .await
    });
    Ok(send(&kept.await?, None)?)
}

impl ReceiptRequest {
    fn read(&self, now: Timestamp) -> Result<BankReceipt> {
        let mut wrong: Vec<FieldError> = Vec::new();
        wrong.extend(
            bounded_line(
                "/statement_line",
                &self.statement_line,
                1,
                incoming_transfer::MAX_STATEMENT_LINE_CHARS,
            )
            .err(),
        );
        wrong.extend(
            bounded_line("/reference", &self.reference, 0, incoming_transfer::MAX_REFERENCE_CHARS).err(),
        );
        if self.amount.amount <= 0 {
            wrong.push(FieldError::new("/amount/amount", "out_of_range", "More than nothing was received."));
        }
        let received_at = match self.received_at.as_deref().map(str::parse::<Timestamp>) {
            None => now,
            Some(Ok(at)) => at,
            Some(Err(_)) => {
                let detail = "Send a time as RFC 3339 has it, such as 2026-11-02T10:00:00Z.";
                wrong.push(FieldError::new("/received_at", "invalid_value", detail));
                now
            }
        };
        let currency = self.amount.currency("/amount/currency")?;
        if !wrong.is_empty() {
            return Err(RequestRefusal::InvalidFields { fields: wrong }.into());
        }
        Ok(BankReceipt {
            statement_line: self.statement_line.trim().to_owned(),
            reference: self.reference.clone(),
            received: self.amount.amount,
            currency,
            received_at,
        })
    }
}

fn booked(outcome: ReceiptOutcome) -> BookedReceipt {
    let none = BookedReceipt { outcome: "unmatched", order_id: None, surplus: None, outstanding: None };
    match outcome {
        ReceiptOutcome::Paid { order, surplus } => BookedReceipt {
            outcome: "paid",
            order_id: Some(order.to_string()),
            surplus: Some(surplus),
            ..none
        },
        ReceiptOutcome::Partial { order, outstanding } => BookedReceipt {
            outcome: "partial",
            order_id: Some(order.to_string()),
            outstanding: Some(outstanding),
            ..none
        },
        ReceiptOutcome::Unmatched => none,
        ReceiptOutcome::Known => BookedReceipt { outcome: "known", ..none },
    }
}
