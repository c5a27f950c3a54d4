use std::ops::RangeInclusive;

use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::{
    bounds,
    ids::{AccountId, OrderId, OrderLineId, ProductId, ReviewId, VendorId, VendorOrderId},
    order::OrderStatus,
};

use crate::{Ctx, Result, paging::Place, stored::delete_some};

/// Rows that one statement asks for by their ids.
const AT_ONCE: usize = 16;

table! {
    /// What a buyer says of a thing.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Review in "review", public {
        pub id: ReviewId,
        pub order_line as order_line_id: OrderLineId,
        pub product as product_id: ProductId,
        pub vendor as vendor_id: VendorId,
        pub(crate) account as account_id: Option<AccountId>,
        /// First name and the first letter of the last; empty: nobody that is named.
        pub author: String [free_text, max(bounds::review::MAX_AUTHOR_CHARS)],
        /// Stars, 1 to 5.
        pub rating: u32,
        /// May be empty.
        pub comment: String [free_text, max(bounds::review::MAX_COMMENT_CHARS)],
        /// The vendor's answer; may be empty.
        pub reply: String [free_text, max(bounds::review::MAX_COMMENT_CHARS)],
        pub replied_at: Option<Timestamp>,
        /// Whether the market took it off the shop's pages.
        pub hidden: bool,
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

table! {
    /// A reader who told the market of a review, or its vendor.
    pub(super) struct Report in "review_report", private {
        pub(super) review_id: ReviewId,
        pub(super) reporter: [u8; 32],
        /// What its vendor says against it; empty: a reader told of it.
        pub(super) reason: String [free_text, max(bounds::review::MAX_REASON_CHARS)],
        pub(super) created_at: Timestamp,
    }
}

row! {
    /// A line that somebody wants to review.
    pub(super) struct LineToReview {
        pub(super) order: OrderId,
        pub(super) vendor_order: VendorOrderId,
        pub(super) product: ProductId,
        pub(super) vendor: VendorId,
        pub(super) status: OrderStatus,
        /// What keeps its vendor order from being confirmed.
        pub(super) holds: u32,
        pub(super) fulfilled: u32,
        /// Parcels with pieces of it that were delivered.
        pub(super) arrived: i64,
        pub(super) buyer: Option<AccountId>,
        pub(super) token_version: i64,
        pub(super) order_status: OrderStatus,
        pub(super) order_updated_at: Timestamp,
        pub(super) shipping_address: Option<String>,
        /// `None`: the same as the shipping address.
        pub(super) billing_address: Option<String>,
        /// Of the buyer's account.
        pub(super) first_name: Option<String>,
        pub(super) last_name: Option<String>,
    }
}

pub(super) async fn find_line(ctx: &Ctx<'_>, line: OrderLineId) -> Result<Option<LineToReview>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select o.id, p.id, l.product_id, p.vendor_id, p.status, p.holds, l.fulfilled, \
                 (select count(*) from shipment_line i join shipment s on s.id = i.shipment_id \
                 where i.order_line_id = l.id and s.status = 'delivered'), o.buyer_id, \
                 o.token_version, o.status, o.updated_at, o.shipping_address, o.billing_address, a.first_name, a.last_name \
                 from order_line l join orders o on o.id = l.order_id join vendor_order p on p.id = l.vendor_order_id \
                 left join account a on a.id = o.buyer_id where l.id = ?"
            ),
            params![line],
        )
        .await?)
}

pub(super) async fn find(ctx: &Ctx<'_>, id: ReviewId) -> Result<Option<Review>> {
    Ok(ctx.tx.find(sql!("select {columns review} from review where id = ?"), params![id]).await?)
}

/// The same, which nobody else changes meanwhile.
pub(super) async fn lock(ctx: &Ctx<'_>, id: ReviewId) -> Result<Option<Review>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns review} from review where id = ? {for update}"), params![id])
        .await?)
}

/// The review of a line.
pub(super) async fn find_of_line(ctx: &Ctx<'_>, line: OrderLineId) -> Result<Option<Review>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns review} from review where order_line_id = ?"), params![line])
        .await?)
}

/// The reviews of an order's lines, the oldest first.
pub(super) async fn list_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Review>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns review r} from review r join order_line l on l.id = r.order_line_id \
                 where l.order_id = ? order by r.id"
            ),
            params![order],
        )
        .await?)
}

/// The lines of an order that were reviewed.
pub(super) async fn list_reviewed(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<OrderLineId>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select r.order_line_id from review r join order_line l on l.id = r.order_line_id where l.order_id = ?"
            ),
            params![order],
        )
        .await?)
}

/// The reviews of a product that are shown, the newest first.
pub(super) async fn list_of_product(
    ctx: &Ctx<'_>,
    product: ProductId,
    after: Place,
    limit: i64,
) -> Result<Vec<Review>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns review} from review where product_id = ? and hidden = false and created_at <= ? \
                 and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![product, after.key, after.key, after.id, limit],
        )
        .await?)
}

/// The reviews of a vendor's things with one of some stars, the newest first.
pub(super) async fn list_of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    stars: &RangeInclusive<u32>,
    after: Place,
    limit: i64,
) -> Result<Vec<Review>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns review} from review where vendor_id = ? and created_at <= ? \
                 and (created_at < ? or id < ?) and rating between ? and ? order by created_at desc, id desc limit ?"
            ),
            params![vendor, after.key, after.key, after.id, stars.start(), stars.end(), limit],
        )
        .await?)
}

/// Those of them that are shown and that nobody answered.
pub(super) async fn list_unanswered(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    stars: &RangeInclusive<u32>,
    after: Place,
    limit: i64,
) -> Result<Vec<Review>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns review} from review where vendor_id = ? and created_at <= ? \
                 and (created_at < ? or id < ?) and rating between ? and ? and replied_at is null and hidden = false \
                 order by created_at desc, id desc limit ?"
            ),
            params![vendor, after.key, after.key, after.id, stars.start(), stars.end(), limit],
        )
        .await?)
}

/// Those of them that somebody told the market of.
pub(super) async fn list_told_by(
    ctx: &Ctx<'_>,
    (vendor, reporter): (VendorId, [u8; 32]),
    stars: &RangeInclusive<u32>,
    after: Place,
    limit: i64,
) -> Result<Vec<Review>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns review r} from review r where r.vendor_id = ? and r.created_at <= ? \
                 and (r.created_at < ? or r.id < ?) and r.rating between ? and ? \
                 and exists (select 1 from review_report p where p.review_id = r.id and p.reporter = ?) \
                 order by r.created_at desc, r.id desc limit ?"
            ),
            params![vendor, after.key, after.key, after.id, stars.start(), stars.end(), reporter, limit],
        )
        .await?)
}

/// Of some reviews those that somebody told the market of.
pub(super) async fn list_told_of(
    ctx: &Ctx<'_>,
    reporter: [u8; 32],
    reviews: &[ReviewId],
) -> Result<Vec<ReviewId>> {
    let mut told = Vec::new();
    for some in reviews.chunks(AT_ONCE) {
        let of = fill_places::<AT_ONCE, _>(some);
        let values = [&params![reporter][..], &of].concat();
        let found: Vec<ReviewId> = ctx
            .tx
            .list(
                sql!(
                    "select review_id from review_report where reporter = ? \
                     and review_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                &values,
            )
            .await?;
        told.extend(found);
    }
    Ok(told)
}

/// What vendors say against some reviews.
pub(super) async fn list_reasons(ctx: &Ctx<'_>, reviews: &[ReviewId]) -> Result<Vec<(ReviewId, String)>> {
    let mut reasons = Vec::new();
    for some in reviews.chunks(AT_ONCE) {
        let found: Vec<(ReviewId, String)> = ctx
            .tx
            .list(
                sql!(
                    "select review_id, reason from review_report where reason <> '' \
                     and review_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                &fill_places::<AT_ONCE, _>(some),
            )
            .await?;
        reasons.extend(found);
    }
    Ok(reasons)
}

/// The orders of lines, each with its number.
pub(super) async fn list_orders_of(
    ctx: &Ctx<'_>,
    lines: &[OrderLineId],
) -> Result<Vec<(OrderLineId, OrderId, String)>> {
    let mut orders = Vec::new();
    for some in lines.chunks(AT_ONCE) {
        let found: Vec<(OrderLineId, OrderId, String)> = ctx
            .tx
            .list(
                sql!(
                    "select l.id, o.id, o.number from order_line l join orders o on o.id = l.order_id \
                     where l.id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                &fill_places::<AT_ONCE, _>(some),
            )
            .await?;
        orders.extend(found);
    }
    Ok(orders)
}

/// Nobody needs to be told of a review any more.
pub(super) async fn delete_reports_of(ctx: &Ctx<'_>, review: ReviewId) -> Result<()> {
    ctx.tx.run(sql!("delete from review_report where review_id = ?"), params![review]).await?;
    Ok(())
}

/// Removes what was told before a time. Answers how many.
pub(super) async fn clean_reports(ctx: &Ctx<'_>, before: Timestamp, at_most: i64) -> Result<u64> {
    let old = sql!(delete_some!("review_report", "review_id, reporter", "created_at <= ?", "created_at"));
    Ok(ctx.tx.run(old, params![before, at_most, before]).await?)
}

/// Reviews that readers told the market of and that are shown, the newest first.
pub(super) async fn list_reported(ctx: &Ctx<'_>, after: Place, limit: i64) -> Result<Vec<Review>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns review r} from review r where r.hidden = false and r.created_at <= ? \
                 and (r.created_at < ? or r.id < ?) \
                 and r.id in (select p.review_id from review_report p) \
                 order by r.created_at desc, r.id desc limit ?"
            ),
            params![after.key, after.key, after.id, limit],
        )
        .await?)
}

/// False when it is not the vendor's.
pub(super) async fn set_reply(ctx: &Ctx<'_>, id: ReviewId, vendor: VendorId, reply: &str) -> Result<bool> {
    let at = (!reply.is_empty()).then_some(ctx.now);
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update review set reply = ?, replied_at = ?, revision = revision + 1, updated_at = ? \
                 where id = ? and vendor_id = ?"
            ),
            params![reply, at, ctx.now, id, vendor],
        )
        .await?)
}

/// False when it was hidden before.
pub(super) async fn hide(ctx: &Ctx<'_>, id: ReviewId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update review set hidden = true, revision = revision + 1, updated_at = ? \
                 where id = ? and hidden = false"
            ),
            params![ctx.now, id],
        )
        .await?)
}

/// Takes the person out of the reviews of an order; what was said of the things stays.
pub(super) async fn forget_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update review set author = '', account_id = null, updated_at = ? \
                 where order_line_id in (select id from order_line where order_id = ?)"
            ),
            params![ctx.now, order],
        )
        .await?;
    Ok(())
}
