//! What keeps a vendor order from being confirmed or completed by itself, and its money with the market: each cause once.

use std::ops::Deref;

use jiff::Timestamp;
use souk_domain::{ids::VendorOrderId, refusal::OrderRefusal};

use super::{NamedVendorOrder, VendorOrderRow, store};
use crate::{
    Ctx, Result,
    orders::store::{self as orders, OrderRow},
    paging::Place,
    stored::stored_words,
};

/// Why a vendor order is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HoldKind {
    /// Something of it is to come back.
    Return,
    /// A bank takes its money back.
    Dispute,
    /// Its buyer says that it did not arrive.
    NotReceived,
}

stored_words!(HoldKind { Return = "return", Dispute = "dispute", NotReceived = "not_received" });

/// A vendor order that something holds. It reads as its row.
#[derive(Clone, Debug)]
pub struct HeldVendorOrder {
    pub row: VendorOrderRow,
    pub vendor_name: String,
    pub order_number: String,
    /// What holds it, the oldest first.
    pub kinds: Vec<HoldKind>,
}

impl Deref for HeldVendorOrder {
    type Target = VendorOrderRow;

    fn deref(&self) -> &VendorOrderRow {
        &self.row
    }
}

/// Vendor orders that something holds, the longest held first, after a place.
pub(crate) async fn list_held(ctx: &Ctx<'_>, after: Place, limit: i64) -> Result<Vec<HeldVendorOrder>> {
    let rows = store::list_held(ctx, after, limit).await?;
    let ids: Vec<VendorOrderId> = rows.iter().map(|held| held.row.id).collect();
    let kinds = store::list_hold_kinds(ctx, &ids).await?;
    let held = |held: store::HeldRow| {
        let own = kinds.iter().filter(|(id, _)| *id == held.row.id);
        let kinds = own.map(|(_, kind)| *kind).collect();
        HeldVendorOrder {
            row: held.row,
            vendor_name: held.vendor_name,
            order_number: held.order_number,
            kinds,
        }
    };
    Ok(rows.into_iter().map(held).collect())
}

/// Holds a vendor order, once for each cause; the order's row is locked by this. False: this cause holds it already.
/// Errors: there is no such vendor order.
pub(crate) async fn hold(
    ctx: &Ctx<'_>,
    vendor_order: VendorOrderId,
    kind: HoldKind,
    cause: &[u8; 16],
) -> Result<bool> {
    let (order, row) = lock(ctx, vendor_order).await?;
    if !store::take_hold(ctx, vendor_order, kind, cause).await? {
        return Ok(false);
    }
    let since = row.held_since.unwrap_or(ctx.now);
    store::set_holds(ctx, vendor_order, (row.holds + 1, Some(since)), row.due_at).await?;
    record(ctx, &order, &row, &format!("held: {}", kind.as_str())).await?;
    Ok(true)
}

/// Ends what holds a vendor order for this cause; the order's row is locked by this. When it was the last, its time goes on where it
/// stopped. False: this cause does not hold it. Errors: there is no such vendor order.
pub(crate) async fn unhold(
    ctx: &Ctx<'_>,
    vendor_order: VendorOrderId,
    kind: HoldKind,
    cause: &[u8; 16],
    reason: &str,
) -> Result<bool> {
    let (order, row) = lock(ctx, vendor_order).await?;
    if !store::release_hold(ctx, vendor_order, kind, cause).await? {
        return Ok(false);
    }
    let left = row.holds.saturating_sub(1);
    let (since, due) = if left > 0 { (row.held_since, row.due_at) } else { (None, resumed(ctx.now, &row)) };
    store::set_holds(ctx, vendor_order, (left, since), due).await?;
    record(ctx, &order, &row, reason).await?;
    Ok(true)
}

/// Whether anything of this kind holds a vendor order; its order's row is locked.
pub(crate) async fn is_held_for(ctx: &Ctx<'_>, vendor_order: VendorOrderId, kind: HoldKind) -> Result<bool> {
    store::has_hold(ctx, vendor_order, kind).await
}

/// When its next step is due once nothing holds it any more: as much later as it was held since it arrived.
fn resumed(now: Timestamp, row: &NamedVendorOrder) -> Option<Timestamp> {
    let due = row.due_at?;
    let stopped = row.held_since?.max(row.delivered_at?);
    due.checked_add(now.duration_since(stopped)).ok()
}

async fn lock(ctx: &Ctx<'_>, id: VendorOrderId) -> Result<(OrderRow, NamedVendorOrder)> {
    let order = store::find_order(ctx, id, None).await?.ok_or(OrderRefusal::NotFound)?;
    let order = orders::lock(ctx, order).await?.ok_or(OrderRefusal::NotFound)?;
    let rows = store::list_of_orders(ctx, &[order.id]).await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(OrderRefusal::NotFound)?;
    Ok((order, row))
}

async fn record(ctx: &Ctx<'_>, order: &OrderRow, row: &NamedVendorOrder, reason: &str) -> Result<()> {
    orders::insert_event(ctx, order.id, Some(row.id), Some(row.status), row.status, Some(reason)).await
}
