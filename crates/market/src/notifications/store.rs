use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{fill_places, row, sql};
use souk_domain::{
    ids::{OrderId, PaymentId},
    order::{CancelReason, OrderStatus, PaymentMethod},
};

use crate::{Ctx, Result};

/// Orders that one statement reads.
const AT_ONCE: usize = 16;

row! {
    /// What letters tell of an order and its payment that may change after them.
    pub(super) struct OrderNow {
        pub(super) id: OrderId,
        pub(super) email: String,
        pub(super) status: OrderStatus,
        pub(super) expires_at: Option<Timestamp>,
        pub(super) updated_at: Timestamp,
        pub(super) cancel_reason: Option<CancelReason>,
        pub(super) payment: PaymentId,
        pub(super) method: PaymentMethod,
        pub(super) reference: Option<String>,
        pub(super) captured: i64,
        pub(super) refunded: i64,
    }
}

pub(super) async fn list_orders(ctx: &Ctx<'_>, orders: &[OrderId]) -> Result<BTreeMap<OrderId, OrderNow>> {
    let mut found = BTreeMap::new();
    for some in orders.chunks(AT_ONCE) {
        let rows: Vec<OrderNow> = ctx
            .tx
            .list(
                sql!(
                    "select o.id, o.email, o.status, o.expires_at, o.updated_at, o.cancel_reason, p.id, p.method, p.reference, \
                     p.captured, p.refunded from orders o join payment p on p.order_id = o.id \
                     where o.id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                &fill_places::<AT_ONCE, _>(some),
            )
            .await?;
        found.extend(rows.into_iter().map(|order| (order.id, order)));
    }
    Ok(found)
}

/// Where the vendors of orders read mail, each with the position of its vendor order.
pub(super) async fn list_vendor_emails(
    ctx: &Ctx<'_>,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<(u32, String)>>> {
    let mut found: BTreeMap<OrderId, Vec<(u32, String)>> = BTreeMap::new();
    for some in orders.chunks(AT_ONCE) {
        let rows: Vec<(OrderId, u32, String)> = ctx
            .tx
            .list(
                sql!(
                    "select o.order_id, o.position, v.email from vendor_order o join vendor v on v.id = o.vendor_id \
                     where o.order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by o.order_id, o.position"
                ),
                &fill_places::<AT_ONCE, _>(some),
            )
            .await?;
        for (order, position, email) in rows {
            found.entry(order).or_default().push((position, email));
        }
    }
    Ok(found)
}
