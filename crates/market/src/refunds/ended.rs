//! Where a vendor order, and its order, stand once pieces of it were called off.

use souk_domain::{
    ids::VendorOrderId,
    order::{CancelReason, OrderStatus, Pieces},
};

use super::Part;
use crate::{
    Ctx, Result,
    orders::{self, OrderRow},
    queue::{self, EventKind},
};

/// Where a vendor order stands once pieces were called off: ended when nothing of it is left, where its parcels are when nothing
/// waits. Answers the order as it stands then, and whether the vendor order has ended by this.
pub(super) async fn settle_status(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    part: &Part,
    after: &[Pieces],
) -> Result<(OrderRow, bool)> {
    let waits = after.iter().any(|pieces| pieces.open() > 0);
    if part.row.status != OrderStatus::Processing || waits {
        return Ok((orders::touch(ctx, order, part.row.id).await?, false));
    }
    if after.iter().any(|pieces| pieces.fulfilled > 0) {
        let order = orders::touch(ctx, order, part.row.id).await?;
        let reason = Some("what waited was called off");
        return Ok((orders::follow_parcels(ctx, &order, part.row.id, reason).await?, false));
    }
    let reason = CancelReason::of(ctx.actor.kind());
    Ok((end(ctx, order, part.row.id, reason).await?, true))
}

/// Ends a vendor order of which nothing is left, and its order with the last of them.
pub(super) async fn end(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    id: VendorOrderId,
    reason: CancelReason,
) -> Result<OrderRow> {
    let moved = orders::cancel_vendor_order(ctx, order, id, reason).await?;
    if moved.status == OrderStatus::Cancelled {
        queue::emit(ctx, EventKind::OrderCancelled, order.id.as_bytes()).await?;
    }
    Ok(moved)
}
