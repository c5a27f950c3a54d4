use jiff::Timestamp;
use souk_domain::{
    ids::{AccountId, OrderId},
    refusal::RequestRefusal,
};

use super::store;
use crate::{
    Ctx, Result,
    orders::{self, OrderView},
    paging::{Page, Place},
};

/// The name of the list in its cursors.
const LIST: &str = "own orders";

/// Some orders of an account, and where the next ones begin.
pub struct OrderPage {
    pub orders: Vec<OrderView>,
    pub next: Option<(Timestamp, OrderId)>,
    pub total: u64,
}

/// Orders of an account, the newest first, after `after`.
pub async fn list_orders(
    ctx: &Ctx<'_>,
    account: AccountId,
    after: Option<(Timestamp, OrderId)>,
    limit: u32,
) -> Result<OrderPage> {
    let mut ids = orders::list_of_buyer(ctx, account, after, limit.saturating_add(1)).await?;
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    let mut views = orders::find_all(ctx, &ids).await?;
    views.sort_unstable_by_key(|order| std::cmp::Reverse((order.created_at, order.id)));
    let next = views.last().filter(|_| more).map(|last| (last.created_at, last.id));
    Ok(OrderPage { orders: views, next, total: orders::count_of_buyer(ctx, account).await? })
}

/// The same as a page behind a cursor. Errors: it is none, or of another list.
pub(super) async fn page_of_orders(
    ctx: &Ctx<'_>,
    account: AccountId,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<OrderView>> {
    let after = after.map(place).transpose()?;
    let OrderPage { orders, next, total } = list_orders(ctx, account, after, limit).await?;
    let next = next.map(|(at, id)| Place { key: at.as_millisecond(), id: *id.as_bytes() }.cursor(LIST));
    Ok(Page { items: orders, next, total: i64::try_from(total).ok() })
}

fn place(cursor: &str) -> Result<(Timestamp, OrderId), RequestRefusal> {
    let place = Place::read(cursor, LIST)?;
    let at = Timestamp::from_millisecond(place.key).map_err(|_| RequestRefusal::MalformedCursor)?;
    Ok((at, OrderId::from_bytes(place.id)))
}

/// What stands ahead of a page of [`list_orders`].
#[derive(Clone, Copy, Debug, Default)]
pub struct OrdersAhead {
    /// How many orders; none ahead of the first page.
    pub orders: u64,
    /// Behind which order the page before goes on. `None`: that one is the first.
    pub previous: Option<(Timestamp, OrderId)>,
}

/// What stands ahead of the page of `limit` orders behind `after`.
pub async fn orders_ahead(
    ctx: &Ctx<'_>,
    account: AccountId,
    after: Option<(Timestamp, OrderId)>,
    limit: u32,
) -> Result<OrdersAhead> {
    let Some(after) = after else { return Ok(OrdersAhead::default()) };
    Ok(OrdersAhead {
        orders: orders::count_up_to_of_buyer(ctx, account, after).await?,
        previous: orders::find_before_of_buyer(ctx, account, after, limit).await?,
    })
}

/// Gives an account one order that was placed as a guest, by somebody who may see it. An order that has a buyer stays theirs.
pub async fn keep_order(ctx: &Ctx<'_>, account: AccountId, order: OrderId) -> Result<()> {
    orders::give_one_to_buyer(ctx, account, order).await
}

/// Gives an account the orders that were placed as a guest under an address that it has proven.
pub(super) async fn join_orders(ctx: &Ctx<'_>, row: &store::AccountRow) -> Result<()> {
    let (Some(email), Some(_proven)) = (&row.email, row.email_verified_at) else { return Ok(()) };
    let key = souk_domain::text::email_key(email);
    orders::give_to_buyer(ctx, row.id, &key).await
}
