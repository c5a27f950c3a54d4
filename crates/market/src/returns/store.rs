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
        /// The vendor's, why it waits for the rest no more; may be empty.
        pub closing: String [free_text, max(bounds::returns::MAX_WORDS_CHARS)],
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
    #[derive(Clone, Debug)]
    pub struct ReturnLine in "return_line", private {
        pub return_id: ReturnId,
        pub line as order_line_id: OrderLineId,
        pub quantity: u32,
        /// Of those, at the vendor's.
        pub received: u32,
        /// Of those received, for sale again.
        pub restocked: u32,
        /// Of those received, paid back, by this return or before.
        pub settled: u32,
    }
}

table! {
    /// A refund that gives money of a return back.
    pub(super) struct ReturnRefund in "return_refund", private {
        pub(super) refund_id: RefundId,
        pub(super) return_id: ReturnId,
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
    /// A line of a return, as it was bought. It reads as its row.
    #[derive(Clone, Debug)]
    pub struct ReturnedLine {
        pub row: ReturnLine,
        pub name: String,
        pub options: String,
        pub sku: Option<String>,
    }
}

impl Deref for ReturnedLine {
    type Target = ReturnLine;

    fn deref(&self) -> &ReturnLine {
        &self.row
    }
}

impl ReturnedLine {
    /// Pieces that are not at the vendor's.
    pub fn outstanding(&self) -> u32 {
        self.quantity.saturating_sub(self.received)
    }

    /// Pieces that are at the vendor's and whose money is to go back.
    pub fn owed(&self) -> u32 {
        self.received.saturating_sub(self.settled)
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
    insert_event(ctx, row.id, (None, row.status), None).await.map(|_| ())
}

pub(super) async fn insert_event(
    ctx: &Ctx<'_>,
    id: ReturnId,
    (from, to): (Option<ReturnStatus>, ReturnStatus),
    reason: Option<&str>,
) -> Result<EventId> {
    let event = ReturnEvent {
        id: ctx.id(EventId::from_parts),
        return_id: id,
        from_status: from,
        to_status: to,
        actor: ctx.actor.to_string(),
        reason: reason.map(str::to_owned),
        created_at: ctx.now,
    };
    ctx.tx.insert(&event).await?;
    Ok(event.id)
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
    // one statement for each question, so that each has its own plan
    Ok(match (vendor, status) {
        (Some(vendor), Some(status)) => {
            let own =
                select_returns!("r.vendor_id = ? and r.status = ? and r.id < ? order by r.id desc limit ?");
            ctx.tx.list(own, params![vendor, status, before, limit]).await?
        }
        (Some(vendor), None) => {
            let own = select_returns!("r.vendor_id = ? and r.id < ? order by r.id desc limit ?");
            ctx.tx.list(own, params![vendor, before, limit]).await?
        }
        (None, Some(status)) => {
            let any = select_returns!("r.status = ? and r.id < ? order by r.id desc limit ?");
            ctx.tx.list(any, params![status, before, limit]).await?
        }
        (None, None) => {
            let any = select_returns!("r.id < ? order by r.id desc limit ?");
            ctx.tx.list(any, params![before, limit]).await?
        }
    })
}

/// Returns of a status, the oldest first, behind one of them.
pub(super) async fn list_oldest(
    ctx: &Ctx<'_>,
    status: ReturnStatus,
    after: ReturnId,
    limit: i64,
) -> Result<Vec<NamedReturn>> {
    let oldest = select_returns!("r.status = ? and r.id > ? order by r.id limit ?");
    Ok(ctx.tx.list(oldest, params![status, after, limit]).await?)
}

pub(super) async fn list_lines(ctx: &Ctx<'_>, returns: &[ReturnId]) -> Result<Vec<ReturnedLine>> {
    let mut lines = Vec::new();
    for some in returns.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns return_line r}, l.name, l.options, l.sku \
             from return_line r \
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

/// Counts pieces of a line as arrived, and those of them that are for sale again. False when fewer are on their way.
pub(super) async fn count_received(
    ctx: &Ctx<'_>,
    (id, line): (ReturnId, OrderLineId),
    (pieces, restocked): (u32, u32),
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update return_line set received = received + ?, restocked = restocked + ? \
                 where return_id = ? and order_line_id = ? and received + ? <= quantity"
            ),
            params![pieces, restocked, id, line, pieces],
        )
        .await?)
}

/// Counts all that has arrived as paid back.
pub(super) async fn set_settled(ctx: &Ctx<'_>, id: ReturnId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update return_line set settled = received where return_id = ? and settled < received"),
            params![id],
        )
        .await?;
    Ok(())
}

pub(super) async fn set_closing(ctx: &Ctx<'_>, id: ReturnId, words: &str) -> Result<()> {
    ctx.tx.run(sql!("update return_request set closing = ? where id = ?"), params![words, id]).await?;
    Ok(())
}

/// What gives the money of returns back, the oldest first.
pub(super) async fn list_refunds(ctx: &Ctx<'_>, returns: &[ReturnId]) -> Result<Vec<ReturnRefund>> {
    let mut refunds = Vec::new();
    for some in returns.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns return_refund} from return_refund \
             where return_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by refund_id"
        );
        refunds.extend(ctx.tx.list::<ReturnRefund>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(refunds)
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
        /// Pieces in parcels that have arrived.
        delivered: u32,
        /// Pieces in returns that are not at the vendor's yet.
        pub(super) on_the_way: u32,
        /// Pieces in returns that are at the vendor's and not paid back.
        pub(super) received: u32,
    }
}

impl BoughtLine {
    /// Pieces that a further return may name.
    pub(super) fn left(&self) -> u32 {
        let under_way = self.fulfilled.saturating_sub(self.delivered);
        let pieces = Pieces {
            quantity: self.quantity,
            cancelled: self.cancelled,
            fulfilled: self.fulfilled,
            returned: self.returned,
            refunded: self.refunded,
        };
        let here = pieces.with_buyer().saturating_sub(under_way).saturating_sub(self.on_the_way);
        here.min(pieces.sent_and_paid().saturating_sub(self.on_the_way).saturating_sub(self.received))
    }

    /// Whether any piece of it has arrived.
    pub(super) fn has_arrived(&self) -> bool {
        self.delivered > 0
    }
}

/// The lines of an order, as far as giving them back goes. The order's row is locked.
pub(super) async fn list_bought(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<BoughtLine>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select l.id, l.vendor_order_id, l.quantity, l.cancelled, l.fulfilled, l.returned, l.refunded, \
                 (select {sum s.quantity} from shipment_line s join shipment p on p.id = s.shipment_id \
                 where s.order_line_id = l.id and p.status = 'delivered'), \
                 (select {sum r.quantity - r.received} from return_line r join return_request q on q.id = r.return_id \
                 where r.order_line_id = l.id and q.status in ('requested', 'approved')), \
                 (select {sum r.received - r.settled} from return_line r join return_request q on q.id = r.return_id \
                 where r.order_line_id = l.id and q.status in ('approved', 'received')) \
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
            sql!("update return_request set words = '', answer = '', closing = '', updated_at = ? where order_id = ?"),
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
