//! Calling off an order that is paid, while nothing of it is on its way.

use souk_domain::{
    order::{CancelReason, OrderStatus},
    refusal::OrderRefusal,
};

use super::{LinePieces, NewRefund, ToRefund, Why, carry_out, decide, store};
use crate::{
    Ctx, Result,
    orders::{self, OrderRow},
};

/// Ends a paid order: all that is not called off yet goes back, vendor by vendor, and its stock is for sale again. The
/// order's row is locked, so of a vendor who sends something and a buyer who calls it off one is told that it is too late.
/// Errors: something of it is on its way.
pub(crate) async fn cancel_paid(ctx: &Ctx<'_>, order: &OrderRow, note: Option<&str>) -> Result<()> {
    let mut parts = Vec::new();
    for row in orders::list_vendor_rows(ctx, order.id).await? {
        match row.status {
            OrderStatus::Cancelled => continue,
            OrderStatus::Processing => {}
            _ => return Err(OrderRefusal::AlreadyShipped.into()),
        }
        let (lines, _) = store::list_lines(ctx, row.id).await?;
        if lines.iter().any(|line| line.pieces.fulfilled > 0) {
            return Err(OrderRefusal::AlreadyShipped.into());
        }
        let open = lines.iter().filter(|line| line.pieces.open() > 0);
        parts.push((
            row.id,
            open.map(|line| LinePieces { line: line.id, quantity: line.pieces.open() }).collect(),
        ));
    }
    let note = note.unwrap_or(CancelReason::of(ctx.actor.kind()).as_str());
    let (mut order, mut given) = (order.clone(), Vec::with_capacity(parts.len()));
    for (vendor_order, pieces) in parts {
        let what = ToRefund::Pieces(pieces);
        let new = NewRefund { what, note: note.to_owned(), restock: true };
        let (moved, one, _) = decide(ctx, &order, vendor_order, &new, Why::Cancelled).await?;
        order = moved;
        given.push(one);
    }
    // no balance of one vendor is locked before the products of the next
    carry_out(ctx, &order, &given).await
}
