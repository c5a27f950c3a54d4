//! Cash on delivery: what is booked once a parcel has arrived, and what becomes of the payment.

use souk_domain::{
    ids::ShipmentId,
    ledger::Split,
    order::{OrderStatus, PaymentStatus},
};

use super::{Part, load};
use crate::{
    Ctx, Error, Result,
    ledger::{self, Captured, Collected},
    orders::{self, OrderRow, ShipmentRow, VendorOrderRow},
    payments::{self, CASH_OF_VENDOR},
    promotions,
};

impl Part {
    /// Whether it is paid when it arrives, and was not yet.
    pub(super) const fn is_unpaid(&self) -> bool {
        self.row.cash_due.is_some() && self.row.collected_at.is_none()
    }

    /// What is left of it, nothing of which was paid back: what was called off is due no more.
    pub(super) fn left(&self) -> Split {
        let lines = self.lines.iter().map(|line| line.money.left().split);
        lines.chain([self.shipping.left().split]).sum()
    }
}

/// A parcel has arrived: where that is all of a vendor order that is paid at the door, its money was taken, and is booked once. The
/// order's row is locked; balances are locked last.
pub(crate) async fn collect(ctx: &Ctx<'_>, order: &OrderRow, parcel: &ShipmentRow) -> Result<()> {
    let is_due = |row: &VendorOrderRow| {
        row.id == parcel.vendor_order
            && row.cash_due.is_some()
            && row.collected_at.is_none()
            && row.status.has_arrived()
    };
    if !orders::list_vendor_rows(ctx, order.id).await?.iter().any(is_due) {
        return Ok(());
    }
    let part = load(ctx, order, parcel.vendor_order).await?;
    let split = part.left();
    if Some(split.gross) != part.row.cash_due {
        return Err(Error::broken(format!("{} is to be paid otherwise than its lines say", part.row.id)));
    }
    orders::set_collected(ctx, part.row.id, Some(ctx.now)).await?;
    settle_payment(ctx, order).await?;
    ledger::collect(ctx, &collected(order, &part, parcel.id, split)).await
}

/// Turns round what was booked for a parcel that had not arrived after all.
pub(super) async fn undo(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    part: &Part,
    (parcel, split): (ShipmentId, Split),
) -> Result<()> {
    ledger::undo_collected(ctx, &collected(order, part, parcel, split)).await
}

fn collected<'a>(order: &OrderRow, part: &Part, parcel: ShipmentId, split: Split) -> Collected<'a> {
    let captured = Captured {
        order: order.id,
        vendor_order: part.row.id,
        vendor: part.row.vendor,
        currency: order.currency,
        gateway: payments::CASH_OF_CARRIER,
        split,
    };
    Collected { captured, by_vendor: part.by_vendor, parcel }
}

/// Whether the vendor took the cash of an order that is paid at the door.
pub(super) async fn is_taken_by_vendor(ctx: &Ctx<'_>, order: &OrderRow) -> Result<bool> {
    Ok(payments::find_of_order(ctx, order.id).await?.gateway == CASH_OF_VENDOR)
}

/// Where the payment of an order stands that is paid at the door: completed once all of it that was not called off is paid, ended
/// when all was; then it gives back what it used of promotions. The order's row is locked, stock is not yet.
pub(super) async fn settle_payment(ctx: &Ctx<'_>, order: &OrderRow) -> Result<()> {
    let payment = payments::lock_of_order(ctx, order.id).await?;
    let rows = orders::list_vendor_rows(ctx, order.id).await?;
    let left: Vec<_> = rows.iter().filter(|row| row.status != OrderStatus::Cancelled).collect();
    let status = if left.is_empty() {
        PaymentStatus::Cancelled
    } else if left.iter().all(|row| row.collected_at.is_some()) {
        PaymentStatus::Completed
    } else {
        PaymentStatus::Pending
    };
    let paid = rows.iter().filter(|row| row.collected_at.is_some()).filter_map(|row| row.cash_due);
    let paid: i64 = paid.sum();
    // it ended before anything of it was paid
    if status == PaymentStatus::Cancelled && paid == 0 && order.adjustments > 0 {
        promotions::give_back(ctx, order.id).await?;
    }
    payments::set_cash(ctx, payment.id, status, paid).await
}
