//! Fulfilment: from a paid vendor order to one that its buyer has, and whose money is its vendor's.
//!
//! - [`ship`], [`ship_several`], [`provide`]: what is sent goes into parcels
//! - [`record_tracking`], [`receive_carrier_event`]: where parcels are; [`carry_shipment`]: who has them
//! - [`confirm_receipt`], [`report_not_received`], [`settle_report`]: what buyers say of it, and what the staff make of that
//! - [`open_download`]: files that were bought
//! - `list_due`, `go_on`, [`take_due_step`], `list_reviews_due`, `ask_for_reviews`: what time does by itself
//!
//! Everything of an order changes under the lock of its row; stock and balances are locked after it.

mod carriers;
mod downloads;
mod parcel;
mod receipt;
mod time;
mod track;
mod use_cases;

pub use carriers::receive_carrier_event;
pub(crate) use downloads::list_bought;
pub use downloads::{BoughtFile, OpenedFile, list_files, open_download};
pub use parcel::NewShipment;
pub(crate) use receipt::confirm_delivered;
pub(crate) use time::{Due, ask_for_reviews, go_on, list_due, list_reviews_due};
pub use track::{Carriage, NewTracking};
pub use use_cases::{
    carry_shipment, confirm_receipt, provide, record_tracking, report_not_received, settle_report, ship,
    ship_several, show_shipment, take_due_step,
};

use souk_domain::{
    ids::{OrderId, VendorId, VendorOrderId},
    refusal::OrderRefusal,
};

use crate::{
    Ctx, Result,
    orders::{self, NamedVendorOrder, OrderRow},
};

/// A vendor order and the order it belongs to, whose row is locked.
struct Part {
    order: OrderRow,
    row: NamedVendorOrder,
}

/// Locks the order of a vendor order. Errors: there is no such one, it is not the vendor's that is named, or it was never paid.
async fn lock_part(ctx: &Ctx<'_>, vendor: Option<VendorId>, id: VendorOrderId) -> Result<Part> {
    let (id, order) = orders::find_place(ctx, vendor, id).await?;
    let order = lock_order(ctx, order).await?;
    let row = orders::list_of_orders(ctx, &[order.id]).await?.into_iter().find(|row| row.id == id);
    let row = row.filter(|row| row.processing_at.is_some()).ok_or(OrderRefusal::NotFound)?;
    Ok(Part { order, row })
}

async fn lock_order(ctx: &Ctx<'_>, order: OrderId) -> Result<OrderRow> {
    orders::lock(ctx, order).await?.ok_or_else(|| OrderRefusal::NotFound.into())
}
