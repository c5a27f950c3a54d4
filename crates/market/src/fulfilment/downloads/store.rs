use souk_db::{params, row, sql};
use souk_domain::{
    ids::{DownloadId, OrderId, OrderLineId, VendorOrderId},
    order::OrderStatus,
};

use crate::{Ctx, Result};

row! {
    /// A file and the line it was bought with.
    #[derive(Clone, Debug)]
    pub(super) struct Bought {
        pub(super) line: OrderLineId,
        pub(super) vendor_order: VendorOrderId,
        pub(super) status: OrderStatus,
        pub(super) requires_shipping: bool,
        pub(super) quantity: u32,
        pub(super) cancelled: u32,
        pub(super) fulfilled: u32,
        pub(super) returned: u32,
        pub(super) refunded: u32,
        pub(super) id: DownloadId,
        pub(super) name: String,
        pub(super) file: String,
        pub(super) bytes: i64,
    }
}

macro_rules! bought {
    () => {
        "select l.id, l.vendor_order_id, o.status, l.requires_shipping, l.quantity, l.cancelled, l.fulfilled, \
         l.returned, l.refunded, d.id, d.name, d.file, d.bytes \
         from order_line l join vendor_order o on o.id = l.vendor_order_id \
         join download d on d.variant_id = l.variant_id \
         where (d.removed_at is null or d.removed_at >= o.created_at) and "
    };
}

/// The files of an order's lines, in the order of these.
pub(super) async fn list_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Bought>> {
    let statement = sql!(concat!(bought!(), "l.order_id = ? order by l.position, d.id"));
    Ok(ctx.tx.list(statement, params![order]).await?)
}

pub(super) async fn find(ctx: &Ctx<'_>, line: OrderLineId, download: DownloadId) -> Result<Option<Bought>> {
    let statement = sql!(concat!(bought!(), "l.id = ? and d.id = ?"));
    Ok(ctx.tx.find(statement, params![line, download]).await?)
}
