//! What buyers say of what was sent to them, and what follows for its vendor's money.

use jiff::SignedDuration;
use souk_domain::{
    ids::{OrderId, VendorOrderId},
    order::OrderStatus,
    refusal::{OrderRefusal, ShipmentRefusal},
    shipment::ShipmentStatus,
};

use super::{lock_order, track};
use crate::{
    Ctx, Result,
    ledger::{self, Released},
    orders::{self, HoldKind, NamedVendorOrder, OrderRow},
    queue::{self, EventKind},
    settings,
};

/// A vendor order that was just confirmed: its order as it stands then, and the money to set free.
pub(crate) struct Confirmed {
    pub(crate) order: OrderRow,
    pub(crate) released: Released,
}

/// A buyer has what was sent: all of an order that is on its way or has just arrived, or one vendor order of it. What was confirmed
/// before stays as it is. Errors: there is nothing of that kind, or a return or dispute of it is open.
pub(super) async fn confirm(ctx: &Ctx<'_>, order: OrderId, only: Option<VendorOrderId>) -> Result<()> {
    let mut order = lock_order(ctx, order).await?;
    let (mut released, mut known) = (Vec::new(), false);
    let mut rows = chosen(ctx, &order, only).await?;
    // what is paid at the door moves balances as it arrives: they are locked by vendor
    rows.sort_by_key(|row| row.vendor);
    for row in rows {
        match row.status {
            OrderStatus::Confirmed | OrderStatus::Reviewed | OrderStatus::Completed => known = true,
            OrderStatus::Shipped | OrderStatus::Delivered => {
                let cause = row.id.as_bytes();
                let reason = "its buyer has it after all";
                let withdrawn = orders::unhold(ctx, row.id, HoldKind::NotReceived, cause, reason).await?;
                if row.holds > u32::from(withdrawn) {
                    return Err(ShipmentRefusal::Held.into());
                }
                order = arrive(ctx, order, &row).await?;
                let confirmed = confirm_delivered(ctx, &order, row.id, Some("received")).await?;
                order = confirmed.order;
                released.push(confirmed.released);
            }
            OrderStatus::Pending | OrderStatus::Processing | OrderStatus::Cancelled => {}
        }
    }
    if released.is_empty() && !known {
        return Err(ShipmentRefusal::NothingArrives.into());
    }
    ledger::release(ctx, &released).await
}

/// The vendor orders that are meant. Errors: the one that is named is none of this order.
async fn chosen(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    only: Option<VendorOrderId>,
) -> Result<Vec<NamedVendorOrder>> {
    let mut rows = orders::list_of_orders(ctx, &[order.id]).await?;
    rows.retain(|row| only.is_none_or(|only| row.id == only));
    if rows.is_empty() { Err(OrderRefusal::NotFound.into()) } else { Ok(rows) }
}

/// Marks every parcel of a vendor order that is on its way as arrived.
async fn arrive(ctx: &Ctx<'_>, mut order: OrderRow, row: &NamedVendorOrder) -> Result<OrderRow> {
    if row.status == OrderStatus::Delivered {
        return Ok(order);
    }
    for parcel in orders::list_shipments(ctx, row.id).await? {
        if parcel.status.counts() && parcel.status != ShipmentStatus::Delivered {
            order = track::arrived(ctx, &order, &parcel).await?;
        }
    }
    Ok(order)
}

/// How long a buyer has had something before being asked what it is like: long enough to have used it.
const ASKED_FOR_REVIEWS_AFTER: SignedDuration = SignedDuration::from_hours(24 * 3);

/// Confirms a vendor order that has arrived, and that its buyer has reviewed if so; its order is locked. Whoever calls this sets the money free that it answers, that of
/// all vendor orders of a transaction at once. Errors: it has not arrived, something holds it, or the actor may not.
pub(crate) async fn confirm_delivered(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    id: VendorOrderId,
    reason: Option<&str>,
) -> Result<Confirmed> {
    let rows = orders::list_of_orders(ctx, &[order.id]).await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(OrderRefusal::NotFound)?;
    if row.holds > 0 {
        return Err(ShipmentRefusal::Held.into());
    }
    let stepped = orders::advance(ctx, order, id, (row.status, OrderStatus::Confirmed), reason).await?;
    let wait = settings::days(settings::load(ctx).await?.complete_after_days);
    let due = (row.delivered_at.unwrap_or(ctx.now) + wait).max(ctx.now);
    orders::set_due(ctx, id, Some(due)).await?;
    let released =
        Released { order: order.id, vendor_order: id, vendor: row.vendor, currency: order.currency };
    // what was reviewed while something held it counts now
    let mut order = stepped.order;
    if orders::is_reviewed(ctx, id).await? {
        let step = (OrderStatus::Confirmed, OrderStatus::Reviewed);
        order = orders::advance(ctx, &order, id, step, None).await?.order;
    } else {
        orders::set_review_due(ctx, id, ctx.now + ASKED_FOR_REVIEWS_AFTER).await?;
    }
    Ok(Confirmed { order, released })
}

/// A buyer says that something did not arrive: its vendor is told, and nothing goes on by itself until that is settled. Said again, it
/// changes nothing. Errors: nothing of it is on its way or has just arrived.
pub(super) async fn report(ctx: &Ctx<'_>, order: OrderId, only: Option<VendorOrderId>) -> Result<()> {
    let order = lock_order(ctx, order).await?;
    let mut missed = Vec::new();
    for row in chosen(ctx, &order, only).await? {
        if may_be_missed(ctx, &row).await? {
            missed.push(row);
        }
    }
    if missed.is_empty() {
        return Err(ShipmentRefusal::NothingArrives.into());
    }
    for row in missed {
        if orders::hold(ctx, row.id, HoldKind::NotReceived, row.id.as_bytes()).await? {
            queue::emit(ctx, EventKind::NotReceived, row.id.as_bytes()).await?;
        }
    }
    Ok(())
}

/// Whether something of a vendor order is on its way or has just arrived, also while the rest of it is to be sent still.
async fn may_be_missed(ctx: &Ctx<'_>, row: &NamedVendorOrder) -> Result<bool> {
    match row.status {
        OrderStatus::Shipped | OrderStatus::Delivered => Ok(true),
        OrderStatus::Processing => {
            let parcels = orders::list_shipments(ctx, row.id).await?;
            let sent = |status: ShipmentStatus| status.is_on_its_way() || status == ShipmentStatus::Delivered;
            Ok(parcels.iter().any(|parcel| sent(parcel.status)))
        }
        _ => Ok(false),
    }
}
