use souk_db::{fill_places, sql, table};
use souk_domain::{
    bounds::promotion::{MAX_CODE_CHARS, MAX_NAME_CHARS},
    ids::{OrderId, OrderLineId, PromotionId, VendorOrderId},
};

use crate::{
    Ctx, Result,
    orders::{OrderRow, store::AT_ONCE},
};

table! {
    /// What a promotion took off a line, or off a vendor order's shipping. Minor units of its order's currency.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AdjustmentRow in "order_adjustment", private {
        pub(crate) order as order_id: OrderId,
        pub(crate) position: u32,
        pub vendor_order as vendor_order_id: VendorOrderId,
        /// `None`: of the shipping.
        pub line as order_line_id: Option<OrderLineId>,
        pub promotion as promotion_id: PromotionId,
        pub name: String [max(MAX_NAME_CHARS)],
        pub code: Option<String> [max(MAX_CODE_CHARS)],
        pub discount: i64,
        /// The part of it that the market pays.
        pub platform: i64,
    }
}

pub(super) async fn insert_all(ctx: &Ctx<'_>, rows: &[AdjustmentRow]) -> Result<()> {
    Ok(ctx.tx.insert_all(rows).await?)
}

/// Those of orders, each in the order in which they were granted; for orders without any nothing is asked.
pub(in super::super) async fn list(ctx: &Ctx<'_>, orders: &[OrderRow]) -> Result<Vec<AdjustmentRow>> {
    let lowered: Vec<OrderId> =
        orders.iter().filter(|order| order.adjustments > 0).map(|order| order.id).collect();
    let mut found = Vec::new();
    for some in lowered.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns order_adjustment} from order_adjustment \
             where order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by order_id, position"
        );
        found.extend(ctx.tx.list::<AdjustmentRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(found)
}
