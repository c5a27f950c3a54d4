//! Ending an order that has not been paid, by its buyer or by its time. Stock is let go only once it is certain that no
//! money was or will be taken.

use souk_domain::{
    ids::OrderId,
    order::{OrderStatus, PaymentStatus},
    refusal::{OrderRefusal, PaymentRefusal},
};

use super::{
    finalise::{finalise, lock_order},
    receipts, sweep,
};
use crate::{
    Actor, App, Ctx, Result,
    faults::{FaultPoint, reach},
    inventory,
    orders::{self, OrderRow},
    outbox::{self, EventKind},
    payments::{self, Attempt, GatewayAnswer, Payment},
};

/// Why the sweeper ends an order.
pub(super) const EXPIRED: &str = "expired";
/// Why a buyer's cancel ends one.
pub(super) const BY_BUYER: &str = "cancelled_by_buyer";

/// How far ending an order got.
pub(super) enum Closing {
    /// It has ended.
    Ended,
    /// An attempt is open: the gateway must say that it took nothing.
    Open(Box<Attempt>),
}

/// Ends a pending order at its buyer's wish. Cancelling a cancelled one again changes nothing.
/// Errors: it is paid, or the gateway does not say yet whether it took the money.
pub async fn cancel_order(app: &App, actor: Actor, order: OrderId) -> Result<()> {
    let closing = app
        .write(actor, move |ctx| {
            Box::pin(async move {
                let closing = begin(ctx, order, BY_BUYER).await?;
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
                OrderStatus::Pending => Err(PaymentRefusal::InProgress { retry_after_s: 5 }.into()),
                _ => Err(PaymentRefusal::AlreadyPaid.into()),
            }
        })
    })
    .await
}

/// Ends an order at once when no attempt is open; otherwise lets no new one start and answers the open one.
pub(super) async fn begin(ctx: &Ctx<'_>, order: OrderId, reason: &str) -> Result<Closing> {
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
/// it ends without a question.
pub(super) async fn cancel_at_gateway(app: &App, attempt: &Attempt) -> Result<()> {
    let answer = match attempt.at_gateway() {
        Some(at) => {
            let Some(gateway) = app.gateways().find(&attempt.gateway) else {
                return sweep::wait_for_gateway(app, attempt).await;
            };
            gateway.cancel(&at).await
        }
        None => GatewayAnswer::Cancelled,
    };
    reach(FaultPoint::SweeperAfterGatewayCancel);
    let id = attempt.id;
    app.write(Actor::System, move |ctx| {
        let answer = answer.clone();
        Box::pin(async move { finalise(ctx, id, &answer).await })
    })
    .await
}

/// Ends the order: stock is free again, and nobody can pay it any more.
pub(super) async fn end(ctx: &Ctx<'_>, order: &OrderRow, payment: &Payment, reason: &str) -> Result<()> {
    inventory::release(ctx, order.id).await?;
    let ended = if reason == EXPIRED { PaymentStatus::Failed } else { PaymentStatus::Cancelled };
    payments::end(ctx, payment.id, ended).await?;
    receipts::return_parts(ctx, payment).await?;
    orders::cancel_all(ctx, order.id, reason).await?;
    outbox::emit(ctx, EventKind::OrderCancelled, order.id.as_bytes()).await
}
