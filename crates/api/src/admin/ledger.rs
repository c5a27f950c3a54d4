use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::{ids::OrderId, ledger::Account};
use souk_http::{HttpState, Result, StaffCaller, read::Query};
use souk_market::{
    ledger,
    ledger::{EntryRow, LedgerFilter},
};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Money, id, limit, list as write_list, time, words_for};

/// Which transactions.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct LedgerQuery {
    /// Those that move money on this account.
    #[param(inline)]
    account: Option<AccountWord>,
    /// Those of this order.
    #[param(format = "OrderId")]
    order_id: Option<String>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before, of the same transactions.
    #[param(format = "cursor")]
    after: Option<String>,
}

words_for! {
    AccountWord for Account {
        GatewayReceivable, MarketBank, VendorEscrow, VendorAvailable, Commission, CommissionTax, SalesTaxPayable,
        PlatformDiscounts, GatewayFees, UnappliedReceipts, RefundsClearing, PayoutsInTransit, Chargebacks, BadDebts,
        Adjustments,
    }
}

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
    Query(query): Query<LedgerQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let order = query.order_id.as_deref().map(|order| id::<OrderId>("/order_id", order)).transpose()?;
    let filter = LedgerFilter { account: query.account.map(Account::from), order };
    let page = ledger::list_transactions(http.app(), caller.actor, filter, query.after, rows).await?;
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
