use std::ops::Deref;

use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::incoming_transfer,
    ids::{IncomingTransferId, OrderId, PaymentId},
    money::Currency,
};

use crate::{Ctx, Result, paging::Place, stored::stored_words};

/// Whether a transfer found its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferState {
    /// It is for an order.
    Applied,
    /// No order uses it: staff apply or return it.
    Unmatched,
    /// Staff sent it back.
    Returned,
}

stored_words!(TransferState { Applied = "applied", Unmatched = "unmatched", Returned = "returned" });

table! {
    /// A transfer's own row. What was received is in minor units of `currency`.
    #[derive(Clone, Debug)]
    pub struct TransferRow in "incoming_transfer", private {
        pub id: IncomingTransferId,
        pub statement_line: String [free_text, max(incoming_transfer::MAX_STATEMENT_LINE_CHARS)],
        pub reference: String [free_text, max(incoming_transfer::MAX_REFERENCE_CHARS)],
        pub payment as payment_id: Option<PaymentId>,
        pub received: i64,
        pub currency: Currency,
        pub state: TransferState,
        pub received_at: Timestamp,
        pub created_at: Timestamp,
    }
}

/// Keeps a transfer; false when its line, which the bank's id tells, is kept already.
pub(crate) async fn insert_transfer(ctx: &Ctx<'_>, transfer: TransferRow) -> Result<bool> {
    let id = transfer.id;
    // where two bring the same line at once the second waits here for the first
    ctx.tx.insert_missing(&[transfer]).await?;
    let kept: Option<IncomingTransferId> =
        ctx.tx.find(sql!("select id from incoming_transfer where id = ?"), params![id]).await?;
    Ok(kept.is_some())
}

pub(crate) async fn find_transfer(ctx: &Ctx<'_>, id: IncomingTransferId) -> Result<Option<TransferRow>> {
    let found = sql!("select {columns incoming_transfer} from incoming_transfer where id = ?");
    Ok(ctx.tx.find(found, params![id]).await?)
}

/// The transfers that were applied to a payment, and what each brought.
pub(crate) async fn list_received(
    ctx: &Ctx<'_>,
    payment: PaymentId,
) -> Result<Vec<(IncomingTransferId, i64)>> {
    let received = sql!("select id, received from incoming_transfer where payment_id = ? order by id");
    Ok(ctx.tx.list(received, params![payment]).await?)
}

/// An order uses a transfer. False when it does not wait any more.
pub(crate) async fn set_applied(ctx: &Ctx<'_>, id: IncomingTransferId, payment: PaymentId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update incoming_transfer set state = 'applied', payment_id = ? where id = ? and state = 'unmatched'"),
            params![payment, id],
        )
        .await?)
}

/// A transfer was sent back. False when it does not wait any more.
pub(crate) async fn set_returned(ctx: &Ctx<'_>, id: IncomingTransferId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update incoming_transfer set state = 'returned' where id = ? and state = 'unmatched'"),
            params![id],
        )
        .await?)
}

row! {
    /// A transfer as it was booked. It reads as its row.
    #[derive(Clone, Debug)]
    pub struct BookedTransfer {
        pub row: TransferRow,
        /// The order it is for; `None` when no order waited for it.
        pub order: Option<OrderId>,
    }
}

impl Deref for BookedTransfer {
    type Target = TransferRow;

    fn deref(&self) -> &TransferRow {
        &self.row
    }
}

pub(crate) async fn list_incoming_transfers(
    ctx: &Ctx<'_>,
    state: TransferState,
    after: Place,
    limit: i64,
) -> Result<Vec<BookedTransfer>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns incoming_transfer r}, p.order_id from incoming_transfer r \
                 left join payment p on p.id = r.payment_id \
                 where r.state = ? and r.created_at <= ? and (r.created_at < ? or r.id < ?) \
                 order by r.created_at desc, r.id desc limit ?"
            ),
            params![state, after.key, after.key, after.id, limit],
        )
        .await?)
}

/// All that came by bank transfer for a payment.
pub(crate) async fn received_by_transfer(ctx: &Ctx<'_>, payment: PaymentId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(sql!("select {sum received} from incoming_transfer where payment_id = ?"), params![payment])
        .await?)
}
