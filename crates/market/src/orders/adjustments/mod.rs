//! What promotions took off an order, as it was granted: it stays whatever becomes of the promotion.

mod store;

use std::collections::BTreeMap;

use souk_domain::{
    ids::{CartLineId, OrderId, OrderLineId, VendorId, VendorOrderId},
    pricing::{Adjustment, AdjustmentTarget},
};

pub use store::AdjustmentRow;
pub(super) use store::list;

use crate::{Ctx, Error, Result};

/// Under which ids a cart was placed.
#[derive(Default)]
pub(crate) struct PlacedAs {
    pub(crate) lines: BTreeMap<CartLineId, (VendorOrderId, OrderLineId)>,
    pub(crate) vendors: BTreeMap<VendorId, VendorOrderId>,
}

/// Writes down what was granted.
pub(crate) async fn insert_adjustments(
    ctx: &Ctx<'_>,
    order: OrderId,
    granted: &[Adjustment],
    placed_as: &PlacedAs,
) -> Result<()> {
    let mut rows = Vec::with_capacity(granted.len());
    for (position, given) in (0_u32..).zip(granted) {
        let target = match given.target {
            AdjustmentTarget::Line(line) => {
                placed_as.lines.get(&line).map(|(vendor_order, line)| (*vendor_order, Some(*line)))
            }
            AdjustmentTarget::Shipping(vendor) => {
                placed_as.vendors.get(&vendor).map(|vendor_order| (*vendor_order, None))
            }
        };
        let (vendor_order, line) =
            target.ok_or_else(|| Error::broken(format!("{order} is lowered where it has nothing")))?;
        rows.push(AdjustmentRow {
            order,
            position,
            vendor_order,
            line,
            promotion: given.promotion,
            name: given.name.clone(),
            code: given.code.clone(),
            discount: given.discount,
            platform: given.platform,
        });
    }
    store::insert_all(ctx, &rows).await
}
