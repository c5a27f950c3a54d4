//! Parcels that are lost or come back, with what was paid back while they travelled.

use std::collections::BTreeMap;

use souk_domain::{
    ids::OrderLineId,
    order::{CancelReason, Pieces, Shares, Taken},
    refusal::ShipmentRefusal,
    shipment::ShipmentStatus,
};

use super::{Given, Portion, Why, book, count, end, is_called_off, load, settle_report, write};
use crate::{
    Ctx, Result, catalogue,
    inventory::{self, CalledOff, Sent},
    orders::{self, OrderRow, ShipmentRow},
};

/// What is in a parcel that is lost or came back is to be sent again, but for pieces that were paid back while it travelled: those
/// are called off, and with the last of them the vendor order has ended. The delivery of one of which nothing came back goes back
/// then. The order's row is locked, and the parcel written. Answers the order as it stands then.
/// Errors: a piece of it was given back by its buyer, so that it did arrive.
pub(crate) async fn give_up(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    parcel: &ShipmentRow,
    reason: &str,
) -> Result<OrderRow> {
    let part = load(ctx, order, parcel.vendor_order).await?;
    let inside: BTreeMap<OrderLineId, u32> = orders::list_shipment_lines(ctx, &[parcel.id])
        .await?
        .into_iter()
        .map(|line| (line.line, line.quantity))
        .collect();
    let gone = |line: OrderLineId| inside.get(&line).copied().unwrap_or_default();
    let after: Vec<Pieces> = part.lines.iter().map(|line| line.pieces.after_loss(gone(line.id))).collect();
    if !after.iter().all(Pieces::is_sound) {
        let (from, to) = (ShipmentStatus::Delivered, parcel.status);
        return Err(ShipmentRefusal::StepNotAllowed { from, to }.into());
    }
    if part.row.holds > 0 {
        settle_report(ctx, parcel.vendor_order, reason).await?;
    }
    let (mut portions, mut refund) = (Vec::new(), None);
    let ended = is_called_off(&after);
    if ended && !part.came_back && part.shipping.left() != Shares::default() {
        portions.push(Portion { line: None, taken: Taken::default(), shares: part.shipping.left() });
        let note = CancelReason::of(ctx.actor.kind()).as_str();
        refund = Some(write(ctx, order, &part, &portions, note, Why::Cancelled).await?);
    }
    count(ctx, &part, &portions, &after).await?;
    let mut order = orders::follow_parcels(ctx, order, parcel.vendor_order, Some(reason)).await?;
    if ended {
        order = end(ctx, &order, parcel.vendor_order).await?;
    }
    let given = Given { part, portions, after, refund, restock: true, back: false, ended };
    move_stock(ctx, &order, parcel, &inside, &given).await?;
    book(ctx, &order, &[given]).await?;
    Ok(order)
}

/// Puts what came back on the shelf, where what was called off is for sale again; what is lost is held no more.
async fn move_stock(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    parcel: &ShipmentRow,
    inside: &BTreeMap<OrderLineId, u32>,
    given: &Given,
) -> Result<()> {
    let called_off: Vec<CalledOff> = given.called_off().collect();
    catalogue::lock_products(ctx, &called_off.iter().map(|off| off.product).collect()).await?;
    let sent: Vec<Sent> = inside
        .iter()
        .map(|(line, pieces)| Sent { line: *line, pieces: *pieces, name: String::new() })
        .collect();
    if parcel.status == ShipmentStatus::Returned {
        inventory::take_back(ctx, order.id, parcel.id.as_bytes(), &sent).await?;
        return inventory::release_part(ctx, order.id, &called_off).await.map(|_| ());
    }
    inventory::lose(ctx, order.id, parcel.id.as_bytes(), &sent).await?;
    inventory::forget_lost(ctx, &called_off).await
}
