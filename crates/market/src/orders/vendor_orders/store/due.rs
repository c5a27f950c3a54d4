//! When vendor orders take their next step by themselves, and when their buyers are asked for reviews.

use jiff::Timestamp;
use souk_db::{Statement, params, sql};
use souk_domain::ids::VendorOrderId;

use crate::{Ctx, Result};

/// The text of a statement that lists vendor orders whose moment in a column has come and that nothing holds, the longest due first,
/// after a time and a vendor order.
macro_rules! due_by {
    ($column:literal) => {
        concat!(
            "select ",
            $column,
            ", id from vendor_order where ",
            $column,
            " <= ? and ",
            $column,
            " >= ? and (",
            $column,
            " > ? or id > ?) and holds = 0 order by ",
            $column,
            ", id limit ?"
        )
    };
}

/// Vendor orders that are due by now, by a statement of [`due_by`].
async fn due(
    ctx: &Ctx<'_>,
    statement: &'static Statement,
    (time, id): (Timestamp, VendorOrderId),
    at_most: i64,
) -> Result<Vec<(Timestamp, VendorOrderId)>> {
    Ok(ctx.tx.list(statement, params![ctx.now, time, time, id, at_most]).await?)
}

/// Writes when a vendor order takes its next step by itself; `None`: never.
pub(crate) async fn set_due(ctx: &Ctx<'_>, id: VendorOrderId, due_at: Option<Timestamp>) -> Result<()> {
    ctx.tx.run(sql!("update vendor_order set due_at = ? where id = ?"), params![due_at, id]).await?;
    Ok(())
}

/// Vendor orders whose next step is due and that nothing holds, the longest due first, after a time and a vendor order.
pub(crate) async fn list_due(
    ctx: &Ctx<'_>,
    after: (Timestamp, VendorOrderId),
    at_most: i64,
) -> Result<Vec<(Timestamp, VendorOrderId)>> {
    due(ctx, sql!(due_by!("due_at")), after, at_most).await
}

/// Whether something of a vendor order was sent, and its buyer reviewed every line of that.
pub(crate) async fn is_reviewed(ctx: &Ctx<'_>, id: VendorOrderId) -> Result<bool> {
    let (sent, reviewed): (i64, i64) = ctx
        .tx
        .one(
            sql!(
                "select (select count(*) from order_line where vendor_order_id = ? and fulfilled > 0), \
                 (select count(*) from order_line l join review r on r.order_line_id = l.id \
                 where l.vendor_order_id = ? and l.fulfilled > 0)"
            ),
            params![id, id],
        )
        .await?;
    Ok(sent > 0 && sent == reviewed)
}

/// Writes when the buyer of a vendor order is asked for reviews.
pub(crate) async fn set_review_due(ctx: &Ctx<'_>, id: VendorOrderId, at: Timestamp) -> Result<()> {
    ctx.tx.run(sql!("update vendor_order set review_due_at = ? where id = ?"), params![at, id]).await?;
    Ok(())
}

/// Vendor orders whose buyers are to be asked for reviews by now and that nothing holds, the longest due first, after a time and a
/// vendor order.
pub(crate) async fn list_reviews_due(
    ctx: &Ctx<'_>,
    after: (Timestamp, VendorOrderId),
    at_most: i64,
) -> Result<Vec<(Timestamp, VendorOrderId)>> {
    due(ctx, sql!(due_by!("review_due_at")), after, at_most).await
}

/// Takes it on to ask the buyer of a vendor order for reviews. False: somebody did, or something holds it by now.
pub(crate) async fn take_review_due(ctx: &Ctx<'_>, id: VendorOrderId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update vendor_order set review_due_at = null where id = ? and review_due_at <= ? and holds = 0"
            ),
            params![id, ctx.now],
        )
        .await?)
}
