//! Steps of vendor orders, and of the order that follows from them.

use jiff::Timestamp;
use souk_domain::{
    ids::VendorOrderId,
    order::{CancelReason, OrderStatus, derive_status, may},
    refusal::OrderRefusal,
    shipment::{DeliveredBy, standing},
};

use super::{NamedVendorOrder, store};
use crate::{
    Ctx, Error, Result,
    orders::{
        shipments,
        store::{self as orders, LineRow, OrderRow},
    },
    settings,
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

/// Something of a vendor order changed that is no step of it. The order's row is locked. Answers the order as it stands then.
pub(crate) async fn touch(ctx: &Ctx<'_>, order: &OrderRow, id: VendorOrderId) -> Result<OrderRow> {
    store::touch(ctx, id).await?;
    orders::raise_revision(ctx, order).await
}

/// Moves one vendor order a step on, and the order with it when it was the last to take it. The order's row is locked.
/// Errors: the step is not in the graph, or not for this actor.
pub(crate) async fn advance(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    id: VendorOrderId,
    (from, to): (OrderStatus, OrderStatus),
    reason: Option<&str>,
) -> Result<Stepped> {
    step(ctx, order, Some(id), (from, to), reason, None).await
}

/// Moves a vendor order to where its parcels are, whatever became of them; answers the order as it stands then. The order's row
/// is locked. One that is confirmed, or has ended, stays where it is; one that has arrived goes back only when it had not.
pub(crate) async fn follow_parcels(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    id: VendorOrderId,
    reason: Option<&str>,
) -> Result<OrderRow> {
    store::touch(ctx, id).await?;
    let rows = store::list_of_orders(ctx, &[order.id]).await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(OrderRefusal::NotFound)?;
    let lines = orders::list_lines(ctx, &[order.id]).await?;
    let parcels = shipments::list_shipments(ctx, id).await?;
    let own = lines.iter().filter(|line| line.vendor_order == id);
    let to = standing(own.map(LineRow::counts), parcels.iter().map(|parcel| parcel.status));
    let follows = match row.status {
        OrderStatus::Processing | OrderStatus::Shipped => row.status != to,
        OrderStatus::Delivered => to == OrderStatus::Processing,
        _ => false,
    };
    if !follows {
        return Ok(order.clone());
    }
    let stepped = step(ctx, order, Some(id), (row.status, to), reason, None).await?;
    if row.status == OrderStatus::Delivered {
        store::clear_delivered(ctx, id).await?;
    }
    if to == OrderStatus::Delivered {
        let words = parcels.iter().filter(|parcel| parcel.status.counts()).filter_map(|p| p.delivered_by);
        // the weakest word of all: who says it of the own parcel waits longest
        let by = words.max().unwrap_or(DeliveredBy::Vendor);
        store::set_delivered(ctx, id, by, confirmed_at(ctx, &row, by).await?).await?;
    }
    Ok(stepped.order)
}

/// When a vendor order that has just arrived is confirmed by itself. By its vendor's word not before it was promised.
async fn confirmed_at(ctx: &Ctx<'_>, row: &NamedVendorOrder, by: DeliveredBy) -> Result<Timestamp> {
    let days = settings::load(ctx).await?.confirm_after_days;
    let promised = row.arrives_by.filter(|_| by == DeliveredBy::Vendor);
    Ok(promised.map_or(ctx.now, |promised| promised.max(ctx.now)) + settings::days(days))
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
