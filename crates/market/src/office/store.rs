use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql};
use souk_domain::{
    ids::{OrderId, ProductId, ReviewId, VendorId},
    money::Currency,
    order::{OrderStatus, ReturnStatus},
};

use crate::{
    Ctx, Result,
    catalogue::{ProductRow, ProductStatus},
    paging::Place,
};

pub(super) async fn count_applications(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from vendor where status = 'applied'"), &[]).await?)
}

pub(super) async fn count_unanswered_returns(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from return_request where status = 'requested'"), &[]).await?)
}

pub(super) async fn count_products_in_review(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from product where status = 'in_review'"), &[]).await?)
}

pub(super) async fn count_reported_reviews(ctx: &Ctx<'_>) -> Result<i64> {
    let statement = sql!(
        "select count(*) from review r where r.hidden = ? and r.id in (select p.review_id from review_report p)"
    );
    Ok(ctx.tx.one(statement, params![false]).await?)
}

/// Refunds that no gateway will bring about by itself any more.
pub(super) async fn count_refunds_of_staff(ctx: &Ctx<'_>) -> Result<i64> {
    let statement = sql!(
        "select count(*) from refund where status = 'failed' \
         or (status in ('requested', 'sent', 'pending', 'in_doubt') and by_hand = ?)"
    );
    Ok(ctx.tx.one(statement, params![true]).await?)
}

pub(super) async fn count_unmatched_transfers(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from incoming_transfer where state = 'unmatched'"), &[]).await?)
}

/// What was sold on each day since a moment: the day's first millisecond, orders, and what was paid for them. Days without a sale
/// are left out.
pub(super) async fn list_days(ctx: &Ctx<'_>, since: Timestamp) -> Result<Vec<(i64, i64, i64)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select o.processing_at - o.processing_at % 86400000, count(distinct o.order_id), {sum o.total} \
                 from vendor_order o where o.processing_at >= ? and o.status <> 'cancelled' group by 1 order by 1"
            ),
            params![since],
        )
        .await?)
}

/// What was given back, from one moment to before another, in minor units.
pub(super) async fn sum_refunds(ctx: &Ctx<'_>, from: Timestamp, until: Timestamp) -> Result<i64> {
    let statement = sql!(
        "select {sum total} from refund where created_at >= ? and created_at < ? \
         and status not in ('failed', 'retried', 'waived')"
    );
    Ok(ctx.tx.one(statement, params![from, until]).await?)
}

/// What an account of the books was debited with, from one moment to before another.
pub(super) async fn sum_of_account(
    ctx: &Ctx<'_>,
    account: &str,
    from: Timestamp,
    until: Timestamp,
) -> Result<i64> {
    let statement = sql!(
        "select {sum e.debit} from ledger_transaction t join ledger_entry e on e.transaction_id = t.id \
         where t.created_at >= ? and t.created_at < ? and e.account = ?"
    );
    Ok(ctx.tx.one(statement, params![from, until, account]).await?)
}

row! {
    /// A vendor with what it sold.
    pub(super) struct VendorSold {
        pub(super) vendor: VendorId,
        pub(super) name: String,
        pub(super) slug: String,
        pub(super) orders: i64,
        pub(super) total: i64,
    }
}

/// The vendors that sold most since a moment.
pub(super) async fn list_most(ctx: &Ctx<'_>, since: Timestamp, at_most: i64) -> Result<Vec<VendorSold>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select v.id, v.name, v.slug, count(*), {sum o.total} \
                 from vendor_order o join vendor v on v.id = o.vendor_id \
                 where o.processing_at >= ? and o.status <> 'cancelled' \
                 group by v.id, v.name, v.slug order by 5 desc, v.id limit ?"
            ),
            params![since, at_most],
        )
        .await?)
}

/// Rows that one statement looks up.
const AT_ONCE: usize = 16;

/// The numbers of orders.
pub(super) async fn list_numbers(ctx: &Ctx<'_>, ids: &[OrderId]) -> Result<Vec<(OrderId, String)>> {
    let statement =
        sql!("select id, number from orders where id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        found.extend(ctx.tx.list::<(OrderId, String)>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(found)
}

/// The names of vendors.
pub(super) async fn list_vendor_names(ctx: &Ctx<'_>, ids: &[VendorId]) -> Result<Vec<(VendorId, String)>> {
    let statement =
        sql!("select id, name from vendor where id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        found.extend(ctx.tx.list::<(VendorId, String)>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(found)
}

row! {
    /// An order in a list.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct OfficeOrder {
        pub id: OrderId,
        pub number: String,
        pub email: String,
        pub status: OrderStatus,
        pub currency: Currency,
        /// In minor units.
        pub grand_total: i64,
        pub created_at: Timestamp,
    }
}

/// Reads the orders that a condition names, the newest first.
macro_rules! select_orders {
    ($which:literal) => {
        sql!(concat!(
            "select o.id, o.number, o.email, o.status, o.currency, o.grand_total, o.created_at from orders o where ",
            $which,
            " order by o.id desc limit ?"
        ))
    };
}

/// Orders of a status, or of any, before one of them, the newest first.
pub(super) async fn list_orders(
    ctx: &Ctx<'_>,
    status: Option<OrderStatus>,
    before: OrderId,
    at_most: i64,
) -> Result<Vec<OfficeOrder>> {
    Ok(match status {
        None => ctx.tx.list(select_orders!("o.id < ?"), params![before, at_most]).await?,
        Some(status) => {
            ctx.tx.list(select_orders!("o.status = ? and o.id < ?"), params![status, before, at_most]).await?
        }
    })
}

/// The same of those whose number or buyer fits a pattern.
pub(super) async fn search_orders(
    ctx: &Ctx<'_>,
    status: Option<OrderStatus>,
    (number, buyer): (&str, &str),
    before: OrderId,
    at_most: i64,
) -> Result<Vec<OfficeOrder>> {
    let status = status.map(OrderStatus::as_str).unwrap_or_default();
    let statement = select_orders!(
        "o.id < ? and (? = '' or o.status = ?) \
         and (lower(replace(o.number, '-', '')) like ? escape '!' or o.email_key like ? escape '!')"
    );
    Ok(ctx.tx.list(statement, params![before, status, status, number, buyer, at_most]).await?)
}

/// How many orders have a status.
pub(super) async fn count_orders_of(ctx: &Ctx<'_>, status: OrderStatus) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from orders where status = ?"), params![status]).await?)
}

/// How many orders a vendor has of each status; a status of which there are none is left out.
pub(super) async fn count_orders(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<(OrderStatus, i64)>> {
    let statement =
        sql!("select status, count(*) from vendor_order where vendor_id = ? group by status order by status");
    Ok(ctx.tx.list(statement, params![vendor]).await?)
}

row! {
    /// A product that the market's people look at.
    #[derive(Clone, Debug)]
    pub struct JudgedProduct {
        pub product: ProductRow,
        /// The name of its vendor.
        pub vendor: String,
        /// Its first picture that is there.
        pub picture: Option<String>,
        pub category: String,
    }
}

/// Products of a status, those that have waited longest first.
pub(super) async fn list_products(
    ctx: &Ctx<'_>,
    status: ProductStatus,
    after: Place,
    limit: i64,
) -> Result<Vec<JudgedProduct>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product p}, v.name, \
                 (select i.file from product_image i where i.product_id = p.id and i.state = 'ready' \
                  order by i.position, i.id limit 1), c.name \
                 from product p join vendor v on v.id = p.vendor_id join category c on c.id = p.category_id \
                 where p.status = ? and p.updated_at >= ? and (p.updated_at > ? or p.id > ?) \
                 order by p.updated_at, p.id limit ?"
            ),
            params![status, after.key, after.key, after.id, limit],
        )
        .await?)
}

/// How many products have a status.
pub(super) async fn count_products(ctx: &Ctx<'_>, status: ProductStatus) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from product where status = ?"), params![status]).await?)
}

/// Name and slug of a product, and the name of its vendor.
pub(super) async fn find_named(ctx: &Ctx<'_>, id: ProductId) -> Result<(String, String, String)> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select p.name, p.slug, v.name from product p join vendor v on v.id = p.vendor_id where p.id = ?"
            ),
            params![id],
        )
        .await?)
}

/// How many told of a review.
pub(super) async fn count_told(ctx: &Ctx<'_>, id: ReviewId) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from review_report where review_id = ?"), params![id]).await?)
}

/// How many returns have a status.
pub(super) async fn count_returns(ctx: &Ctx<'_>, status: ReturnStatus) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from return_request where status = ?"), params![status]).await?)
}
