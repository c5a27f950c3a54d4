//! The sweeper: asks after attempts whose outcome is not known, and ends orders whose time is over.

use jiff::SignedDuration;
use souk_domain::ids::OrderId;

use super::{
    close::{self, Closing, EXPIRED},
    finalise::finalise,
};
use crate::{
    Actor, App, Result,
    faults::{FaultPoint, reach},
    orders,
    payments::{self, Attempt, ChargeRef, GatewayAnswer, PaymentGateway},
};

/// Attempts asked after, and orders ended, in one turn.
const AT_ONCE: i64 = 50;
/// The pause before a payment whose gateway is not set up is looked at, and complained of, again.
const WITHOUT_GATEWAY: SignedDuration = SignedDuration::from_mins(10);

/// Does one turn. Answers how many attempts and orders it looked at.
pub(crate) async fn sweep(app: &App) -> Result<usize> {
    Ok(settle_attempts(app).await? + end_expired(app).await?)
}

async fn settle_attempts(app: &App) -> Result<usize> {
    // a read first: a write for nothing every half second would cost a sync of the disk
    let due = app.read(Actor::System, |ctx| Box::pin(payments::count_to_check(ctx))).await?;
    if due == 0 {
        return Ok(0);
    }
    let due = app.write(Actor::System, |ctx| Box::pin(payments::take_to_check(ctx, AT_ONCE))).await?;
    let count = due.len();
    for (attempt, closing) in due {
        let id = attempt.id;
        let settled =
            if closing { close::cancel_at_gateway(app, &attempt).await } else { look_up(app, attempt).await };
        // one that cannot be settled must not keep the others waiting; it comes up again
        if let Err(error) = settled {
            tracing::error!(attempt = %id, %error, "an attempt could not be settled");
        }
    }
    Ok(count)
}

/// Asks what became of an attempt. One that the gateway does not know, although its call's time is over, is cancelled
/// there: after that, a call that is still on its way cannot charge.
async fn look_up(app: &App, attempt: Attempt) -> Result<()> {
    // its time to be begun is over, and without that it was never confirmed
    let Some(at) = attempt.at_gateway() else { return close::cancel_at_gateway(app, &attempt).await };
    let Some(gateway) = app.gateways().find(&attempt.gateway) else {
        return wait_for_gateway(app, &attempt).await;
    };
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
    let id = attempt.id;
    app.write(Actor::System, move |ctx| {
        let answer = answer.clone();
        Box::pin(async move { finalise(ctx, id, &answer).await })
    })
    .await
}

/// Takes what the buyer agreed to.
pub(super) async fn complete(gateway: &dyn PaymentGateway, at: &ChargeRef) -> GatewayAnswer {
    reach(FaultPoint::BeforeComplete);
    let answer = gateway.complete(at).await;
    reach(FaultPoint::AfterComplete);
    answer
}

/// How many payments wait for a gateway that is not set up; the stock of their orders waits with them.
pub async fn count_without_gateway(app: &App) -> Result<i64> {
    let awaited = app.read(Actor::System, |ctx| Box::pin(payments::list_awaited_gateways(ctx))).await?;
    let missing = awaited.into_iter().filter(|(gateway, _)| app.gateways().find(gateway).is_none());
    Ok(missing.map(|(_, count)| count).sum())
}

/// Nobody can say what a gateway took that is not set up, so the attempt is not given up and its stock stays held: that is
/// said as long as it lasts.
pub(super) async fn wait_for_gateway(app: &App, attempt: &Attempt) -> Result<()> {
    tracing::error!(
        attempt = %attempt.id, order = %attempt.order, gateway = attempt.gateway,
        "a payment waits for a gateway that is not set up, and the order's stock with it: set the gateway up again"
    );
    let id = attempt.id;
    app.write(Actor::System, move |ctx| Box::pin(payments::check_later(ctx, id, WITHOUT_GATEWAY))).await
}

async fn end_expired(app: &App) -> Result<usize> {
    let expired = app.read(Actor::System, |ctx| Box::pin(orders::list_expired(ctx, AT_ONCE))).await?;
    let count = expired.len();
    for order in expired {
        if let Err(error) = end_one(app, order).await {
            tracing::error!(%order, %error, "an order whose time is over could not be ended");
        }
    }
    Ok(count)
}

async fn end_one(app: &App, order: OrderId) -> Result<()> {
    let closing = app
        .write(Actor::System, move |ctx| {
            Box::pin(async move {
                // paid, paid for again or ended since it was listed: then it is let be
                let row = orders::lock(ctx, order).await?;
                if row.is_none_or(|row| row.expires_at.is_none_or(|at| at > ctx.now)) {
                    return Ok(Closing::Ended);
                }
                let closing = close::begin(ctx, order, EXPIRED).await?;
                reach(FaultPoint::SweeperBeforeClosingCommit);
                Ok(closing)
            })
        })
        .await?;
    reach(FaultPoint::SweeperAfterClosingCommit);
    match closing {
        Closing::Ended => Ok(()),
        Closing::Open(attempt) => close::cancel_at_gateway(app, &attempt).await,
    }
}
