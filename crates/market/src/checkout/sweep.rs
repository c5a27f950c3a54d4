//! The sweeper: asks after attempts whose outcome is not known, and ends orders whose time is over.

use jiff::Timestamp;
use souk_domain::ids::OrderId;

use super::{
    close::{self, EXPIRED},
    finalise::finalise,
};
use crate::{
    Actor, App, Result,
    faults::{FaultPoint, reach},
    orders,
    payments::{self, Attempt, GatewayAnswer},
};

/// An attempt whose outcome is not known.
pub(crate) struct Doubtful {
    pub(crate) attempt: Attempt,
    /// Whether its order is ending, so that it must be cancelled.
    closing: bool,
}

/// What asking after an attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LookedUp {
    /// There was an answer, and it is booked.
    Answered,
    /// There was none, and why.
    Silent(String),
}

/// Takes attempts whose outcome is to be asked for now.
pub(crate) async fn take_doubtful(app: &App, at_most: i64) -> Result<Vec<Doubtful>> {
    // a read first: a write for nothing every half second would cost a sync of the disk
    let due = app.read(Actor::System, |ctx| Box::pin(payments::count_to_check(ctx))).await?;
    if due == 0 {
        return Ok(Vec::new());
    }
    let due = app.write(Actor::System, move |ctx| Box::pin(payments::take_to_check(ctx, at_most))).await?;
    Ok(due.into_iter().map(|(attempt, closing)| Doubtful { attempt, closing }).collect())
}

/// Whether the outcome of any attempt is not known.
pub(crate) async fn has_doubtful(app: &App) -> Result<bool> {
    app.read(Actor::System, |ctx| Box::pin(payments::has_in_doubt(ctx))).await
}

/// Asks what became of an attempt, and books the answer.
pub(crate) async fn settle_doubtful(app: &App, doubtful: Doubtful) -> Result<LookedUp> {
    let Doubtful { attempt, closing } = doubtful;
    if app.gateways().find(&attempt.gateway).is_none() {
        return Ok(LookedUp::Silent(format!("the gateway {} is not set up", attempt.gateway)));
    }
    let answer =
        if closing { close::cancel_at_gateway(app, &attempt).await } else { look_up(app, attempt).await };
    Ok(match answer? {
        Some(GatewayAnswer::NoAnswer { reason }) => LookedUp::Silent(reason),
        _ => LookedUp::Answered,
    })
}

/// Asks what became of an attempt. One that the gateway does not know, although its call's time is over, is cancelled
/// there: after that, a call that is still on its way cannot charge.
async fn look_up(app: &App, attempt: Attempt) -> Result<Option<GatewayAnswer>> {
    let Some(gateway) = app.gateways().find(&attempt.gateway) else { return Ok(None) };
    reach(FaultPoint::SweeperBeforeLookUp);
    let answer = gateway.look_up(&attempt.gateway_key).await;
    reach(FaultPoint::SweeperAfterLookUp);
    let deadline = attempt.sent_at.unwrap_or(attempt.created_at) + app.limits().gateway_timeout;
    if answer == GatewayAnswer::Unknown && app.now() > deadline {
        return close::cancel_at_gateway(app, &attempt).await;
    }
    let (id, booked) = (attempt.id, answer.clone());
    app.write(Actor::System, move |ctx| {
        let answer = booked.clone();
        Box::pin(async move { finalise(ctx, id, &answer).await })
    })
    .await?;
    Ok(Some(answer))
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
            close::begin(ctx, order, EXPIRED).await?;
            reach(FaultPoint::SweeperBeforeClosingCommit);
            Ok(())
        })
    })
    .await?;
    reach(FaultPoint::SweeperAfterClosingCommit);
    Ok(())
}
