use jiff::{SignedDuration, Timestamp};
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::{
    address::MAX_PHONE_CHARS,
    ids::{AccountId, CartId, EventId, OrderId, OrderLineId, ProductId, VariantId, VendorOrderId},
    money::Currency,
    order::{CancelReason, OrderStatus},
    shipment::LineCounts,
    tax::{TaxClassCode, TaxRemitter},
    text::{Email, MAX_KEY_CHARS},
};

use crate::{Ctx, Result};

/// Orders that one statement reads.
pub(super) const AT_ONCE: usize = 16;
/// Orders looked at to see what sells: the ids tell the time, so these are the newest.
const LOOKED_AT: i64 = 2_000;

table! {
    /// An order's own row. Amounts are minor units of `currency`.
    #[derive(Clone, Debug)]
    pub struct OrderRow in "orders", private {
        pub id: OrderId,
        pub number: String,
        pub(crate) cart as cart_id: CartId,
        /// Whose order it is; `None`: a guest's.
        pub buyer as buyer_id: Option<AccountId>,
        pub email: String [free_text, max(Email::MAX_CHARS)],
        pub(crate) email_key: String [free_text, max(MAX_KEY_CHARS)],
        pub phone: Option<String> [free_text, max(MAX_PHONE_CHARS)],
        pub status: OrderStatus,
        pub currency: Currency,
        pub tax_included: bool,
        pub subtotal: i64,
        pub discount_total: i64,
        pub shipping_total: i64,
        pub tax_total: i64,
        pub grand_total: i64,
        /// How many adjustments it has.
        pub(crate) adjustments: u32,
        /// As [`super::address_to_json`] writes it, like the billing address.
        pub shipping_address: Option<String> [free_text],
        /// None: the same as the shipping address.
        pub billing_address: Option<String> [free_text],
        /// Of the network it came from; what limits count by.
        pub(crate) client_key: Option<[u8; 32]>,
        pub token_version: i64,
        /// When it ends by itself if it is not paid.
        pub expires_at: Option<Timestamp>,
        pub cancel_reason: Option<CancelReason>,
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

/// How long the link to an order opens it once it is completed and nothing of it changes any more.
pub(crate) const TOKEN_OUTLIVES: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Whether the token of an order opens nothing any more: links lie in mailboxes for years, and open addresses.
pub(crate) fn token_has_lapsed(status: OrderStatus, updated_at: Timestamp, now: Timestamp) -> bool {
    status == OrderStatus::Completed && now.duration_since(updated_at) > TOKEN_OUTLIVES
}

pub(crate) async fn find(ctx: &Ctx<'_>, id: OrderId) -> Result<Option<OrderRow>> {
    Ok(ctx.tx.find(sql!("select {columns orders} from orders where id = ?"), params![id]).await?)
}

pub(super) async fn list(ctx: &Ctx<'_>, ids: &[OrderId]) -> Result<Vec<OrderRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns orders} from orders where id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        rows.extend(ctx.tx.list::<OrderRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(rows)
}

pub(crate) async fn find_by_number(ctx: &Ctx<'_>, number: &str) -> Result<Option<OrderRow>> {
    Ok(ctx.tx.find(sql!("select {columns orders} from orders where number = ?"), params![number]).await?)
}

pub(crate) async fn lock(ctx: &Ctx<'_>, id: OrderId) -> Result<Option<OrderRow>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns orders} from orders where id = ? {for update}"), params![id])
        .await?)
}

row! {
    /// A line as it was placed; names, prices and tax never change. Amounts are minor units.
    #[derive(Clone, Debug)]
    pub struct LineRow {
        pub id: OrderLineId,
        pub vendor_order: VendorOrderId,
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
        /// The class that the rate is of, and who pays the tax on.
        pub tax_class: TaxClassCode,
        pub tax_remitter: TaxRemitter,
        pub tax: i64,
        pub total: i64,
        /// Whether its variant exists once.
        pub is_unique: bool,
        /// Pieces in parcels that are neither lost nor returned.
        pub fulfilled: u32,
        /// Pieces called off after they were paid: they will not be sent.
        pub cancelled: u32,
        pub returned: u32,
        /// Pieces whose money went back, or is on its way.
        pub refunded: u32,
        /// All that went back for it, or is on its way.
        pub refunded_total: i64,
        /// Whether it has to be sent.
        pub requires_shipping: bool,
    }
}

impl LineRow {
    /// What became of its pieces.
    pub fn counts(&self) -> LineCounts {
        LineCounts { quantity: self.quantity, fulfilled: self.fulfilled, cancelled: self.cancelled }
    }
}

/// What [`LineRow`] reads of `order_line l join product p`.
macro_rules! line_columns {
    () => {
        "l.id, l.vendor_order_id, l.product_id, p.slug, l.variant_id, l.name, l.options, l.sku, l.image, l.unit_price, \
         l.quantity, l.discount, l.tax_bps, l.tax_class, l.tax_remitter, l.tax, l.total, l.is_unique, l.fulfilled, l.cancelled, \
         l.returned, l.refunded, l.refunded_total, l.requires_shipping"
    };
}
pub(super) use line_columns;

/// The lines of orders, those of each in the order of its cart.
pub(crate) async fn list_lines(ctx: &Ctx<'_>, orders: &[OrderId]) -> Result<Vec<LineRow>> {
    let mut lines = Vec::new();
    for some in orders.chunks(AT_ONCE) {
        let statement = sql!(concat!(
            "select ",
            line_columns!(),
            " from order_line l join product p on p.id = l.product_id \
             where l.order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by l.order_id, l.position"
        ));
        lines.extend(ctx.tx.list::<LineRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(lines)
}

table! {
    /// A step of an order: who took it, when and why.
    #[derive(Clone, Debug)]
    pub struct EventRow in "order_event", private {
        pub id: EventId,
        pub order as order_id: OrderId,
        /// The vendor order, when it is not of the whole.
        pub vendor_order as vendor_order_id: Option<VendorOrderId>,
        pub from as from_status: Option<OrderStatus>,
        pub to as to_status: OrderStatus,
        pub actor: String [free_text],
        pub reason: Option<String> [free_text],
        pub at as created_at: Timestamp,
    }
}

/// The steps of orders, those of each in the order they were taken.
pub(super) async fn list_events(ctx: &Ctx<'_>, orders: &[OrderId]) -> Result<Vec<EventRow>> {
    let mut events = Vec::new();
    for some in orders.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns order_event} from order_event \
             where order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by id"
        );
        events.extend(ctx.tx.list::<EventRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(events)
}

pub(crate) async fn insert_event(
    ctx: &Ctx<'_>,
    order: OrderId,
    vendor_order: Option<VendorOrderId>,
    from: Option<OrderStatus>,
    to: OrderStatus,
    reason: Option<&str>,
) -> Result<()> {
    let event = EventRow {
        id: ctx.id(EventId::from_parts),
        order,
        vendor_order,
        from,
        to,
        actor: ctx.actor.to_string(),
        reason: reason.map(str::to_owned),
        at: ctx.now,
    };
    Ok(ctx.tx.insert(&event).await?)
}

/// Writes where an order stands, and answers it as it stands then; `None` when it is not where it was. Whatever it was, it does
/// not wait for money any more, so it no longer lapses; one that was paid while it was ending has no reason to have ended.
pub(super) async fn set_status(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    to: OrderStatus,
    cancel_reason: Option<CancelReason>,
) -> Result<Option<OrderRow>> {
    let cancel_reason = order.cancel_reason.or(cancel_reason).filter(|_| to == OrderStatus::Cancelled);
    let written = ctx
        .tx
        .guarded(
            sql!(
                "update orders set status = ?, expires_at = null, cancel_reason = ?, \
                 revision = revision + 1, updated_at = ? where id = ? and status = ?"
            ),
            params![to, cancel_reason, ctx.now, order.id, order.status],
        )
        .await?;
    Ok(written.then(|| OrderRow {
        status: to,
        expires_at: None,
        cancel_reason,
        revision: order.revision + 1,
        updated_at: ctx.now,
        ..order.clone()
    }))
}

/// Something of an order changed that is no step of it. Answers it as it stands then.
pub(super) async fn raise_revision(ctx: &Ctx<'_>, order: &OrderRow) -> Result<OrderRow> {
    ctx.tx
        .run(
            sql!("update orders set revision = revision + 1, updated_at = ? where id = ?"),
            params![ctx.now, order.id],
        )
        .await?;
    Ok(OrderRow { revision: order.revision + 1, updated_at: ctx.now, ..order.clone() })
}

/// Gives an order a fresh token, which lapses as late as that of one that is just done.
pub(crate) async fn renew_token(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update orders set token_version = token_version + 1, revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![ctx.now, order],
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

pub(crate) async fn set_cancel_reason(ctx: &Ctx<'_>, order: OrderId, reason: CancelReason) -> Result<()> {
    ctx.tx
        .run(
            sql!("update orders set cancel_reason = coalesce(cancel_reason, ?), updated_at = ? where id = ?"),
            params![reason, ctx.now, order],
        )
        .await?;
    Ok(())
}

/// Unpaid orders of an account, and of a client's network; none of a client that is not known.
pub(crate) async fn count_unpaid_of_account(
    ctx: &Ctx<'_>,
    account: AccountId,
    client_key: Option<&[u8; 32]>,
) -> Result<(i64, i64)> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select (select count(*) from orders where buyer_id = ? and status = 'pending'), \
                 (select count(*) from orders where client_key = ? and status = 'pending')"
            ),
            params![account, client_key],
        )
        .await?)
}

/// Unpaid orders that guests placed under an e-mail address from one client's network, and all of that network. A client that
/// is not known is one of its own, of which only the former are counted.
pub(crate) async fn count_unpaid_of_guest(
    ctx: &Ctx<'_>,
    email_key: &str,
    client_key: Option<&[u8; 32]>,
) -> Result<(i64, i64)> {
    let Some(client_key) = client_key else {
        let of_guest = sql!(
            "select count(*) from orders where email_key = ? and status = 'pending' and buyer_id is null \
             and client_key is null"
        );
        return Ok((ctx.tx.one(of_guest, params![email_key]).await?, 0));
    };
    Ok(ctx
        .tx
        .one(
            sql!(
                "select (select count(*) from orders where email_key = ? and status = 'pending' and buyer_id is null \
                 and client_key = ?), (select count(*) from orders where client_key = ? and status = 'pending')"
            ),
            params![email_key, client_key, client_key],
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

/// How many orders of a buyer stand up to a place of [`list_of_buyer`], that order with it.
pub(crate) async fn count_up_to_of_buyer(
    ctx: &Ctx<'_>,
    buyer: AccountId,
    (at, id): (Timestamp, OrderId),
) -> Result<u64> {
    let count: i64 = ctx
        .tx
        .one(
            sql!(
                "select count(*) from orders where buyer_id = ? and (created_at > ? or (created_at = ? and id >= ?))"
            ),
            params![buyer, at, at, id],
        )
        .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The order of a buyer that stands `back` orders before a place of [`list_of_buyer`].
pub(crate) async fn find_before_of_buyer(
    ctx: &Ctx<'_>,
    buyer: AccountId,
    (at, id): (Timestamp, OrderId),
    back: u32,
) -> Result<Option<(Timestamp, OrderId)>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select created_at, id from orders where buyer_id = ? and (created_at > ? or (created_at = ? and id >= ?)) \
                 order by created_at, id limit 1 offset ?"
            ),
            params![buyer, at, at, id, back],
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

/// How many orders of a buyer are paid and not done yet.
pub(crate) async fn count_under_way_of_buyer(ctx: &Ctx<'_>, buyer: AccountId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select count(*) from orders where buyer_id = ? and status not in ('pending', 'cancelled', 'completed')"
            ),
            params![buyer],
        )
        .await?)
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
