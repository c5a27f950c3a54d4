use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::{
    address::Address,
    ids::{AccountId, OrderId},
};

use super::{Layout, PictureSource, Viewer, layout, order::line_pictures};
use crate::{
    Actor, App, Ctx, Result,
    accounts::{self, Account, NewBookedAddress, OrdersAhead, SessionRow},
    orders::{LineView, OrderView},
};

/// Orders at a glance.
const LATEST: u32 = 3;
/// Orders on one page of all of them.
const ON_A_PAGE: u32 = 10;
/// Pictures beside an order in a list.
const PICTURES: usize = 4;

/// An order in a list, with pictures of its first lines.
#[derive(Clone, Debug)]
pub struct ListedOrder {
    pub order: OrderView,
    pub pictures: Vec<PictureSource>,
}

/// An account at a glance.
#[derive(Clone, Debug)]
pub struct AccountOverview {
    pub layout: Layout,
    pub account: Account,
    pub latest: Vec<ListedOrder>,
    /// How many orders there are.
    pub orders: u64,
    /// The address things are sent to unless another is chosen.
    pub address: Option<Address>,
}

/// What its owner sees first. Errors: no such account.
pub fn account_overview(
    app: &App,
    actor: Actor,
    viewer: Viewer,
    account: AccountId,
) -> BoxFuture<'static, Result<AccountOverview>> {
    app.read_with(actor, (viewer, account), |ctx, (viewer, account)| {
        Box::pin(overview(ctx, viewer, *account))
    })
}

async fn overview(ctx: &Ctx<'_>, viewer: &Viewer, account: AccountId) -> Result<AccountOverview> {
    let found = accounts::list_orders(ctx, account, None, LATEST).await?;
    let book = accounts::list_addresses(ctx, account).await?;
    let default = book.iter().find(|booked| booked.default_shipping).or(book.first());
    Ok(AccountOverview {
        layout: layout::load(ctx, viewer).await?,
        account: accounts::load(ctx, account).await?,
        latest: listed(ctx, found.orders).await?,
        orders: found.total,
        address: default.map(|booked| booked.address.clone()),
    })
}

/// A page of an account's orders.
#[derive(Clone, Debug)]
pub struct OrderList {
    pub layout: Layout,
    pub orders: Vec<ListedOrder>,
    /// How many there are.
    pub total: u64,
    /// Where the next page begins: the moment and the id of the order before it.
    pub next: Option<(Timestamp, OrderId)>,
    /// What stands on the pages before.
    pub ahead: OrdersAhead,
}

/// An account's orders after `after`, the newest first.
pub fn account_orders(
    app: &App,
    actor: Actor,
    viewer: Viewer,
    account: AccountId,
    after: Option<(Timestamp, OrderId)>,
) -> BoxFuture<'static, Result<OrderList>> {
    app.read_with(actor, (viewer, account, after), |ctx, (viewer, account, after)| {
        Box::pin(order_list(ctx, viewer, *account, *after))
    })
}

async fn order_list(
    ctx: &Ctx<'_>,
    viewer: &Viewer,
    account: AccountId,
    after: Option<(Timestamp, OrderId)>,
) -> Result<OrderList> {
    let found = accounts::list_orders(ctx, account, after, ON_A_PAGE).await?;
    Ok(OrderList {
        layout: layout::load(ctx, viewer).await?,
        orders: listed(ctx, found.orders).await?,
        total: found.total,
        next: found.next,
        ahead: accounts::orders_ahead(ctx, account, after, ON_A_PAGE).await?,
    })
}

async fn listed(ctx: &Ctx<'_>, orders: Vec<OrderView>) -> Result<Vec<ListedOrder>> {
    let mut listed = Vec::with_capacity(orders.len());
    for order in orders {
        let lines: Vec<&LineView> =
            order.vendor_orders.iter().flat_map(|one| &one.lines).take(PICTURES).collect();
        listed.push(ListedOrder { pictures: line_pictures(ctx, &lines).await?, order });
    }
    Ok(listed)
}

/// How an account is guarded, and where it is signed in.
#[derive(Clone, Debug)]
pub struct AccountSecurity {
    pub layout: Layout,
    pub account: Account,
    pub sessions: Vec<SessionRow>,
}

/// Password, sign-in codes and sessions. Errors: no such account.
pub fn account_security(
    app: &App,
    actor: Actor,
    viewer: Viewer,
    account: AccountId,
) -> BoxFuture<'static, Result<AccountSecurity>> {
    app.read_with(actor, (viewer, account), |ctx, (viewer, account)| {
        Box::pin(security(ctx, viewer, *account))
    })
}

async fn security(ctx: &Ctx<'_>, viewer: &Viewer, account: AccountId) -> Result<AccountSecurity> {
    Ok(AccountSecurity {
        layout: layout::load(ctx, viewer).await?,
        account: accounts::load(ctx, account).await?,
        sessions: accounts::list_sessions(ctx, account).await?,
    })
}

/// Puts an address into an account's book, unless it is there. Errors: the book is full.
pub fn book_address(
    app: &App,
    actor: Actor,
    account: AccountId,
    address: Address,
) -> BoxFuture<'static, Result<()>> {
    let new = NewBookedAddress { address, default_shipping: false, default_billing: false };
    app.write_with(actor, (account, new), |ctx, (account, new)| Box::pin(book(ctx, *account, new)))
}

async fn book(ctx: &Ctx<'_>, account: AccountId, new: &NewBookedAddress) -> Result<()> {
    let there = accounts::list_addresses(ctx, account).await?;
    if there.iter().any(|booked| is_same_place(&booked.address, &new.address)) {
        return Ok(());
    }
    accounts::add_address(ctx, account, new).await.map(|_id| ())
}

/// Whether two addresses are the same to a carrier.
fn is_same_place(one: &Address, other: &Address) -> bool {
    let place = |address: &Address| {
        let Address { name, street, line2, city, region, postal_code, country, .. } = address.clone();
        (name, street, line2.unwrap_or_default(), city, region.unwrap_or_default(), postal_code, country)
    };
    place(one) == place(other)
}
