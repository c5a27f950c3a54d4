use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::{
    ids::{
        AccountId, EventId, OrderId, OrderLineId, ProductId, ShippingMethodId, VariantId, VendorId,
        VendorOrderId,
    },
    ledger::Split,
    money::Currency,
    order::OrderStatus,
};

use crate::{Ctx, Result};

/// Orders looked at to see what sells: the ids tell the time, so these are the newest.
const LOOKED_AT: i64 = 2_000;

row! {
    /// An order's own row. Amounts are minor units of `currency`.
    #[derive(Clone, Debug)]
    pub(crate) struct OrderRow {
        pub(crate) id: OrderId,
        pub(crate) number: String,
        pub(crate) buyer: Option<AccountId>,
        pub(crate) email: String,
        pub(crate) phone: Option<String>,
        pub(crate) status: OrderStatus,
        pub(crate) currency: Currency,
        pub(crate) tax_included: bool,
        pub(crate) subtotal: i64,
        pub(crate) discount_total: i64,
        pub(crate) shipping_total: i64,
        pub(crate) tax_total: i64,
        pub(crate) grand_total: i64,
        pub(crate) shipping_address: Option<String>,
        pub(crate) billing_address: Option<String>,
        pub(crate) token_version: i64,
        pub(crate) expires_at: Option<Timestamp>,
        pub(crate) cancel_reason: Option<String>,
        pub(crate) revision: i64,
        pub(crate) created_at: Timestamp,
        pub(crate) updated_at: Timestamp,
    }
}

macro_rules! order_columns {
    () => {
        "id, number, buyer_id, email, phone, status, currency, tax_included, subtotal, discount_total, shipping_total, tax_total, \
         grand_total, shipping_address, billing_address, token_version, expires_at, cancel_reason, revision, created_at, updated_at"
    };
}

pub(crate) async fn find(ctx: &Ctx<'_>, id: OrderId) -> Result<Option<OrderRow>> {
    Ok(ctx
        .tx
        .find(sql!(concat!("select ", order_columns!(), " from orders where id = ?")), params![id])
        .await?)
}

pub(crate) async fn find_by_number(ctx: &Ctx<'_>, number: &str) -> Result<Option<OrderRow>> {
    Ok(ctx
        .tx
        .find(sql!(concat!("select ", order_columns!(), " from orders where number = ?")), params![number])
        .await?)
}

pub(crate) async fn lock(ctx: &Ctx<'_>, id: OrderId) -> Result<Option<OrderRow>> {
    Ok(ctx
        .tx
        .find(
            sql!(concat!("select ", order_columns!(), " from orders where id = ? {for update}")),
            params![id],
        )
        .await?)
}

row! {
    #[derive(Clone, Debug)]
    pub(crate) struct PartRow {
        pub(crate) id: VendorOrderId,
        pub(crate) vendor: VendorId,
        pub(crate) vendor_name: String,
        pub(crate) vendor_slug: String,
        pub(crate) vendor_email: String,
        pub(crate) status: OrderStatus,
        pub(crate) subtotal: i64,
        pub(crate) discount_total: i64,
        pub(crate) platform_discount: i64,
        pub(crate) shipping: i64,
        pub(crate) shipping_tax: i64,
        pub(crate) tax_total: i64,
        pub(crate) total: i64,
        pub(crate) commission: i64,
        pub(crate) commission_tax: i64,
        pub(crate) tax_remitted: i64,
        pub(crate) vendor_net: i64,
        pub(crate) shipping_method: Option<ShippingMethodId>,
        pub(crate) shipping_method_name: Option<String>,
        pub(crate) arrives_from: Option<Timestamp>,
        pub(crate) arrives_by: Option<Timestamp>,
    }
}

impl PartRow {
    /// Who gets what of it.
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

pub(crate) async fn list_parts(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<PartRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select o.id, o.vendor_id, v.name, v.slug, v.email, o.status, o.subtotal, o.discount_total, o.platform_discount, \
                 o.shipping, o.shipping_tax, o.tax_total, o.total, o.commission, o.commission_tax, o.tax_remitted, o.vendor_net, \
                 o.shipping_method_id, o.shipping_method_name, o.arrives_from, o.arrives_by \
                 from vendor_order o join vendor v on v.id = o.vendor_id where o.order_id = ? order by o.position"
            ),
            params![order],
        )
        .await?)
}

row! {
    /// A line as it was placed; names, prices and tax never change. Amounts are minor units.
    #[derive(Clone, Debug)]
    pub struct LineRow {
        pub id: OrderLineId,
        pub part: VendorOrderId,
        pub product: ProductId,
        pub product_slug: String,
        pub variant: VariantId,
        pub name: String,
        pub options: String,
        pub sku: Option<String>,
        pub image: Option<String>,
        pub unit_price: i64,
        pub quantity: u32,
        pub discount: i64,
        pub tax_bps: u32,
        pub tax: i64,
        pub total: i64,
        pub fulfilled: u32,
        pub returned: u32,
        pub refunded: i64,
    }
}

pub(crate) async fn list_lines(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<LineRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select l.id, l.vendor_order_id, l.product_id, p.slug, l.variant_id, l.name, l.options, l.sku, l.image, \
                 l.unit_price, l.quantity, l.discount, l.tax_bps, l.tax, l.total, l.fulfilled, l.returned, l.refunded \
                 from order_line l join product p on p.id = l.product_id where l.order_id = ? order by l.position"
            ),
            params![order],
        )
        .await?)
}

row! {
    /// A step of an order: who took it, when and why.
    #[derive(Clone, Debug)]
    pub struct EventRow {
        pub part: Option<VendorOrderId>,
        pub from: Option<OrderStatus>,
        pub to: OrderStatus,
        pub actor: String,
        pub reason: Option<String>,
        pub at: Timestamp,
    }
}

pub(crate) async fn list_events(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<EventRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select vendor_order_id, from_status, to_status, actor, reason, created_at from order_event \
                 where order_id = ? order by id"
            ),
            params![order],
        )
        .await?)
}

pub(crate) async fn insert_event(
    ctx: &Ctx<'_>,
    order: OrderId,
    part: Option<VendorOrderId>,
    from: Option<OrderStatus>,
    to: OrderStatus,
    reason: Option<&str>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "insert into order_event (id, order_id, vendor_order_id, from_status, to_status, actor, reason, created_at) \
                 values (?, ?, ?, ?, ?, ?, ?, ?)"
            ),
            params![ctx.id(EventId::from_parts), order, part, from, to, ctx.actor.to_string(), reason, ctx.now],
        )
        .await?;
    Ok(())
}

/// Moves the order and all its parts that are at `from`.
pub(crate) async fn set_status_of_all(
    ctx: &Ctx<'_>,
    order: OrderId,
    from: OrderStatus,
    to: OrderStatus,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("update vendor_order set status = ?, updated_at = ? where order_id = ? and status = ?"),
            params![to, ctx.now, order, from],
        )
        .await?;
    ctx.tx
        .run(
            sql!("update orders set status = ?, revision = revision + 1, updated_at = ? where id = ? and status = ?"),
            params![to, ctx.now, order, from],
        )
        .await?;
    Ok(())
}

/// When an unpaid order ends by itself; `None` for never.
pub(crate) async fn set_expiry(ctx: &Ctx<'_>, order: OrderId, at: Option<Timestamp>) -> Result<()> {
    ctx.tx
        .run(
            sql!("update orders set expires_at = ?, updated_at = ? where id = ?"),
            params![at, ctx.now, order],
        )
        .await?;
    Ok(())
}

pub(crate) async fn set_cancel_reason(ctx: &Ctx<'_>, order: OrderId, reason: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!("update orders set cancel_reason = coalesce(cancel_reason, ?), updated_at = ? where id = ?"),
            params![reason, ctx.now, order],
        )
        .await?;
    Ok(())
}

/// Unpaid orders of one e-mail address.
pub(crate) async fn count_unpaid_of_email(ctx: &Ctx<'_>, email_key: &str) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!("select count(*) from orders where email_key = ? and status = 'pending'"),
            params![email_key],
        )
        .await?)
}

/// Unpaid orders of one client network.
pub(crate) async fn count_unpaid_of_client(ctx: &Ctx<'_>, client_key: &[u8; 32]) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!("select count(*) from orders where client_key = ? and status = 'pending'"),
            params![client_key],
        )
        .await?)
}

/// Unpaid orders whose time is over and that are not ending already, the oldest first, after a time and an order.
pub(crate) async fn list_expired(
    ctx: &Ctx<'_>,
    (time, order): (Timestamp, OrderId),
    at_most: i64,
) -> Result<Vec<(Timestamp, OrderId)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select o.expires_at, o.id from orders o join payment p on p.order_id = o.id \
                 where o.status = 'pending' and o.expires_at <= ? and o.expires_at >= ? \
                 and (o.expires_at > ? or o.id > ?) and p.closing = false order by o.expires_at, o.id limit ?"
            ),
            params![ctx.now, time, time, order, at_most],
        )
        .await?)
}

/// Orders with a part for one vendor that has been paid, newest first.
pub(crate) async fn list_of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    status: Option<OrderStatus>,
    before: VendorOrderId,
    limit: u32,
) -> Result<Vec<(VendorOrderId, OrderId)>> {
    // without a status: any
    let status = status.map_or("", OrderStatus::as_str);
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id, order_id from vendor_order where vendor_id = ? and id < ? and status <> 'pending' \
                 and (status = ? or ? = '') \
                 and not (status = 'cancelled' and vendor_net > 0 and not exists \
                 (select 1 from order_event e where e.vendor_order_id = vendor_order.id and e.from_status = 'processing')) \
                 order by id desc limit ?"
            ),
            params![vendor, before, status, status, limit],
        )
        .await?)
}

/// Orders of a buyer, the newest first, placed before `after`.
pub(crate) async fn list_of_buyer(
    ctx: &Ctx<'_>,
    buyer: AccountId,
    after: Option<(Timestamp, OrderId)>,
    limit: u32,
) -> Result<Vec<OrderId>> {
    let (at, id) = after.unwrap_or((Timestamp::MAX, OrderId::from_bytes([0xff; 16])));
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id from orders where buyer_id = ? and (created_at < ? or (created_at = ? and id < ?)) \
                 order by created_at desc, id desc limit ?"
            ),
            params![buyer, at, at, id, limit],
        )
        .await?)
}

pub(crate) async fn count_of_buyer(ctx: &Ctx<'_>, buyer: AccountId) -> Result<u64> {
    let count: i64 =
        ctx.tx.one(sql!("select count(*) from orders where buyer_id = ?"), params![buyer]).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

pub(crate) async fn has_unpaid_of_buyer(ctx: &Ctx<'_>, buyer: AccountId) -> Result<bool> {
    let count: i64 = ctx
        .tx
        .one(sql!("select count(*) from orders where buyer_id = ? and status = 'pending'"), params![buyer])
        .await?;
    Ok(count > 0)
}

/// Gives a buyer the orders that were placed as a guest under an e-mail address.
pub(crate) async fn give_to_buyer(ctx: &Ctx<'_>, buyer: AccountId, email_key: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!("update orders set buyer_id = ? where email_key = ? and buyer_id is null"),
            params![buyer, email_key],
        )
        .await?;
    Ok(())
}

/// Makes an order of nobody's a buyer's.
pub(crate) async fn give_one_to_buyer(ctx: &Ctx<'_>, buyer: AccountId, order: OrderId) -> Result<()> {
    ctx.tx
        .run(sql!("update orders set buyer_id = ? where id = ? and buyer_id is null"), params![buyer, order])
        .await?;
    Ok(())
}

/// A buyer's orders that are done and still say who bought.
pub(crate) async fn list_done_of_buyer(ctx: &Ctx<'_>, buyer: AccountId) -> Result<Vec<OrderId>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id from orders where buyer_id = ? and status in ('cancelled', 'completed') and email <> '' order by id"
            ),
            params![buyer],
        )
        .await?)
}

/// Deleted accounts with an order that is done and still says who bought.
pub(crate) async fn list_deleted_buyers(ctx: &Ctx<'_>, limit: u32) -> Result<Vec<AccountId>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select distinct a.id from account a join orders o on o.buyer_id = a.id \
                 where a.status = 'deleted' and o.status in ('cancelled', 'completed') and o.email <> '' \
                 order by a.id limit ?"
            ),
            params![limit],
        )
        .await?)
}

/// Removes the person from an order; what was sold, and for how much, stays.
pub(crate) async fn forget_buyer(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update orders set email = '', email_key = '', phone = null, shipping_address = null, billing_address = null, \
                 client_key = null, token_version = token_version + 1, revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![ctx.now, order],
        )
        .await?;
    Ok(())
}

/// The products of which most pieces were bought in the newest paid orders.
pub async fn list_best_sellers(ctx: &Ctx<'_>, most: u32) -> Result<Vec<ProductId>> {
    let sold: Vec<(ProductId, i64)> = ctx
        .tx
        .list(
            sql!(
                "select l.product_id, {sum l.quantity} from \
                 (select o.id from orders o where o.status not in ('pending', 'cancelled') order by o.id desc limit ?) paid \
                 join order_line l on l.order_id = paid.id group by l.product_id \
                 order by 2 desc, l.product_id limit ?"
            ),
            params![LOOKED_AT, i64::from(most)],
        )
        .await?;
    Ok(sold.into_iter().map(|(product, _)| product).collect())
}
