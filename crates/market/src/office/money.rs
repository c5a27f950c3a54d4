use std::collections::BTreeMap;

use souk_domain::{
    account::Permission,
    ids::{OrderId, OrderNumber, VendorId},
    ledger::Account,
    refusal::OrderRefusal,
};

use super::{OfficeAround, around, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result, checkout,
    ledger::{self as books, EntryRow, LedgerFilter},
    orders::find_by_number,
    paging::{DEFAULT_LIMIT, Page},
    payments::{self, BookedTransfer, Refund, RefundList, TransferState},
};

/// Transfers of a state.
#[derive(Clone, Debug)]
pub struct TransfersPage {
    pub around: OfficeAround,
    /// The newest first.
    pub transfers: Page<BookedTransfer>,
    /// The numbers of the orders that use them.
    pub numbers: BTreeMap<OrderId, String>,
}

/// Refunds that wait for people, or all.
#[derive(Clone, Debug)]
pub struct RefundsPage {
    pub around: OfficeAround,
    /// The newest first.
    pub refunds: Page<Refund>,
    /// The numbers of their orders.
    pub numbers: BTreeMap<OrderId, String>,
}

/// What is asked of the books.
#[derive(Clone, Debug, Default)]
pub struct LedgerQuery {
    pub account: Option<Account>,
    /// The number of an order; empty: of any, and of none.
    pub order: String,
    /// Behind which row the page begins.
    pub after: Option<String>,
}

/// A page of the books.
#[derive(Clone, Debug)]
pub struct LedgerPage {
    pub around: OfficeAround,
    /// Whole transactions, the newest first.
    pub transactions: Page<Vec<EntryRow>>,
    /// The numbers of the orders they are of.
    pub numbers: BTreeMap<OrderId, String>,
    /// The names of the vendors whose money they move.
    pub vendors: BTreeMap<VendorId, String>,
}

/// The transfers of a state, the newest first. Errors: the permission lacks; a malformed cursor.
pub fn transfers(
    app: &App,
    actor: Actor,
    state: TransferState,
    after: Option<String>,
) -> BoxFuture<'static, Result<TransfersPage>> {
    let found = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let transfers = checkout::page_of_transfers(ctx, state, after.as_deref(), DEFAULT_LIMIT).await?;
            let numbers = numbers(ctx, transfers.items.iter().filter_map(|transfer| transfer.order)).await?;
            Ok(TransfersPage { around: around::load(ctx).await?, transfers, numbers })
        })
    });
    actor.permitted(Permission::TransfersRead, found)
}

/// Refunds, the newest first. Errors: the permission lacks; a malformed cursor.
pub fn refunds(
    app: &App,
    actor: Actor,
    which: RefundList,
    after: Option<String>,
) -> BoxFuture<'static, Result<RefundsPage>> {
    let found = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let refunds = payments::page_of_refunds(ctx, which, after.as_deref(), DEFAULT_LIMIT).await?;
            let numbers = numbers(ctx, refunds.items.iter().map(|refund| refund.order)).await?;
            Ok(RefundsPage { around: around::load(ctx).await?, refunds, numbers })
        })
    });
    actor.permitted(Permission::RefundsRead, found)
}

/// Transactions of the books, the newest first. Errors: the permission lacks; there is no such order; a malformed cursor.
pub fn ledger(app: &App, actor: Actor, query: LedgerQuery) -> BoxFuture<'static, Result<LedgerPage>> {
    let found = app.snapshot_with(actor, query, |ctx, query| {
        Box::pin(async move {
            let filter = LedgerFilter { account: query.account, order: order_of(ctx, &query.order).await? };
            let transactions =
                books::page_of_transactions(ctx, filter, query.after.as_deref(), DEFAULT_LIMIT).await?;
            let entries = || transactions.items.iter().flatten();
            let numbers = numbers(ctx, entries().filter_map(|entry| entry.order)).await?;
            let vendors: Vec<VendorId> = distinct(entries().filter_map(|entry| entry.vendor));
            let vendors = store::list_vendor_names(ctx, &vendors).await?.into_iter().collect();
            Ok(LedgerPage { around: around::load(ctx).await?, transactions, numbers, vendors })
        })
    });
    actor.permitted(Permission::LedgerRead, found)
}

async fn order_of(ctx: &Ctx<'_>, typed: &str) -> Result<Option<OrderId>> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let number: OrderNumber = typed.trim().parse().map_err(|_| OrderRefusal::NotFound)?;
    let found = find_by_number(ctx, &number.to_string()).await?.ok_or(OrderRefusal::NotFound)?;
    Ok(Some(found.id))
}

async fn numbers(ctx: &Ctx<'_>, orders: impl Iterator<Item = OrderId>) -> Result<BTreeMap<OrderId, String>> {
    Ok(store::list_numbers(ctx, &distinct(orders)).await?.into_iter().collect())
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}
