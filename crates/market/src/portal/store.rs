use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::{
    ids::{OrderId, ProductId, VendorId, VendorOrderId},
    order::OrderStatus,
};

use crate::{Ctx, Result};

/// Whether something of a vendor order `o` is still in its vendor's hands: it is to be packed, or packed and waits to leave.
macro_rules! to_ship {
    () => {
        "(o.status = 'processing' or (o.status = 'shipped' and exists (select 1 from shipment s \
         where s.vendor_order_id = o.id and s.status in ('pending', 'packed'))))"
    };
}

pub(super) async fn count_to_ship(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    let statement =
        sql!(concat!("select count(*) from vendor_order o where o.vendor_id = ? and ", to_ship!()));
    Ok(ctx.tx.one(statement, params![vendor]).await?)
}

/// How many of a vendor's orders stand where. One that was never paid is not its vendor's to see.
pub(super) async fn count_by_status(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<(OrderStatus, i64)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select status, count(*) from vendor_order where vendor_id = ? and processing_at is not null \
                 group by status order by status"
            ),
            params![vendor],
        )
        .await?)
}

/// Vendor orders that are not sent whole, and that were to be sent by now.
pub(super) async fn count_late(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(concat!(
                "select count(*) from vendor_order o where o.vendor_id = ? and o.ship_by < ? and ",
                to_ship!()
            )),
            params![vendor, ctx.now],
        )
        .await?)
}

pub(super) async fn count_open_returns(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select count(*) from return_request where vendor_id = ? and status in ('requested', 'approved', 'received')"
            ),
            params![vendor],
        )
        .await?)
}

pub(super) async fn count_unanswered_reviews(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!("select count(*) from review where vendor_id = ? and replied_at is null and hidden = ?"),
            params![vendor, false],
        )
        .await?)
}

/// A place in a vendor's list of what is to be sent: when it is due, and which it is.
pub(super) type Due = (Timestamp, VendorOrderId);

row! {
    /// A vendor order in a list.
    pub(super) struct Listed {
        pub(super) id: VendorOrderId,
        pub(super) order: OrderId,
        pub(super) due: Timestamp,
    }
}

/// Of a vendor's orders those of which something is to be sent, after one of them, the longest due first. What does not travel
/// is due since it was paid.
pub(super) async fn list_to_ship(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    (time, id): Due,
    at_most: i64,
) -> Result<Vec<Listed>> {
    Ok(ctx
        .tx
        .list(
            sql!(concat!(
                "select o.id, o.order_id, coalesce(o.ship_by, o.processing_at) from vendor_order o \
                 where o.vendor_id = ? and o.processing_at is not null \
                 and coalesce(o.ship_by, o.processing_at) >= ? \
                 and (coalesce(o.ship_by, o.processing_at) > ? or o.id > ?) and ",
                to_ship!(),
                " order by 3, o.id limit ?"
            )),
            params![vendor, time, time, id, at_most],
        )
        .await?)
}

/// A vendor's orders of two statuses, or of any, before one of them, the newest first.
pub(super) async fn list_newest(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    statuses: Option<[OrderStatus; 2]>,
    before: VendorOrderId,
    at_most: i64,
) -> Result<Vec<Listed>> {
    let Some([one, other]) = statuses else {
        return Ok(ctx
            .tx
            .list(
                sql!(
                    "select o.id, o.order_id, o.processing_at from vendor_order o \
                     where o.vendor_id = ? and o.id < ? and o.processing_at is not null order by o.id desc limit ?"
                ),
                params![vendor, before, at_most],
            )
            .await?);
    };
    Ok(ctx
        .tx
        .list(
            sql!(
                "select o.id, o.order_id, o.processing_at from vendor_order o \
                 where o.vendor_id = ? and o.status in (?, ?) and o.id < ? and o.processing_at is not null \
                 order by o.id desc limit ?"
            ),
            params![vendor, one, other, before, at_most],
        )
        .await?)
}

/// What an order is found by, as patterns of small letters with `!` before a sign that would stand for others.
pub(super) struct Sought {
    /// A part of the number, without its dashes.
    pub(super) number: String,
    /// A part of the buyer's address, or of the name of something that was bought.
    pub(super) text: String,
}

/// A vendor's orders that are looked for, before one of them, the newest first.
pub(super) async fn search(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    sought: &Sought,
    before: VendorOrderId,
    at_most: i64,
) -> Result<Vec<Listed>> {
    let statement = sql!(
        "select o.id, o.order_id, o.processing_at from vendor_order o join orders w on w.id = o.order_id \
         where o.vendor_id = ? and o.id < ? and o.processing_at is not null \
         and (lower(replace(w.number, '-', '')) like ? escape '!' or lower(w.shipping_address) like ? escape '!' \
         or exists (select 1 from order_line l where l.vendor_order_id = o.id and lower(l.name) like ? escape '!')) \
         order by o.id desc limit ?"
    );
    let Sought { number, text } = sought;
    Ok(ctx.tx.list(statement, params![vendor, before, number, text, text, at_most]).await?)
}

/// Milliseconds of a day.
pub(super) const DAY_MS: i64 = 86_400_000;

/// What was sold on each day since a moment: the day's first millisecond, orders, and what was paid for them. Days without a sale
/// are left out.
pub(super) async fn list_days(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    since: Timestamp,
) -> Result<Vec<(i64, i64, i64)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select o.processing_at - o.processing_at % 86400000, count(*), {sum o.total} from vendor_order o \
                 where o.vendor_id = ? and o.processing_at >= ? and o.status <> 'cancelled' group by 1 order by 1"
            ),
            params![vendor, since],
        )
        .await?)
}

row! {
    /// A product with what was sold of it.
    pub(super) struct Sold {
        pub(super) product: ProductId,
        pub(super) name: String,
        pub(super) pieces: i64,
        pub(super) cancelled: i64,
        pub(super) total: i64,
        pub(super) refunded: i64,
    }
}

/// The products of a vendor of which most was sold since a moment.
pub(super) async fn list_best(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    since: Timestamp,
    at_most: i64,
) -> Result<Vec<Sold>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select l.product_id, min(l.name), {sum l.quantity}, {sum l.cancelled}, {sum l.total}, {sum l.refunded_total} \
                 from vendor_order o join order_line l on l.vendor_order_id = o.id \
                 where o.vendor_id = ? and o.processing_at >= ? and o.status <> 'cancelled' \
                 group by l.product_id order by 5 desc, l.product_id limit ?"
            ),
            params![vendor, since, at_most],
        )
        .await?)
}
