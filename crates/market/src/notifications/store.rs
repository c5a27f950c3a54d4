use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::{
    ids::{OrderId, PaymentId},
    order::{OrderStatus, PaymentMethod},
};

use crate::{Ctx, Result};

row! {
    /// What letters tell of an order and its payment that may change after them.
    pub(super) struct OrderNow {
        pub(super) email: String,
        pub(super) status: OrderStatus,
        pub(super) expires_at: Option<Timestamp>,
        pub(super) updated_at: Timestamp,
        pub(super) cancel_reason: Option<String>,
        pub(super) payment: PaymentId,
        pub(super) method: PaymentMethod,
        pub(super) reference: Option<String>,
        pub(super) captured: i64,
        pub(super) refunded: i64,
    }
}

pub(super) async fn find_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Option<OrderNow>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select o.email, o.status, o.expires_at, o.updated_at, o.cancel_reason, p.id, p.method, p.reference, \
                 p.captured, p.refunded from orders o join payment p on p.order_id = o.id where o.id = ?"
            ),
            params![order],
        )
        .await?)
}

/// Where the vendors of an order read mail, in the order of its vendor orders.
pub(super) async fn list_vendor_emails(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select v.email from vendor_order o join vendor v on v.id = o.vendor_id where o.order_id = ? \
                 order by o.position"
            ),
            params![order],
        )
        .await?)
}
