//! Pieces of a return: back at their vendor's, and then paid back.

use std::collections::BTreeMap;

use souk_domain::{
    ids::{OrderLineId, RefundId, VendorOrderId},
    order::Pieces,
    refusal::OrderRefusal,
};

use super::{LinePieces, NewRefund, ToRefund, Why, give_back, load, more_pieces, store};
use crate::{
    Ctx, Error, Result, catalogue,
    inventory::{self, Cause, Returned},
    orders::OrderRow,
};

/// Pieces of a line that came back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TakenBack {
    pub(crate) line: OrderLineId,
    pub(crate) quantity: u32,
    /// Whether they are for sale again.
    pub(crate) restock: bool,
}

/// Counts pieces of a vendor order as returned, and puts them on sale again where that is wished; `cause` is the record of it.
/// The order's row is locked. Errors: more than the buyer has.
pub(crate) async fn take_back(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    vendor_order: VendorOrderId,
    pieces: &[TakenBack],
    cause: &[u8; 16],
) -> Result<()> {
    let part = load(ctx, order, vendor_order).await?;
    let mut returned = Vec::with_capacity(pieces.len());
    for (place, TakenBack { line, quantity, restock }) in pieces.iter().enumerate() {
        let own = part.lines.iter().find(|own| own.id == *line).ok_or(OrderRefusal::NotFound)?;
        if *quantity > own.pieces.with_buyer() {
            let pointer = format!("/lines/{place}/quantity");
            return Err(more_pieces(&pointer, own.pieces.with_buyer()).into());
        }
        let back = Returned { order_line: own.id, variant: own.variant, quantity: *quantity };
        returned.push((own, back, *restock));
    }
    catalogue::lock_products(ctx, &returned.iter().map(|(own, ..)| own.product).collect()).await?;
    for (own, back, _) in &returned {
        let after = Pieces { returned: own.pieces.returned + back.quantity, ..own.pieces };
        if !store::count_pieces(ctx, own.id, own.pieces, after, 0).await? {
            return Err(Error::broken(format!("{} moved while its order was locked", own.id)));
        }
        // it is at its vendor's, who may count it again whenever it is good
        if inventory::unmark_sold(ctx, back.variant).await? {
            catalogue::refresh_stock(ctx, own.product).await?;
        }
    }
    let on_sale = returned.into_iter().filter(|(.., restock)| *restock);
    let pieces: Vec<Returned> = on_sale.map(|(_, back, _)| back).collect();
    let cause = Cause { kind: "return", id: *cause };
    inventory::restock(ctx, part.row.vendor, &pieces, cause).await
}

/// Gives back the money of pieces that were returned, of those that were not paid back meanwhile. None: all were.
pub(crate) async fn give_back_returned(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    vendor_order: VendorOrderId,
    pieces: Vec<LinePieces>,
    note: &str,
) -> Result<Option<RefundId>> {
    let part = load(ctx, order, vendor_order).await?;
    let left: BTreeMap<OrderLineId, u32> =
        part.lines.iter().map(|line| (line.id, line.pieces.sent_and_paid())).collect();
    let pieces = pieces.into_iter().map(|LinePieces { line, quantity }| LinePieces {
        line,
        quantity: quantity.min(left.get(&line).copied().unwrap_or_default()),
    });
    let pieces: Vec<LinePieces> = pieces.filter(|pieces| pieces.quantity > 0).collect();
    if pieces.is_empty() {
        return Ok(None);
    }
    let new = NewRefund { what: ToRefund::Pieces(pieces), note: note.to_owned(), restock: false };
    give_back(ctx, order, vendor_order, &new, Why::Returned).await.map(Some)
}
