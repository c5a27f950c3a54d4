//! What a vendor has, and how it came to be.

use axum::{extract::State, response::Response};
use http::{HeaderValue, Uri, header};
use serde::{Deserialize, Serialize};
use souk_http::{HttpState, Result, VendorCaller, read::Query};
use souk_market::ledger::{self, VendorEntry};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, ListQuery, Money, asked_moment, list as write_list, time};

/// What you have.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorBalance {
    /// Of orders whose buyers may still say that something is wrong.
    escrow: Money,
    /// To be paid out; below zero you owe it to the market.
    available: Money,
    /// Sent to you so far.
    paid_out: Money,
}

/// One movement of your money.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorLedgerEntry {
    transaction_id: String,
    /// Such as `capture` or `refund`.
    kind: String,
    /// The order's number.
    order: Option<String>,
    vendor_order_id: Option<String>,
    /// `vendor_escrow` or `vendor_available`.
    account: String,
    /// What it adds; below zero: what it takes.
    amount: Money,
    created_at: String,
}

/// From when to when.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementQuery {
    /// The first moment, RFC 3339. Left out: from the start.
    #[param(format = "moment")]
    from: Option<String>,
    /// The first moment after. Left out: until now.
    #[param(format = "moment")]
    to: Option<String>,
}

pub(super) async fn balance(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    let funds = ledger::show_vendor_funds(http.app(), caller.actor, caller.vendor).await?;
    let of = |minor| Money::of(minor, funds.currency);
    let balance = VendorBalance {
        escrow: of(funds.escrow),
        available: of(funds.available),
        paid_out: of(funds.paid_out),
    };
    Ok(Answer::ok(&balance)?.tagged().send())
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: VendorCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let page =
        ledger::list_vendor_entries(http.app(), caller.actor, caller.vendor, query.after, limit).await?;
    Ok(write_list(&http, &uri, page, |entry| written(&entry))?.send())
}

fn written(entry: &VendorEntry) -> VendorLedgerEntry {
    VendorLedgerEntry {
        transaction_id: entry.transaction.to_string(),
        kind: entry.kind.clone(),
        order: entry.order.clone(),
        vendor_order_id: entry.vendor_order.map(|id| id.to_string()),
        account: entry.account.clone(),
        amount: Money::of(-entry.debit, entry.currency),
        created_at: time(entry.created_at),
    }
}

/// The same as a table for a bookkeeper, the oldest first.
pub(super) async fn statement(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Query(query): Query<StatementQuery>,
) -> Result<Response> {
    let from = asked_moment("/from", query.from.as_deref())?.unwrap_or(ledger::ALL_TIME.0);
    let to = asked_moment("/to", query.to.as_deref())?.unwrap_or(ledger::ALL_TIME.1);
    let entries = ledger::vendor_statement(http.app(), caller.actor, caller.vendor, (from, to)).await?;
    let mut response = Response::new(ledger::statement_table(&entries).into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"statement.csv\""),
    );
    Ok(response)
}
