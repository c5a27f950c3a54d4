//! The sweeper: asks after attempts whose outcome is not known, and ends orders whose time is over.

use jiff::{SignedDuration, Timestamp};
use souk_domain::{ids::OrderId, order::CancelReason};

use super::{close, finalise::finalise};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    faults::{FaultPoint, reach},
    orders,
    payments::{self, Attempt, ChargeRef, GatewayAnswer, PaymentGateway},
    queue::{self, EventKind},
};

/// A gateway that has not settled a charge by then does not do so by itself.
const ALERTED_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// An attempt whose outcome is not known.
pub(crate) struct Doubtful {
    pub(crate) attempt: Attempt,
    /// Whether its order is ending, or has its money or its end already, so that it must be cancelled.
    closing: bool,
}

/// What asking after an attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LookedUp {
    /// There was an answer, and it is booked.
    Answered,
    /// There was none, and why.
    Silent(String),
    /// Its gateway is not set up. Nobody can say what that took, so the attempt is not given up and its stock stays held.
    NotSetUp,
}

/// Takes attempts whose outcome is to be asked for now.
pub(crate) async fn take_doubtful(app: &App, at_most: i64) -> Result<Vec<Doubtful>> {
    // a read first: a write for nothing every half second would cost a sync of the disk
    let due = app.read(Actor::System, |ctx| Box::pin(payments::count_to_check(ctx))).await?;
    if due == 0 {
        return Ok(Vec::new());
    }
    let due = app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            let due = payments::take_to_check(ctx, at_most).await?;
            for (attempt, _) in &due {
                alert_when_old(ctx, attempt).await?;
            }
            Ok(due)
        })
    });
    Ok(due.await?.into_iter().map(|(attempt, closing)| Doubtful { attempt, closing }).collect())
}

/// People are told once of an attempt that nobody could settle for a day.
async fn alert_when_old(ctx: &Ctx<'_>, attempt: &Attempt) -> Result<()> {
    if attempt.created_at + ALERTED_AFTER > ctx.now || !payments::set_alerted(ctx, attempt.id).await? {
        return Ok(());
    }
    tracing::error!(attempt = %attempt.id, gateway = attempt.gateway, "an attempt stays open: staff must look");
    queue::emit(ctx, EventKind::PaymentStayedOpen, attempt.order.as_bytes()).await
}

/// Whether the outcome of any attempt is not known, or cannot be asked for.
pub(crate) async fn has_doubtful(app: &App) -> Result<bool> {
    let in_doubt = app.read(Actor::System, |ctx| Box::pin(payments::has_in_doubt(ctx))).await?;
    Ok(in_doubt || find_gateway_not_set_up(app).await?.is_some())
}

/// A gateway that open attempts wait for and that is not set up.
pub(crate) async fn find_gateway_not_set_up(app: &App) -> Result<Option<String>> {
    let awaited = app.read(Actor::System, |ctx| Box::pin(payments::list_awaited_gateways(ctx))).await?;
    Ok(awaited.into_iter().find(|gateway| app.gateways().find(gateway).is_none()))
}

/// Asks what became of an attempt, and books the answer.
pub(crate) async fn settle_doubtful(app: &App, doubtful: Doubtful) -> Result<LookedUp> {
    let Doubtful { attempt, closing } = doubtful;
    let answer =
        if closing { close::cancel_at_gateway(app, &attempt).await } else { look_up(app, attempt).await };
    Ok(match answer? {
        Some(GatewayAnswer::NoAnswer { reason }) => LookedUp::Silent(reason),
        Some(_) => LookedUp::Answered,
        None => LookedUp::NotSetUp,
    })
}

/// Asks what became of an attempt. One that the gateway does not know, although its call's time is over, is cancelled
/// there: after that, a call that is still on its way cannot charge.
async fn look_up(app: &App, attempt: Attempt) -> Result<Option<GatewayAnswer>> {
    // its time to be begun is over, and without that it was never confirmed
    let Some(at) = attempt.at_gateway() else { return close::cancel_at_gateway(app, &attempt).await };
    let Some(gateway) = app.gateways().find(&attempt.gateway) else { return Ok(None) };
    reach(FaultPoint::SweeperBeforeLookUp);
    let mut answer = gateway.look_up(&at).await;
    reach(FaultPoint::SweeperAfterLookUp);
    if answer == GatewayAnswer::Approved {
        answer = complete(&**gateway, &at).await;
    }
    let deadline = attempt.sent_at.unwrap_or(attempt.created_at) + app.limits().gateway_timeout;
    if answer == GatewayAnswer::Unknown && app.now() > deadline {
        return close::cancel_at_gateway(app, &attempt).await;
    }
    let of = (attempt.order, attempt.id);
    app.write_with(Actor::System, answer.clone(), move |ctx, answer| {
        Box::pin(async move { finalise(ctx, of, answer).await.map(|_| ()) })
    })
    .await?;
    Ok(Some(answer))
}

/// Takes what the buyer agreed to.
pub(super) async fn complete(gateway: &dyn PaymentGateway, at: &ChargeRef) -> GatewayAnswer {
    reach(FaultPoint::BeforeComplete);
    let answer = gateway.complete(at).await;
    reach(FaultPoint::AfterComplete);
    answer
}

/// An unpaid order whose time is over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expired {
    pub(crate) order: OrderId,
    at: Timestamp,
}

/// Unpaid orders whose time is over and that are not ending already, the oldest first, after the `last` one of the page
/// before.
pub(crate) async fn list_expired(app: &App, last: Option<Expired>, at_most: i64) -> Result<Vec<Expired>> {
    let after = last.map_or((Timestamp::MIN, OrderId::from_bytes([0; 16])), |last| (last.at, last.order));
    let expired = app.read(Actor::System, move |ctx| Box::pin(orders::list_expired(ctx, after, at_most)));
    Ok(expired.await?.into_iter().map(|(at, order)| Expired { order, at }).collect())
}

/// Ends an order whose time is over, as the worker does by itself; nothing when it is not.
pub fn end_overdue_order(app: &App, order: OrderId) -> BoxFuture<'static, Result<()>> {
    let app = app.clone();
    Box::pin(async move { end_expired(&app, order).await })
}

/// Ends an order whose time is over; one with an open attempt is marked, and ended once its gateway was asked.
pub(crate) async fn end_expired(app: &App, order: OrderId) -> Result<()> {
    app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            // paid, paid for again or ended since it was listed: then it is let be
            let row = orders::lock(ctx, order).await?;
            if row.is_none_or(|row| row.expires_at.is_none_or(|at| at > ctx.now)) {
                return Ok(());
            }
            // where an attempt is open it is due now, and the look-ups end the order
            close::begin(ctx, order, CancelReason::Expired, None).await?;
            reach(FaultPoint::SweeperBeforeClosingCommit);
            Ok(())
        })
    })
    .await?;
    reach(FaultPoint::SweeperAfterClosingCommit);
    Ok(())
}
