//! Parcels that are lost or come back, with what was paid back while they travelled.

use std::collections::BTreeMap;

use souk_domain::{
    ids::OrderLineId,
    order::{CancelReason, Pieces, Shares, Taken},
    refusal::ShipmentRefusal,
    shipment::ShipmentStatus,
};

use super::{
    Given, LineToRefund, Part, Portion, Why, book, cash, count, end, is_called_off, load, settle_report,
    write,
};
use crate::{
    Ctx, Result, catalogue,
    inventory::{self, CalledOff, Sent},
    orders::{self, OrderRow, ShipmentRow},
};

/// What is in a parcel that is lost or came back is to be sent again, but for pieces that were paid back while it travelled: those
/// are called off, and with the last of them the vendor order has ended. The delivery of one of which nothing came back goes back
/// then. What was to be paid at the door and came back from there was refused: all of it is called off, and nothing is due. Where its
/// arrival had been booked, that is turned round. The order's row is locked, and the parcel written. Answers the order as it stands then.
/// Errors: a piece of it was given back by its buyer, so that it did arrive.
pub(crate) async fn give_up(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    parcel: &ShipmentRow,
    reason: &str,
) -> Result<OrderRow> {
    let mut part = load(ctx, order, parcel.vendor_order).await?;
    let was_refused = part.row.cash_due.is_some() && parcel.status == ShipmentStatus::Returned;
    let undone = part.row.collected_at.take().map(|_| part.left());
    let inside: BTreeMap<OrderLineId, u32> = orders::list_shipment_lines(ctx, &[parcel.id])
        .await?
        .into_iter()
        .map(|line| (line.line, line.quantity))
        .collect();
    let gone = |line: OrderLineId| inside.get(&line).copied().unwrap_or_default();
    let lost = |line: &LineToRefund| line.pieces.after_loss(gone(line.id));
    let mut after: Vec<Pieces> = part.lines.iter().map(lost).collect();
    if !after.iter().all(Pieces::is_sound) {
        let (from, to) = (ShipmentStatus::Delivered, parcel.status);
        return Err(ShipmentRefusal::StepNotAllowed { from, to }.into());
    }
    if part.row.holds > 0 {
        settle_report(ctx, parcel.vendor_order, reason).await?;
    }
    let mut portions = if was_refused { call_off(&part, &mut after) } else { Vec::new() };
    let ended = is_called_off(&after);
    let keeps_shipping = part.came_back && !was_refused;
    if ended && !keeps_shipping && part.shipping.left() != Shares::default() {
        portions.push(Portion { line: None, taken: Taken::default(), shares: part.shipping.left() });
    }
    let (why, ended_by) = if was_refused {
        (Why::NotAccepted, CancelReason::NotAccepted)
    } else {
        (Why::Cancelled, CancelReason::of(ctx.actor.kind()))
    };
    let mut refund = None;
    if !portions.is_empty() {
        refund = Some(write(ctx, order, &part, &portions, ended_by.as_str(), why).await?);
    }
    count(ctx, &part, &portions, &after).await?;
    let mut order = orders::follow_parcels(ctx, order, parcel.vendor_order, Some(reason)).await?;
    if ended {
        order = end(ctx, &order, parcel.vendor_order, ended_by).await?;
    }
    let waived = part.is_unpaid();
    if undone.is_some() {
        orders::set_collected(ctx, part.row.id, None).await?;
    }
    if waived {
        cash::settle_payment(ctx, &order).await?;
    }
    let given = Given { part, portions, after, refund, waived, restock: true, back: false, ended };
    move_stock(ctx, &order, parcel, &inside, &given).await?;
    if let Some(split) = undone {
        cash::undo(ctx, &order, &given.part, (parcel.id, split)).await?;
    }
    book(ctx, &order, &[given]).await?;
    Ok(order)
}

/// Calls off all that is open of a vendor order.
fn call_off(part: &Part, after: &mut [Pieces]) -> Vec<Portion> {
    let mut portions = Vec::with_capacity(part.lines.len());
    for (at, (line, pieces)) in part.lines.iter().zip(after).enumerate() {
        let taken = Taken { open: pieces.open(), sent: 0 };
        if taken.open > 0 {
            let shares = line.money.of_pieces(pieces.quantity, pieces.refunded, taken.open);
            *pieces = pieces.after(taken, false);
            portions.push(Portion { line: Some(at), taken, shares });
        }
    }
    portions
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
