//! SQL of vendor orders and of what holds them.

mod due;

use std::ops::Deref;

use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::{
    bounds,
    ids::{OrderId, ShippingMethodId, VendorId, VendorOrderId},
    ledger::Split,
    money::Currency,
    order::OrderStatus,
    shipment::DeliveredBy,
};

pub(crate) use due::{is_reviewed, list_due, list_reviews_due, set_due, set_review_due, take_review_due};

use super::{HoldKind, VendorOrderKey};
use crate::{
    Ctx, Result,
    orders::store::{AT_ONCE, LineRow, line_columns},
    paging::Place,
};

table! {
    /// A vendor order's own row. Amounts are minor units of its order's currency.
    #[derive(Clone, Debug)]
    pub struct VendorOrderRow in "vendor_order", private {
        pub id: VendorOrderId,
        pub order as order_id: OrderId,
        pub vendor as vendor_id: VendorId,
        /// Its place in the order of the cart.
        pub position: u32,
        pub status: OrderStatus,
        pub subtotal: i64,
        pub discount_total: i64,
        /// What the market adds to the buyer's money, for lines and shipping.
        pub platform_discount: i64,
        pub shipping: i64,
        pub shipping_tax: i64,
        /// Of its lines and its shipping.
        pub tax_total: i64,
        pub total: i64,
        pub commission: i64,
        pub commission_tax: i64,
        /// What of the two is of its shipping.
        pub shipping_commission: i64,
        pub shipping_commission_tax: i64,
        /// Sales tax that the market remits.
        pub tax_remitted: i64,
        pub vendor_net: i64,
        pub shipping_method as shipping_method_id: Option<ShippingMethodId>,
        pub shipping_method_name: Option<String> [max(bounds::shipping_method::MAX_NAME_CHARS)],
        /// Between when and when it is promised to be there: counted from when it was placed, and, once it is paid, from then on.
        pub arrives_from: Option<Timestamp>,
        pub arrives_by: Option<Timestamp>,
        /// The end of the day on which its vendor hands it over; `None`: nothing travels.
        pub ship_by: Option<Timestamp>,
        /// When it was processing for the first time: from then on its vendor sees it.
        pub processing_at: Option<Timestamp>,
        /// When it was told to have arrived, and whose word that is.
        pub delivered_at: Option<Timestamp>,
        pub delivered_by: Option<DeliveredBy>,
        /// What is to be paid, or was, in cash when it arrives; none where it is paid otherwise.
        pub cash_due: Option<i64>,
        /// When that was taken.
        pub collected_at: Option<Timestamp>,
        /// When it takes its next step by itself, unless something holds it.
        pub due_at: Option<Timestamp>,
        /// When its buyer is asked for reviews; none: not yet, or asked.
        pub review_due_at: Option<Timestamp>,
        /// Returns, disputes and reports that keep it from that, and since when there are any.
        pub holds: u32,
        pub held_since: Option<Timestamp>,
        /// Counts its changes.
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

row! {
    /// A vendor order, and how its vendor is reached. It reads as its row.
    #[derive(Clone, Debug)]
    pub struct NamedVendorOrder {
        pub row: VendorOrderRow,
        pub vendor_name: String,
        pub vendor_slug: String,
        pub vendor_email: String,
    }
}

impl Deref for NamedVendorOrder {
    type Target = VendorOrderRow;

    fn deref(&self) -> &VendorOrderRow {
        &self.row
    }
}

impl VendorOrderRow {
    /// Who gets what of it, as it was frozen.
    pub(crate) fn split(&self) -> Split {
        Split {
            gross: self.total,
            platform_discount: self.platform_discount,
            net: self.vendor_net,
            commission: self.commission,
            commission_tax: self.commission_tax,
            sales_tax: self.tax_remitted,
        }
    }
}

/// The vendor orders of orders, those of each in the order of its cart.
pub(crate) async fn list_of_orders(ctx: &Ctx<'_>, orders: &[OrderId]) -> Result<Vec<NamedVendorOrder>> {
    let mut rows = Vec::new();
    for some in orders.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns vendor_order o}, v.name, v.slug, v.email from vendor_order o \
             join vendor v on v.id = o.vendor_id \
             where o.order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by o.order_id, o.position"
        );
        rows.extend(ctx.tx.list::<NamedVendorOrder>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(rows)
}

/// A page of a vendor's list: vendor orders that became processing once, the newest first, before one of them.
#[derive(Clone, Copy)]
pub(super) struct PageOf {
    pub(super) vendor: VendorId,
    /// `None`: any.
    pub(super) status: Option<OrderStatus>,
    pub(super) before: VendorOrderId,
    pub(super) limit: u32,
}

/// What selects a [`PageOf`]; its places take what [`page_params`] gives.
macro_rules! page {
    () => {
        "from vendor_order o where o.vendor_id = ? and o.id < ? and o.processing_at is not null \
         and (o.status = ? or ? = '') order by o.id desc limit ?"
    };
}

macro_rules! page_params {
    ($page:expr, $status:expr) => {
        params![$page.vendor, $page.before, $status, $status, $page.limit]
    };
}

pub(super) async fn list_of_vendor(ctx: &Ctx<'_>, page: PageOf) -> Result<Vec<NamedVendorOrder>> {
    let status = page.status.map_or("", OrderStatus::as_str);
    Ok(ctx
        .tx
        .list(
            sql!(concat!(
                "select {columns vendor_order o}, v.name, v.slug, v.email from (select o.id as page_id ",
                page!(),
                ") page join vendor_order o on o.id = page.page_id join vendor v on v.id = o.vendor_id order by o.id desc"
            )),
            page_params!(page, status),
        )
        .await?)
}

/// The lines of all vendor orders of a page.
pub(super) async fn list_lines_of_page(ctx: &Ctx<'_>, page: PageOf) -> Result<Vec<LineRow>> {
    let status = page.status.map_or("", OrderStatus::as_str);
    Ok(ctx
        .tx
        .list(
            sql!(concat!(
                "select ",
                line_columns!(),
                " from (select o.id as page_id ",
                page!(),
                ") page join order_line l on l.vendor_order_id = page.page_id join product p on p.id = l.product_id \
                 order by l.vendor_order_id, l.position"
            )),
            page_params!(page, status),
        )
        .await?)
}

row! {
    /// What a vendor needs of the order that its vendor order belongs to.
    #[derive(Clone, Debug)]
    pub struct OrderFacts {
        pub id: OrderId,
        /// As the buyer knows it.
        pub number: String,
        pub currency: Currency,
        pub(crate) shipping_address: Option<String>,
        pub placed_at: Timestamp,
    }
}

/// The orders of a page.
pub(super) async fn list_orders_of_page(ctx: &Ctx<'_>, page: PageOf) -> Result<Vec<OrderFacts>> {
    let status = page.status.map_or("", OrderStatus::as_str);
    Ok(ctx
        .tx
        .list(
            sql!(concat!(
                "select w.id, w.number, w.currency, w.shipping_address, w.created_at from (select o.order_id as page_order_id ",
                page!(),
                ") page join orders w on w.id = page.page_order_id"
            )),
            page_params!(page, status),
        )
        .await?)
}

/// The id of the vendor order that a vendor names. One named by its own id may be another vendor's, or none.
pub(super) async fn find_id(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    key: &VendorOrderKey,
) -> Result<Option<VendorOrderId>> {
    Ok(match key {
        VendorOrderKey::Id(id) => Some(*id),
        VendorOrderKey::Order(order) => {
            let of_order = sql!("select id from vendor_order where order_id = ? and vendor_id = ?");
            ctx.tx.find(of_order, params![order, vendor]).await?
        }
        VendorOrderKey::Number(number) => {
            let of_number = sql!(
                "select o.id from orders w join vendor_order o on o.order_id = w.id where w.number = ? and o.vendor_id = ?"
            );
            ctx.tx.find(of_number, params![number.to_string(), vendor]).await?
        }
    })
}

/// The order that a vendor order belongs to; another vendor's is not there where one is named.
pub(super) async fn find_order(
    ctx: &Ctx<'_>,
    id: VendorOrderId,
    vendor: Option<VendorId>,
) -> Result<Option<OrderId>> {
    let Some(vendor) = vendor else {
        return Ok(ctx.tx.find(sql!("select order_id from vendor_order where id = ?"), params![id]).await?);
    };
    let own = sql!("select order_id from vendor_order where id = ? and vendor_id = ?");
    Ok(ctx.tx.find(own, params![id, vendor]).await?)
}

/// What a step writes of a vendor order. The days until it is handed over, and until it is there, count from when it is paid. MariaDB
/// reads what it has just set, so that when that was is written last.
macro_rules! stepped {
    () => {
        "update vendor_order set status = ?, \
         ship_by = case when processing_at is null \
         then coalesce(ship_by + ? - (created_at - created_at % 86400000), ship_by) else ship_by end, \
         arrives_from = case when processing_at is null \
         then coalesce(arrives_from + ? - created_at, arrives_from) else arrives_from end, \
         arrives_by = case when processing_at is null \
         then coalesce(arrives_by + ? - created_at, arrives_by) else arrives_by end, \
         processing_at = coalesce(processing_at, ?), revision = revision + 1, updated_at = ?"
    };
}

/// Writes where vendor orders stand: one, or all of the order that are at `from`. False when none is. Its vendor sees a vendor
/// order from the first time that it is processing.
pub(super) async fn set_status(
    ctx: &Ctx<'_>,
    order: OrderId,
    only: Option<VendorOrderId>,
    from: OrderStatus,
    to: OrderStatus,
) -> Result<bool> {
    let processing_at = (to == OrderStatus::Processing).then_some(ctx.now);
    let now = ctx.now.as_millisecond();
    let today = processing_at.map(|_| now - now.rem_euclid(86_400_000));
    let paid = processing_at.map(|_| now);
    let moved = match only {
        None => {
            ctx.tx
                .run(
                    sql!(concat!(stepped!(), " where order_id = ? and status = ?")),
                    params![to, today, paid, paid, processing_at, ctx.now, order, from],
                )
                .await?
        }
        Some(id) => {
            ctx.tx
                .run(
                    sql!(concat!(stepped!(), " where id = ? and status = ?")),
                    params![to, today, paid, paid, processing_at, ctx.now, id, from],
                )
                .await?
        }
    };
    Ok(moved > 0)
}

/// Writes that a vendor order has arrived, by whose word, and when it takes its next step by itself.
pub(super) async fn set_delivered(
    ctx: &Ctx<'_>,
    id: VendorOrderId,
    by: DeliveredBy,
    due_at: Timestamp,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("update vendor_order set delivered_at = ?, delivered_by = ?, due_at = ? where id = ?"),
            params![ctx.now, by, due_at, id],
        )
        .await?;
    Ok(())
}

/// Writes that a vendor order has not arrived after all.
pub(super) async fn clear_delivered(ctx: &Ctx<'_>, id: VendorOrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update vendor_order set delivered_at = null, delivered_by = null, due_at = null where id = ?"
            ),
            params![id],
        )
        .await?;
    Ok(())
}

/// Counts a change of a vendor order that is not one of its status.
pub(super) async fn touch(ctx: &Ctx<'_>, id: VendorOrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update vendor_order set revision = revision + 1, updated_at = ? where id = ?"),
            params![ctx.now, id],
        )
        .await?;
    Ok(())
}

table! {
    /// What holds a vendor order, or held it.
    struct HoldRow in "vendor_order_hold", private {
        vendor_order_id: VendorOrderId,
        kind: HoldKind,
        cause_id: [u8; 16],
        created_at: Timestamp,
        released_at: Option<Timestamp>,
    }
}

/// Writes what holds a vendor order; its order is locked. False: it was written before and has not ended.
pub(super) async fn take_hold(
    ctx: &Ctx<'_>,
    vendor_order_id: VendorOrderId,
    kind: HoldKind,
    cause: &[u8; 16],
) -> Result<bool> {
    let known: Option<HoldRow> = ctx
        .tx
        .find(
            sql!(
                "select {columns vendor_order_hold} from vendor_order_hold \
                 where vendor_order_id = ? and kind = ? and cause_id = ?"
            ),
            params![vendor_order_id, kind, cause],
        )
        .await?;
    if known.is_none() {
        let row = HoldRow { vendor_order_id, kind, cause_id: *cause, created_at: ctx.now, released_at: None };
        ctx.tx.insert(&row).await?;
        return Ok(true);
    }
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update vendor_order_hold set created_at = ?, released_at = null \
                 where vendor_order_id = ? and kind = ? and cause_id = ? and released_at is not null"
            ),
            params![ctx.now, vendor_order_id, kind, cause],
        )
        .await?)
}

/// Whether anything of this kind holds a vendor order.
pub(super) async fn has_hold(ctx: &Ctx<'_>, vendor_order: VendorOrderId, kind: HoldKind) -> Result<bool> {
    let holding: i64 = ctx
        .tx
        .one(
            sql!(
                "select count(*) from vendor_order_hold where vendor_order_id = ? and kind = ? and released_at is null"
            ),
            params![vendor_order, kind],
        )
        .await?;
    Ok(holding > 0)
}

/// Ends what holds a vendor order. False: it does not.
pub(super) async fn release_hold(
    ctx: &Ctx<'_>,
    vendor_order: VendorOrderId,
    kind: HoldKind,
    cause: &[u8; 16],
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update vendor_order_hold set released_at = ? \
                 where vendor_order_id = ? and kind = ? and cause_id = ? and released_at is null"
            ),
            params![ctx.now, vendor_order, kind, cause],
        )
        .await?)
}

/// Writes how much holds a vendor order, since when, and when its next step is due.
pub(super) async fn set_holds(
    ctx: &Ctx<'_>,
    id: VendorOrderId,
    (holds, since): (u32, Option<Timestamp>),
    due_at: Option<Timestamp>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update vendor_order set holds = ?, held_since = ?, due_at = ?, revision = revision + 1, updated_at = ? \
                 where id = ?"
            ),
            params![holds, since, due_at, ctx.now, id],
        )
        .await?;
    Ok(())
}

row! {
    /// A vendor order that something holds. It reads as its row.
    #[derive(Clone, Debug)]
    pub(super) struct HeldRow {
        pub(super) row: VendorOrderRow,
        pub(super) vendor_name: String,
        pub(super) order_number: String,
    }
}

/// Vendor orders that something holds, the longest held first, after a place.
pub(super) async fn list_held(ctx: &Ctx<'_>, after: Place, limit: i64) -> Result<Vec<HeldRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor_order o}, v.name, s.number from vendor_order o join vendor v on v.id = o.vendor_id \
                 join orders s on s.id = o.order_id where o.held_since >= ? and (o.held_since > ? or o.id > ?) \
                 order by o.held_since, o.id limit ?"
            ),
            params![after.key, after.key, after.id, limit],
        )
        .await?)
}

/// What holds vendor orders now.
pub(super) async fn list_hold_kinds(
    ctx: &Ctx<'_>,
    vendor_orders: &[VendorOrderId],
) -> Result<Vec<(VendorOrderId, HoldKind)>> {
    let mut kinds = Vec::new();
    for some in vendor_orders.chunks(AT_ONCE) {
        let statement = sql!(
            "select vendor_order_id, kind from vendor_order_hold where released_at is null \
             and vendor_order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by vendor_order_id, created_at"
        );
        kinds.extend(
            ctx.tx.list::<(VendorOrderId, HoldKind)>(statement, &fill_places::<AT_ONCE, _>(some)).await?,
        );
    }
    Ok(kinds)
}
