//! Ending an order, by its buyer, by the market or by its time. Stock is let go only once it is certain that no money was or
//! will be taken, or that what was taken goes back.

use souk_domain::{
    account::Permission,
    bounds::refund::MAX_NOTE_CHARS,
    ids::{CartKey, OrderId},
    order::{CancelReason, OrderStatus, PaymentStatus},
    refusal::{OrderRefusal, PaymentRefusal, RequestRefusal},
    text::bounded_text,
};

use super::{finalise::finalise, in_progress, incoming};
use crate::{
    Actor, App, BoxFuture, Ctx, Result, cart,
    faults::{FaultPoint, reach},
    idempotency::{Guard, Operation, Reply},
    inventory,
    orders::{self, OrderRow, OrderView},
    payments::{self, Attempt, GatewayAnswer, Payment},
    queue::{self, EventKind},
    refunds,
};

/// How far ending an order got.
pub(super) enum Closing {
    /// It has ended.
    Ended,
    /// An attempt is open: the gateway must say that it took nothing.
    Open(Box<Attempt>),
}

/// A cancelled order, and where its things are now.
#[derive(Clone, Debug)]
pub struct Cancelled {
    pub order: OrderView,
    /// The cart with what it held; `None` when that has been ordered meanwhile, or the order was paid.
    pub cart: Option<CartKey>,
}

/// Ends an order at its buyer's wish. The things of one that was not paid are given back in a cart: the same one each time.
/// Errors: as [`cancel_order`].
pub fn cancel_order_into_cart(
    app: &App,
    actor: Actor,
    order: OrderId,
    guard: Option<Guard<Cancelled>>,
) -> BoxFuture<'static, Result<Reply<Cancelled>>> {
    let app = app.clone();
    Box::pin(async move {
        // cancelling again changes nothing, so a request that died here goes on from here
        cancel_order(&app, actor, order).await?;
        Operation::new("cancel_order", actor, guard)
            .owned_by(order.as_bytes())
            .run(&app, order, |ctx, &order| {
                Box::pin(async move {
                    let view = orders::load(ctx, order).await?;
                    let cart = match view.payment.status {
                        PaymentStatus::Completed => None,
                        _ => cart::give_back(ctx, order).await?,
                    };
                    Ok(Cancelled { order: view, cart })
                })
            })
            .await
    })
}

/// Ends an order at its buyer's wish; the money of a paid one goes back. Cancelling a cancelled one again changes nothing.
/// Errors: something of it is on its way, or the gateway does not say yet whether it took the money.
pub fn cancel_order(app: &App, actor: Actor, order: OrderId) -> BoxFuture<'static, Result<()>> {
    let app = app.clone();
    Box::pin(async move { cancel(&app, actor, order, CancelReason::ByBuyer, None).await })
}

/// Ends any order, as [`cancel_order`] does, by the market's staff, who say why. Errors: as there, or no reason is given.
pub fn cancel_any_order(
    app: &App,
    actor: Actor,
    order: OrderId,
    reason: String,
    guard: Option<Guard<OrderView>>,
) -> BoxFuture<'static, Result<Reply<OrderView>>> {
    let app = app.clone();
    let ended: BoxFuture<'static, Result<Reply<OrderView>>> = Box::pin(async move {
        let note = bounded_text("/reason", &reason, 1, MAX_NOTE_CHARS)
            .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
        // cancelling again changes nothing, so a request that died here goes on from here
        cancel(&app, actor, order, CancelReason::ByMarket, Some(note)).await?;
        Operation::new("cancel_any_order", actor, guard)
            .run(&app, (order, reason), |ctx, (order, _)| Box::pin(orders::load(ctx, *order)))
            .await
    });
    actor.permitted(Permission::OrdersWrite, ended)
}

async fn cancel(
    app: &App,
    actor: Actor,
    order: OrderId,
    reason: CancelReason,
    note: Option<String>,
) -> Result<()> {
    let closing = app
        .write_with(actor, note, move |ctx, note| {
            Box::pin(async move {
                let closing = begin(ctx, order, reason, note.as_deref()).await?;
                reach(FaultPoint::BeforeCancelCommit);
                Ok(closing)
            })
        })
        .await?;
    reach(FaultPoint::AfterCancelCommit);
    if let Closing::Open(attempt) = closing {
        cancel_at_gateway(app, &attempt).await?;
    }
    app.read(actor, move |ctx| {
        Box::pin(async move {
            let view = orders::load(ctx, order).await?;
            match view.status {
                OrderStatus::Cancelled => Ok(()),
                OrderStatus::Pending => Err(in_progress().into()),
                _ => Err(PaymentRefusal::AlreadyPaid.into()),
            }
        })
    })
    .await
}

/// Ends an order at once when no attempt is open, a paid one with its money going back; otherwise lets no new attempt start and
/// answers the open one.
pub(super) async fn begin(
    ctx: &Ctx<'_>,
    order: OrderId,
    reason: CancelReason,
    note: Option<&str>,
) -> Result<Closing> {
    let order = orders::lock(ctx, order).await?.ok_or(OrderRefusal::NotFound)?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    match order.status {
        OrderStatus::Pending => {}
        OrderStatus::Cancelled => return Ok(Closing::Ended),
        // it was paid just before its time was over
        OrderStatus::Processing if reason == CancelReason::Expired => {
            return Err(PaymentRefusal::AlreadyPaid.into());
        }
        OrderStatus::Processing => {
            refunds::cancel_paid(ctx, &order, note).await?;
            return Ok(Closing::Ended);
        }
        _ => return Err(OrderRefusal::AlreadyShipped.into()),
    }
    let open = match payment.open_attempt {
        Some(attempt) => payments::find_attempt(ctx, attempt).await?,
        None => None,
    };
    let Some(attempt) = open else {
        end(ctx, &order, &payment, reason).await?;
        return Ok(Closing::Ended);
    };
    orders::set_cancel_reason(ctx, order.id, reason).await?;
    payments::mark_closing(ctx, payment.id).await?;
    Ok(Closing::Open(Box::new(attempt)))
}

/// Asks the gateway to end an attempt and records what it says. One that was never begun there was never confirmed either:
/// it ends without a question. Answers what was recorded; none where there is no such gateway.
pub(super) async fn cancel_at_gateway(app: &App, attempt: &Attempt) -> Result<Option<GatewayAnswer>> {
    let answer = match attempt.at_gateway() {
        Some(at) => {
            let Some(gateway) = app.gateways().find(&attempt.gateway) else { return Ok(None) };
            gateway.cancel(&at).await
        }
        None => GatewayAnswer::Cancelled,
    };
    reach(FaultPoint::SweeperAfterGatewayCancel);
    let of = (attempt.order, attempt.id);
    app.write_with(Actor::System, answer.clone(), move |ctx, answer| {
        Box::pin(async move { finalise(ctx, of, answer).await.map(|_| ()) })
    })
    .await?;
    Ok(Some(answer))
}

/// Ends the order: stock is free again, and nobody can pay it any more.
pub(super) async fn end(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    reason: CancelReason,
) -> Result<()> {
    inventory::release(ctx, order.id).await?;
    payments::end(ctx, payment.id, reason.payment_status()).await?;
    incoming::refund_surplus(ctx, order, payment).await?;
    orders::cancel_all(ctx, order, reason).await?;
    queue::emit(ctx, EventKind::OrderCancelled, order.id.as_bytes()).await
}
