use std::collections::BTreeMap;

use souk_domain::{
    account::Permission,
    ids::{OrderId, OrderNumber, VendorId},
    order::OrderStatus,
    refusal::OrderRefusal,
    text::like_pattern,
};

pub use super::store::OfficeOrder;
use super::{OfficeAround, around, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    ledger::{self as books, EntryRow, LedgerFilter},
    orders::{self as capability, OrderView},
    paging::{DEFAULT_LIMIT, MAX_LIMIT, Page, Place, one_more, place_of_id, start},
    refunds::{self, RefundView},
    returns::{self, ReturnView},
};

/// Names the list in its cursors.
const LIST: &str = "office orders:";

/// What is asked of the market's orders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeOrdersQuery {
    /// `None`: of any status.
    pub status: Option<OrderStatus>,
    /// A part of a number or of its buyer's e-mail address; empty: any.
    pub text: String,
    /// Behind which row the page begins.
    pub after: Option<String>,
}

/// A page of the market's orders.
#[derive(Clone, Debug)]
pub struct OfficeOrdersPage {
    pub around: OfficeAround,
    /// The newest first.
    pub orders: Page<OfficeOrder>,
    /// How many orders have each status.
    pub counts: Vec<(OrderStatus, i64)>,
}

/// An order with all that became of it.
#[derive(Clone, Debug)]
pub struct OfficeOrderPage {
    pub around: OfficeAround,
    pub order: OrderView,
    /// What went back or is on its way, the newest first; empty too where who looks may not see it.
    pub refunds: Vec<RefundView>,
    /// What its buyer gives back, the newest first; empty too where who looks may not see it.
    pub returns: Vec<ReturnView>,
    /// What was booked for it, the newest first; empty too where who looks may not see the books.
    pub transactions: Vec<Vec<EntryRow>>,
    /// The names of the vendors whose money was booked.
    pub vendors: BTreeMap<VendorId, String>,
}

/// The market's orders, the newest first. Errors: the permission lacks; a malformed cursor.
pub fn orders(
    app: &App,
    actor: Actor,
    query: OfficeOrdersQuery,
) -> BoxFuture<'static, Result<OfficeOrdersPage>> {
    let found = app.snapshot_with(actor, query, |ctx, query| Box::pin(list(ctx, query)));
    actor.permitted(Permission::OrdersRead, found)
}

async fn list(ctx: &Ctx<'_>, query: &OfficeOrdersQuery) -> Result<OfficeOrdersPage> {
    let place = start(query.after.as_deref(), LIST, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(DEFAULT_LIMIT);
    let before = OrderId::from_bytes(place.id);
    let rows = match query.text.trim() {
        "" => store::list_orders(ctx, query.status, before, asked).await?,
        text => {
            let number = format!("%{}%", like_pattern(&text.replace('-', "")));
            let buyer = format!("%{}%", like_pattern(text));
            store::search_orders(ctx, query.status, (&number, &buyer), before, asked).await?
        }
    };
    let mut counts = Vec::with_capacity(OrderStatus::ALL.len());
    for status in OrderStatus::ALL {
        counts.push((*status, store::count_orders_of(ctx, *status).await?));
    }
    Ok(OfficeOrdersPage {
        around: around::load(ctx).await?,
        orders: Page::of(rows, limit, LIST, |order| place_of_id(*order.id.as_bytes())),
        counts,
    })
}

/// An order by its number, with all that became of it. Errors: the permission lacks; there is no such order.
pub fn order(app: &App, actor: Actor, number: String) -> BoxFuture<'static, Result<OfficeOrderPage>> {
    let found = app.snapshot_with(actor, number, |ctx, number| Box::pin(load(ctx, number)));
    actor.permitted(Permission::OrdersRead, found)
}

async fn load(ctx: &Ctx<'_>, number: &str) -> Result<OfficeOrderPage> {
    let may = |permission| ctx.actor.permissions().has(permission);
    let number: OrderNumber = number.parse().map_err(|_| OrderRefusal::NotFound)?;
    let order = capability::find_by_number(ctx, &number.to_string()).await?.ok_or(OrderRefusal::NotFound)?;
    let refunds =
        if may(Permission::RefundsRead) { refunds::list_of_order(ctx, order.id).await? } else { Vec::new() };
    let returns =
        if may(Permission::ReturnsRead) { returns::list_of_order(ctx, order.id).await? } else { Vec::new() };
    let transactions = if may(Permission::LedgerRead) {
        let filter = LedgerFilter { order: Some(order.id), account: None };
        books::page_of_transactions(ctx, filter, None, MAX_LIMIT).await?.items
    } else {
        Vec::new()
    };
    let vendors = order.vendor_orders.iter().map(|one| (one.vendor, one.vendor_name.clone())).collect();
    Ok(OfficeOrderPage { around: around::load(ctx).await?, order, refunds, returns, transactions, vendors })
}
