//! Ending an order that has not been paid, by its buyer or by its time. Stock is let go only once it is certain that no
//! money was or will be taken.

use souk_domain::{
    ids::{CartKey, OrderId},
    order::{CancelReason, OrderStatus},
    refusal::{OrderRefusal, PaymentRefusal},
};

use super::{
    finalise::{finalise, lock_order},
    in_progress, incoming,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result, cart,
    faults::{FaultPoint, reach},
    idempotency::{Guard, Operation, Reply},
    inventory,
    orders::{self, OrderRow, OrderView},
    payments::{self, Attempt, GatewayAnswer, Payment},
    queue::{self, EventKind},
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
    /// The cart with what it held; `None` when that has been ordered meanwhile.
    pub cart: Option<CartKey>,
}

/// Ends a pending order at its buyer's wish, and gives its things back in a cart: the same one each time.
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
                    let cart = cart::give_back(ctx, order).await?;
                    Ok(Cancelled { order: orders::load(ctx, order).await?, cart })
                })
            })
            .await
    })
}

/// Ends a pending order at its buyer's wish. Cancelling a cancelled one again changes nothing.
/// Errors: it is paid, or the gateway does not say yet whether it took the money.
pub fn cancel_order(app: &App, actor: Actor, order: OrderId) -> BoxFuture<'static, Result<()>> {
    let app = app.clone();
    Box::pin(async move { cancel(&app, actor, order).await })
}

async fn cancel(app: &App, actor: Actor, order: OrderId) -> Result<()> {
    let closing = app
        .write(actor, move |ctx| {
            Box::pin(async move {
                let closing = begin(ctx, order, CancelReason::ByBuyer).await?;
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

/// Ends an order at once when no attempt is open; otherwise lets no new one start and answers the open one.
pub(super) async fn begin(ctx: &Ctx<'_>, order: OrderId, reason: CancelReason) -> Result<Closing> {
    let order = lock_order(ctx, order).await?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    match order.status {
        OrderStatus::Pending => {}
        OrderStatus::Cancelled => return Ok(Closing::Ended),
        OrderStatus::Processing => return Err(PaymentRefusal::AlreadyPaid.into()),
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
