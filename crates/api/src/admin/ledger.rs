use axum::{extract::State, response::Response};
use http::Uri;
use serde::Serialize;
use souk_http::{HttpState, Result, StaffCaller, read::Query};
use souk_market::{ledger, ledger::EntryRow};
use utoipa::ToSchema;

use crate::wire::{ListQuery, Money, list as write_list, time};

/// One movement of money, whole: its entries sum to zero.
#[derive(Serialize, ToSchema)]
pub(crate) struct LedgerTransaction {
    id: String,
    /// Such as `capture`.
    kind: String,
    order_id: Option<String>,
    created_at: String,
    entries: Vec<LedgerEntry>,
}

/// One side of a movement.
#[derive(Serialize, ToSchema)]
pub(crate) struct LedgerEntry {
    account: String,
    vendor_id: Option<String>,
    gateway: Option<String>,
    /// Positive debits, negative credits.
    debit: Money,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let limit = query.limit()?;
    let page = ledger::list_transactions(http.app(), caller.actor, query.after, limit).await?;
    Ok(write_list(&http, &uri, page, |entries| transaction(&entries))?.send())
}

fn transaction(entries: &[EntryRow]) -> LedgerTransaction {
    let first = entries.first();
    LedgerTransaction {
        id: first.map(|entry| entry.transaction.to_string()).unwrap_or_default(),
        kind: first.map(|entry| entry.kind.clone()).unwrap_or_default(),
        order_id: first.and_then(|entry| entry.order).map(|order| order.to_string()),
        created_at: first.map(|entry| time(entry.created_at)).unwrap_or_default(),
        entries: entries.iter().map(entry).collect(),
    }
}

fn entry(row: &EntryRow) -> LedgerEntry {
    LedgerEntry {
        account: row.account.clone(),
        vendor_id: row.vendor.map(|vendor| vendor.to_string()),
        gateway: row.gateway.clone(),
        debit: Money::of(row.debit, row.currency),
    }
}
