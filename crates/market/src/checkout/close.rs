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
    idempotency::{self, Guard, Key, KeyClaim, Operation, Reply, StoredResponse, finish, give_up},
    inventory,
    orders::{self, OrderRow, OrderView},
    payments::{self, Attempt, GatewayAnswer, Payment},
    promotions,
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
    Box::pin(async move {
        let closing = app.write(actor, move |ctx| {
            Box::pin(async move {
                let closing = begin(ctx, order, CancelReason::ByBuyer, None).await?;
                reach(FaultPoint::BeforeCancelCommit);
                Ok(closing)
            })
        });
        go_on(&app, closing.await?).await?;
        app.read(actor, move |ctx| Box::pin(async move { ended(&orders::load(ctx, order).await?) })).await
    })
}

/// What the first transaction of the staff came to.
enum Begun {
    /// The key was used for the same before.
    Answered(StoredResponse),
    Closing(Closing),
}

/// Ends any order, as [`cancel_order`] does, by the market's staff, who say why. The key is taken before anything else, by the
/// transaction that ends the order or lets no new attempt start; a process that dies after it leaves its lease to the next. Errors: as
/// there, or no reason is given.
pub fn cancel_any_order(
    app: &App,
    actor: Actor,
    order: OrderId,
    reason: String,
    guard: Option<Guard<OrderView>>,
) -> BoxFuture<'static, Result<Reply<OrderView>>> {
    let app = app.clone();
    let cancelled: BoxFuture<'static, Result<Reply<OrderView>>> = Box::pin(async move {
        let claim = guard.zip(actor.key_owner()).map(|(guard, owner)| {
            let input = (order, reason.clone());
            (Key::new(&app, "cancel_any_order", &owner, &guard.key, &input), guard)
        });
        let key = claim.as_ref().map(|(key, _)| key.clone());
        let begun = app.write_with(actor, (key, reason), move |ctx, (key, reason)| {
            Box::pin(begin_by_staff(ctx, order, key.as_ref(), reason))
        });
        match begun.await? {
            Begun::Answered(response) => return Ok(Reply::Replayed(response)),
            Begun::Closing(closing) => go_on(&app, closing).await?,
        }
        let done = app.write_with(actor, claim, move |ctx, claim| {
            Box::pin(async move {
                let view = orders::load(ctx, order).await?;
                let outcome = ended(&view);
                if let Some((key, guard)) = claim {
                    match &outcome {
                        Ok(()) => finish(ctx, key, (Some(order), None), &guard.pack(&view)?).await?,
                        // it was not done: the same key may ask again
                        Err(_) => give_up(ctx, key).await?,
                    }
                }
                Ok(outcome.map(|()| view))
            })
        });
        done.await?.map(Reply::Fresh)
    });
    actor.permitted(Permission::OrdersWrite, cancelled)
}

async fn begin_by_staff(ctx: &Ctx<'_>, order: OrderId, key: Option<&Key>, reason: &str) -> Result<Begun> {
    if let Some(key) = key
        && let KeyClaim::Replay { response, .. } = idempotency::begin(ctx, key, None).await?
    {
        return Ok(Begun::Answered(response));
    }
    let note = bounded_text("/reason", reason, 1, MAX_NOTE_CHARS)
        .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
    let closing = begin(ctx, order, CancelReason::ByMarket, Some(&note)).await?;
    reach(FaultPoint::BeforeCancelCommit);
    Ok(Begun::Closing(closing))
}

/// Goes on with an order that ends, after that was committed: an open attempt is ended at its gateway.
async fn go_on(app: &App, closing: Closing) -> Result<()> {
    reach(FaultPoint::AfterCancelCommit);
    if let Closing::Open(attempt) = closing {
        cancel_at_gateway(app, &attempt).await?;
    }
    Ok(())
}

/// Errors: the order has not ended.
fn ended(view: &OrderView) -> Result<()> {
    match view.status {
        OrderStatus::Cancelled => Ok(()),
        OrderStatus::Pending => Err(in_progress().into()),
        _ => Err(PaymentRefusal::AlreadyPaid.into()),
    }
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

/// Ends the order: stock and uses of promotions are free again, and nobody can pay it any more.
pub(super) async fn end(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    reason: CancelReason,
) -> Result<()> {
    if order.adjustments > 0 {
        promotions::give_back(ctx, order.id).await?;
    }
    inventory::release(ctx, order.id).await?;
    payments::end(ctx, payment.id, reason.payment_status()).await?;
    incoming::refund_surplus(ctx, order, payment).await?;
    orders::cancel_all(ctx, order, reason).await?;
    queue::emit(ctx, EventKind::OrderCancelled, order.id.as_bytes()).await
}
