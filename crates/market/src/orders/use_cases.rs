//! What faces ask of orders.

use souk_domain::{
    account::Permission,
    ids::{OrderId, OrderNumber, VendorId, VendorOrderId},
    order::OrderStatus,
    refusal::OrderRefusal,
    vendor::VendorPermission,
};

use super::{
    HeldVendorOrder, OrderView, VendorOrderKey, VendorOrderSheet, find, find_by_number, find_of_vendor,
    list_held, list_of_vendor, load, token_has_lapsed,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    paging::{Page, Place, one_more, place_of_id, start},
    secrets::OrderToken,
};

/// The order of an id that came out of the market. Errors: it is not there, which is a fault.
pub fn load_order(app: &App, id: OrderId) -> BoxFuture<'static, Result<OrderView>> {
    app.snapshot(Actor::System, move |ctx| Box::pin(load(ctx, id)))
}

/// The order of an id or number, for the staff. Errors: not found.
pub fn show_any_order(app: &App, actor: Actor, asked: String) -> BoxFuture<'static, Result<OrderView>> {
    let found = app.snapshot_with(actor, asked, |ctx, asked| {
        Box::pin(async move { find_asked(ctx, asked).await?.ok_or_else(|| OrderRefusal::NotFound.into()) })
    });
    actor.permitted(Permission::OrdersRead, found)
}

/// The order of an id or number, for whoever has its token or placed it; long after it was completed the token opens it no more.
/// Errors: not found; for everyone else it does not exist.
pub fn show_order(
    app: &App,
    actor: Actor,
    asked: String,
    token: Option<OrderToken>,
) -> BoxFuture<'static, Result<OrderView>> {
    app.snapshot_with(actor, (asked, token), move |ctx, (asked, token)| {
        Box::pin(async move {
            let found = find_asked(ctx, asked).await?;
            let may_see = |order: &OrderView| {
                let own = actor.account().is_some() && actor.account() == order.buyer;
                let right = ctx.app.key().order_token(order.id, order.token_version);
                let lapsed = token_has_lapsed(order.status, order.updated_at, ctx.now);
                own || !lapsed && token.as_ref().is_some_and(|token| right.matches(token))
            };
            found.filter(may_see).ok_or_else(|| OrderRefusal::NotFound.into())
        })
    })
}

/// The order of an id or number as somebody wrote it.
async fn find_asked(ctx: &Ctx<'_>, asked: &str) -> Result<Option<OrderView>> {
    if let Ok(id) = asked.parse::<OrderId>() {
        return find(ctx, id).await;
    }
    match asked.parse::<OrderNumber>() {
        Ok(number) => find_by_number(ctx, &number.to_string()).await,
        Err(_) => Ok(None),
    }
}

/// A vendor's orders from the moment they are paid, newest first.
pub fn list_vendor_orders(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    status: Option<OrderStatus>,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<VendorOrderSheet>>> {
    let listed = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let list = format!("vendor orders:{}:", status.map_or("", OrderStatus::as_str));
            let place = start(after.as_deref(), &list, Place::ABOVE_ALL)?;
            let before = VendorOrderId::from_bytes(place.id);
            let (limit, _) = one_more(limit);
            let rows = list_of_vendor(ctx, vendor, status, Some(before), limit + 1).await?;
            Ok(Page::of(rows, limit, &list, |sheet| place_of_id(*sheet.id.as_bytes())))
        })
    });
    actor.permitted_of(vendor, VendorPermission::OrdersRead, listed)
}

/// Vendor orders that a return, a dispute or a missing delivery holds, the longest held first: nothing of them goes on by itself,
/// and of what a buyer misses the staff alone can settle it.
pub fn list_held_vendor_orders(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<HeldVendorOrder>>> {
    const LIST: &str = "held vendor orders:";
    let listed = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let place = start(after.as_deref(), LIST, Place::BELOW_ALL)?;
            let (limit, asked) = one_more(limit);
            let rows = list_held(ctx, place, asked).await?;
            Ok(Page::of(rows, limit, LIST, |held| Place {
                key: held.held_since.map_or(i64::MIN, jiff::Timestamp::as_millisecond),
                id: *held.id.as_bytes(),
            }))
        })
    });
    actor.permitted(Permission::OrdersRead, listed)
}

/// A vendor's own vendor order, by its own id or by id or number of the order. Errors: not found; only those that
/// [`list_vendor_orders`] shows exist here.
pub fn show_vendor_order(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    asked: String,
) -> BoxFuture<'static, Result<VendorOrderSheet>> {
    let found = app.snapshot_with(actor, asked, move |ctx, asked| {
        Box::pin(async move {
            let key = VendorOrderKey::parse(asked).ok_or(OrderRefusal::NotFound)?;
            find_of_vendor(ctx, vendor, &key).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::OrdersRead, found)
}
