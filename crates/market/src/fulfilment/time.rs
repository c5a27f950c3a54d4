//! What time does by itself: what has arrived is confirmed, what is confirmed completed, and who bought it asked what it is like.

use jiff::Timestamp;
use souk_domain::{ids::VendorOrderId, order::OrderStatus};

use super::{confirm_delivered, lock_part};
use crate::{
    Actor, App, Ctx, Result, ledger, orders,
    queue::{self, EventKind},
};

/// A vendor order whose next step is due, and its place in the order they are due in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) vendor_order: VendorOrderId,
    at: Timestamp,
}

/// Vendor orders whose next step is due, the longest due first, after one of them.
pub(crate) async fn list_due(app: &App, after: Option<Due>, at_most: i64) -> Result<Vec<Due>> {
    let place =
        after.map_or((Timestamp::MIN, VendorOrderId::from_bytes([0; 16])), |due| (due.at, due.vendor_order));
    let due = app
        .read(Actor::System, move |ctx| Box::pin(async move { orders::list_due(ctx, place, at_most).await }));
    Ok(due.await?.into_iter().map(|(at, vendor_order)| Due { vendor_order, at }).collect())
}

/// The same of vendor orders whose buyers are to be asked for reviews.
pub(crate) async fn list_reviews_due(app: &App, after: Option<Due>, at_most: i64) -> Result<Vec<Due>> {
    let place =
        after.map_or((Timestamp::MIN, VendorOrderId::from_bytes([0; 16])), |due| (due.at, due.vendor_order));
    let due = app.read(Actor::System, move |ctx| {
        Box::pin(async move { orders::list_reviews_due(ctx, place, at_most).await })
    });
    Ok(due.await?.into_iter().map(|(at, vendor_order)| Due { vendor_order, at }).collect())
}

/// Has the buyer of a vendor order asked for reviews, once; nothing where everything was reviewed meanwhile.
pub(crate) async fn ask_for_reviews(app: &App, vendor_order: VendorOrderId) -> Result<()> {
    app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            if !orders::take_review_due(ctx, vendor_order).await?
                || orders::is_reviewed(ctx, vendor_order).await?
            {
                return Ok(());
            }
            queue::emit(ctx, EventKind::ReviewAwaited, vendor_order.as_bytes()).await
        })
    })
    .await
}

/// Takes the step of a vendor order that is due; nothing when it is not due any more.
pub(crate) async fn go_on(app: &App, vendor_order: VendorOrderId) -> Result<()> {
    app.write(Actor::System, move |ctx| Box::pin(step(ctx, vendor_order))).await
}

async fn step(ctx: &Ctx<'_>, id: VendorOrderId) -> Result<()> {
    let part = lock_part(ctx, None, id).await?;
    if part.row.holds > 0 || part.row.due_at.is_none_or(|due| due > ctx.now) {
        return Ok(());
    }
    match part.row.status {
        OrderStatus::Delivered => {
            let reason = Some("nobody said otherwise in time");
            let confirmed = confirm_delivered(ctx, &part.order, id, reason).await?;
            ledger::release(ctx, &[confirmed.released]).await
        }
        from @ (OrderStatus::Confirmed | OrderStatus::Reviewed) => {
            let to = OrderStatus::Completed;
            orders::advance(ctx, &part.order, id, (from, to), Some("its time is over")).await?;
            orders::set_due(ctx, id, None).await
        }
        // it goes on by something else
        _ => orders::set_due(ctx, id, None).await,
    }
}
