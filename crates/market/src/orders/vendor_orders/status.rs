//! Steps of vendor orders, and of the order that follows from them.

use souk_domain::{
    ids::VendorOrderId,
    order::{CancelReason, OrderStatus, derive_status, may},
    refusal::OrderRefusal,
};

use super::{NamedVendorOrder, store};
use crate::{
    Ctx, Error, Result,
    orders::store::{self as orders, OrderRow},
};

/// An order and all its vendor orders, as they stand after a step.
pub(crate) struct Stepped {
    pub(crate) order: OrderRow,
    /// In the order of the cart.
    pub(crate) vendor_orders: Vec<NamedVendorOrder>,
}

/// Moves every vendor order of an order that stands at `from` one step on, and the order with them. The order's row is locked.
/// Errors: the step is not in the graph, or not for this actor.
pub(crate) async fn advance_all(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    from: OrderStatus,
    to: OrderStatus,
    reason: Option<&str>,
) -> Result<Stepped> {
    step(ctx, order, None, (from, to), reason, None).await
}

/// Ends an order that has not been paid. The order's row is locked.
pub(crate) async fn cancel_all(ctx: &Ctx<'_>, order: &OrderRow, reason: CancelReason) -> Result<()> {
    let (from, to) = (OrderStatus::Pending, OrderStatus::Cancelled);
    step(ctx, order, None, (from, to), Some(reason.as_str()), Some(reason)).await.map(|_| ())
}

/// Ends one vendor order of which nothing is left: all its pieces were called off after they were paid. The order's row is
/// locked. Answers the order as it stands then.
pub(crate) async fn cancel_vendor_order(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    id: VendorOrderId,
    reason: CancelReason,
) -> Result<OrderRow> {
    let (from, to) = (OrderStatus::Processing, OrderStatus::Cancelled);
    let order = touch(ctx, order, id).await?;
    Ok(step(ctx, &order, Some(id), (from, to), Some(reason.as_str()), Some(reason)).await?.order)
}

/// What is left of a vendor order is on its way, for what waited was called off. The order's row is locked. Answers the order
/// as it stands then.
pub(crate) async fn all_sent(ctx: &Ctx<'_>, order: &OrderRow, id: VendorOrderId) -> Result<OrderRow> {
    let (from, to) = (OrderStatus::Processing, OrderStatus::Shipped);
    let order = touch(ctx, order, id).await?;
    Ok(step(ctx, &order, Some(id), (from, to), None, None).await?.order)
}

/// Something of a vendor order changed that is no step of it. The order's row is locked. Answers the order as it stands then.
pub(crate) async fn touch(ctx: &Ctx<'_>, order: &OrderRow, id: VendorOrderId) -> Result<OrderRow> {
    store::raise_revision(ctx, id).await?;
    orders::raise_revision(ctx, order).await
}

/// Moves one vendor order that is paid a step on its way to the buyer, and its order when it was the last to take it. Where
/// money or stock goes back, that is not a step but a use case of its own.
/// Errors: there is no such vendor order, the step is not in the graph, or not for this actor.
pub async fn advance_vendor_order(
    ctx: &Ctx<'_>,
    id: VendorOrderId,
    to: OrderStatus,
    reason: Option<&str>,
) -> Result<()> {
    let order = store::find_order(ctx, id).await?.ok_or(OrderRefusal::NotFound)?;
    let order = orders::lock(ctx, order).await?.ok_or(OrderRefusal::NotFound)?;
    let rows = store::list_of_orders(ctx, &[order.id]).await?;
    let from = rows.iter().find(|row| row.id == id).ok_or(OrderRefusal::NotFound)?.status;
    if from == OrderStatus::Pending || to == OrderStatus::Cancelled {
        return Err(OrderRefusal::StepNotAllowed { from, to }.into());
    }
    step(ctx, &order, Some(id), (from, to), reason, None).await.map(|_| ())
}

/// The one way a status changes: vendor orders first, then the order as it follows from them.
async fn step(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    only: Option<VendorOrderId>,
    (from, to): (OrderStatus, OrderStatus),
    reason: Option<&str>,
    cancel_reason: Option<CancelReason>,
) -> Result<Stepped> {
    may(ctx.actor.kind(), from, to)?;
    if !store::set_status(ctx, order.id, only, from, to).await? {
        return Err(Error::broken(format!("{} has no vendor order that is {from}", order.id)));
    }
    if only.is_some() {
        orders::insert_event(ctx, order.id, only, Some(from), to, reason).await?;
    }
    let vendor_orders = store::list_of_orders(ctx, &[order.id]).await?;
    let statuses: Vec<OrderStatus> = vendor_orders.iter().map(|row| row.status).collect();
    let derived = derive_status(&statuses);
    if derived == order.status {
        return Ok(Stepped { order: order.clone(), vendor_orders });
    }
    let cancel_reason = cancel_reason.filter(|_| derived == OrderStatus::Cancelled);
    let moved = orders::set_status(ctx, order, derived, cancel_reason).await?;
    let moved = moved.ok_or_else(|| Error::broken(format!("{} is no longer {}", order.id, order.status)))?;
    orders::insert_event(ctx, order.id, None, Some(order.status), derived, reason).await?;
    Ok(Stepped { order: moved, vendor_orders })
}
