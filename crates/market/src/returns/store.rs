use std::ops::Deref;

use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::{
    bounds,
    ids::{EventId, OrderId, OrderLineId, RefundId, ReturnId, ReturnPhotoId, VendorId, VendorOrderId},
    money::Currency,
    order::{Pieces, ReturnReason, ReturnStatus},
};

use crate::{Ctx, Result};

/// Returns that one statement reads.
const AT_ONCE: usize = 16;

table! {
    /// Things that a buyer wants to give back.
    #[derive(Clone, Debug)]
    pub struct ReturnRow in "return_request", private {
        pub id: ReturnId,
        pub order as order_id: OrderId,
        pub vendor_order as vendor_order_id: VendorOrderId,
        pub vendor as vendor_id: VendorId,
        pub status: ReturnStatus,
        pub reason: ReturnReason,
        /// The buyer's words; may be empty.
        pub words: String [free_text, max(bounds::returns::MAX_WORDS_CHARS)],
        /// The vendor's; may be empty.
        pub answer: String [free_text, max(bounds::returns::MAX_WORDS_CHARS)],
        /// Whether what came back is for sale again.
        pub restocked: bool,
        /// What gives its money back.
        pub refund as refund_id: Option<RefundId>,
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

row! {
    /// A return with what its order says of it. It reads as its row.
    #[derive(Clone, Debug)]
    pub struct NamedReturn {
        pub row: ReturnRow,
        /// The order's number, as its buyer knows it.
        pub order_number: String,
        pub currency: Currency,
        pub vendor_name: String,
    }
}

impl Deref for NamedReturn {
    type Target = ReturnRow;

    fn deref(&self) -> &ReturnRow {
        &self.row
    }
}

table! {
    /// Pieces of a line that are to go back.
    pub(super) struct ReturnLine in "return_line", private {
        pub(super) return_id: ReturnId,
        pub(super) order_line_id: OrderLineId,
        pub(super) quantity: u32,
    }
}

table! {
    struct ReturnEvent in "return_event", private {
        id: EventId,
        return_id: ReturnId,
        from_status: Option<ReturnStatus>,
        to_status: ReturnStatus,
        actor: String [free_text],
        /// Why the market's staff took it in the vendor's place.
        reason: Option<String> [free_text, max(bounds::returns::MAX_REASON_CHARS)],
        created_at: Timestamp,
    }
}

table! {
    /// A photograph that goes with a return.
    #[derive(Clone, Debug)]
    pub struct ReturnPhoto in "return_photo", private {
        pub id: ReturnPhotoId,
        pub return_id: ReturnId,
        pub(crate) file: String,
        pub created_at: Timestamp,
    }
}

row! {
    /// A line of a return, as it was bought.
    #[derive(Clone, Debug)]
    pub struct ReturnedLine {
        pub return_id: ReturnId,
        pub line: OrderLineId,
        pub quantity: u32,
        pub name: String,
        pub options: String,
        pub sku: Option<String>,
    }
}

/// Reads the [`NamedReturn`]s that a condition names.
macro_rules! select_returns {
    ($which:literal) => {
        sql!(concat!(
            "select {columns return_request r}, o.number, o.currency, v.name from return_request r \
             join orders o on o.id = r.order_id join vendor v on v.id = r.vendor_id where ",
            $which
        ))
    };
}

pub(super) async fn insert(ctx: &Ctx<'_>, row: &ReturnRow, lines: &[ReturnLine]) -> Result<()> {
    ctx.tx.insert(row).await?;
    ctx.tx.insert_all(lines).await?;
    insert_event(ctx, row.id, (None, row.status), None).await
}

pub(super) async fn insert_event(
    ctx: &Ctx<'_>,
    id: ReturnId,
    (from, to): (Option<ReturnStatus>, ReturnStatus),
    reason: Option<&str>,
) -> Result<()> {
    let event = ReturnEvent {
        id: ctx.id(EventId::from_parts),
        return_id: id,
        from_status: from,
        to_status: to,
        actor: ctx.actor.to_string(),
        reason: reason.map(str::to_owned),
        created_at: ctx.now,
    };
    Ok(ctx.tx.insert(&event).await?)
}

pub(super) async fn find(ctx: &Ctx<'_>, id: ReturnId) -> Result<Option<NamedReturn>> {
    Ok(ctx.tx.find(select_returns!("r.id = ?"), params![id]).await?)
}

pub(super) async fn list_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<NamedReturn>> {
    Ok(ctx.tx.list(select_returns!("r.order_id = ? order by r.id desc"), params![order]).await?)
}

/// How many returns an order has; it is locked.
pub(super) async fn count_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<u32> {
    let of = sql!("select count(*) from return_request where order_id = ?");
    let count: i64 = ctx.tx.one(of, params![order]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Returns of a vendor, or of all, the newest first, before one of them.
pub(super) async fn list(
    ctx: &Ctx<'_>,
    vendor: Option<VendorId>,
    status: Option<ReturnStatus>,
    before: ReturnId,
    limit: i64,
) -> Result<Vec<NamedReturn>> {
    let status = status.map_or("", ReturnStatus::as_str);
    Ok(match vendor {
        Some(vendor) => {
            let own = select_returns!(
                "r.vendor_id = ? and r.id < ? and (r.status = ? or ? = '') order by r.id desc limit ?"
            );
            ctx.tx.list(own, params![vendor, before, status, status, limit]).await?
        }
        None => {
            let any = select_returns!("r.id < ? and (r.status = ? or ? = '') order by r.id desc limit ?");
            ctx.tx.list(any, params![before, status, status, limit]).await?
        }
    })
}

pub(super) async fn list_lines(ctx: &Ctx<'_>, returns: &[ReturnId]) -> Result<Vec<ReturnedLine>> {
    let mut lines = Vec::new();
    for some in returns.chunks(AT_ONCE) {
        let statement = sql!(
            "select r.return_id, r.order_line_id, r.quantity, l.name, l.options, l.sku from return_line r \
             join order_line l on l.id = r.order_line_id \
             where r.return_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by r.return_id, l.position"
        );
        lines.extend(ctx.tx.list::<ReturnedLine>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(lines)
}

pub(super) async fn list_photos(ctx: &Ctx<'_>, returns: &[ReturnId]) -> Result<Vec<ReturnPhoto>> {
    let mut photos = Vec::new();
    for some in returns.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns return_photo} from return_photo \
             where return_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by id"
        );
        photos.extend(ctx.tx.list::<ReturnPhoto>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(photos)
}

/// Moves a return on, unless it is elsewhere by now. What is not given stays.
pub(super) async fn set_status(
    ctx: &Ctx<'_>,
    id: ReturnId,
    (from, to): (ReturnStatus, ReturnStatus),
    answer: Option<&str>,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update return_request set status = ?, answer = coalesce(?, answer), revision = revision + 1, \
                 updated_at = ? where id = ? and status = ?"
            ),
            params![to, answer, ctx.now, id, from],
        )
        .await?)
}

pub(super) async fn set_restocked(ctx: &Ctx<'_>, id: ReturnId) -> Result<()> {
    ctx.tx.run(sql!("update return_request set restocked = true where id = ?"), params![id]).await?;
    Ok(())
}

pub(super) async fn set_refund(ctx: &Ctx<'_>, id: ReturnId, refund: RefundId) -> Result<()> {
    ctx.tx.run(sql!("update return_request set refund_id = ? where id = ?"), params![refund, id]).await?;
    Ok(())
}

row! {
    /// A line as far as giving it back goes.
    pub(super) struct BoughtLine {
        pub(super) id: OrderLineId,
        pub(super) vendor_order: VendorOrderId,
        quantity: u32,
        cancelled: u32,
        fulfilled: u32,
        returned: u32,
        refunded: u32,
        /// Pieces in returns that are not at the vendor's yet.
        pub(super) on_the_way: u32,
        /// Pieces in returns that are at the vendor's and not paid back.
        pub(super) received: u32,
    }
}

impl BoughtLine {
    /// Pieces that a further return may name.
    pub(super) fn left(&self) -> u32 {
        let pieces = Pieces {
            quantity: self.quantity,
            cancelled: self.cancelled,
            fulfilled: self.fulfilled,
            returned: self.returned,
            refunded: self.refunded,
        };
        let here = pieces.with_buyer().saturating_sub(self.on_the_way);
        here.min(pieces.sent_and_paid().saturating_sub(self.on_the_way).saturating_sub(self.received))
    }
}

/// The lines of an order, as far as giving them back goes. The order's row is locked.
pub(super) async fn list_bought(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<BoughtLine>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select l.id, l.vendor_order_id, l.quantity, l.cancelled, l.fulfilled, l.returned, l.refunded, \
                 (select {sum r.quantity} from return_line r join return_request q on q.id = r.return_id \
                 where r.order_line_id = l.id and q.status in ('requested', 'approved')), \
                 (select {sum r.quantity} from return_line r join return_request q on q.id = r.return_id \
                 where r.order_line_id = l.id and q.status = 'received') \
                 from order_line l where l.order_id = ? order by l.position"
            ),
            params![order],
        )
        .await?)
}

/// Where the vendor of a return reads mail.
pub(super) async fn find_vendor_email(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Option<String>> {
    Ok(ctx.tx.find(sql!("select email from vendor where id = ?"), params![vendor]).await?)
}

/// The files of the photographs of an order's returns.
pub(super) async fn list_files_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select p.file from return_photo p join return_request r on r.id = p.return_id where r.order_id = ?"
            ),
            params![order],
        )
        .await?)
}

/// Removes what was written in an order's returns, and their photographs.
pub(super) async fn forget_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update return_request set words = '', answer = '', updated_at = ? where order_id = ?"),
            params![ctx.now, order],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "update return_event set reason = null where return_id in \
                 (select id from return_request where order_id = ?)"
            ),
            params![order],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "delete from return_photo where return_id in (select id from return_request where order_id = ?)"
            ),
            params![order],
        )
        .await?;
    Ok(())
}
