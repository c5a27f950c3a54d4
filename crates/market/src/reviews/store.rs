use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds,
    ids::{AccountId, OrderId, OrderLineId, ProductId, ReviewId, VendorId, VendorOrderId},
    order::OrderStatus,
};

use crate::{Ctx, Result, paging::Place};

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
    /// A reader who told the market of a review.
    pub(super) struct Report in "review_report", private {
        pub(super) review_id: ReviewId,
        pub(super) reporter: [u8; 32],
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

/// The reviews of a vendor's things, the newest first.
pub(super) async fn list_of_vendor(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    after: Place,
    limit: i64,
) -> Result<Vec<Review>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns review} from review where vendor_id = ? and created_at <= ? \
                 and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![vendor, after.key, after.key, after.id, limit],
        )
        .await?)
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
