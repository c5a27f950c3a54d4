use std::sync::Arc;

use souk_domain::{card::Card, ids::OrderId};

use super::{
    Answer, PlaceOrder, Render,
    answer::settle,
    finalise::finalise,
    prepare::{Call, Prepared, prepare},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    faults::{FaultPoint, reach},
    idempotency::Claim,
    orders,
    payments::{self, Begun, ChargeRef, GatewayAnswer, PaymentGateway, PaymentInstrument},
};

/// Tries to book what the gateway said while the database is busy: each waits some seconds for its turn, and a key whose
/// booking was given up stays in flight until its lease ends.
const BOOKING_TRIES: u32 = 4;
/// As wide as the column; gateways name charges in some dozens.
const MAX_REFERENCE_CHARS: usize = 191;

/// Places an order and tries to be paid for it. The answer is durable, and the same key is always answered the same.
///
/// The work goes on when the caller goes away. Errors: refusals, after which nothing has changed.
pub async fn place_order(app: &App, asked: PlaceOrder) -> Result<Answer> {
    let asked = Arc::new(asked);
    let prepared = {
        let asked = Arc::clone(&asked);
        enter(app, asked.actor, FaultPoint::AfterPrepareCommit, move |ctx| {
            let asked = Arc::clone(&asked);
            Box::pin(async move { prepare(ctx, &asked).await })
        })
        .await?
    };
    go_on(app, prepared, asked.card.as_ref(), &asked.claim, &asked.render).await
}

/// Runs the transaction that a try to pay begins with, when its turn comes.
pub(super) async fn enter<F>(app: &App, actor: Actor, committed: FaultPoint, prepare: F) -> Result<Prepared>
where
    F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<Prepared>> + Send + Sync + 'static,
{
    let _turn = app.enter().await?;
    let prepared = app.write(actor, prepare).await?;
    reach(committed);
    Ok(prepared)
}

/// What follows a try's first transaction: nothing, the gateway, or what a process that died left undone.
pub(super) async fn go_on(
    app: &App,
    prepared: Prepared,
    card: Option<&Card>,
    claim: &Claim,
    render: &Render,
) -> Result<Answer> {
    let (claim, render) = (claim.clone(), Arc::clone(render));
    match prepared {
        Prepared::Answered(answer) => Ok(answer),
        Prepared::Charge(call) => charge_and_settle(app, call, card, claim, render).await,
        Prepared::Resume { order } => resume(app, order, card, claim, render).await,
    }
}

/// PAY and FINALISE for one attempt.
async fn charge_and_settle(
    app: &App,
    call: Call,
    card: Option<&Card>,
    claim: Claim,
    render: Render,
) -> Result<Answer> {
    let answer = pay(app, &call, card).await?;
    let mut settled = book(app, &call, &answer, &claim, &render).await;
    for _ in 1..BOOKING_TRIES {
        if !matches!(&settled, Err(Error::Fault(fault)) if fault.is_passing()) {
            break;
        }
        settled = book(app, &call, &answer, &claim, &render).await;
    }
    if settled.is_ok() {
        reach(FaultPoint::AfterFinaliseCommit);
    }
    settled
}

/// FINALISE and the answer, in one transaction that may be run again whatever became of the one before.
async fn book(
    app: &App,
    call: &Call,
    answer: &GatewayAnswer,
    claim: &Claim,
    render: &Render,
) -> Result<Answer> {
    let (order, attempt) = (call.order, call.attempt);
    let (answer, claim, render) = (answer.clone(), claim.clone(), Arc::clone(render));
    app.write(Actor::System, move |ctx| {
        let (claim, render, answer) = (claim.clone(), Arc::clone(&render), answer.clone());
        Box::pin(async move {
            finalise(ctx, attempt, &answer).await?;
            let settled = settle(ctx, &claim, order, &render).await?;
            reach(FaultPoint::BeforeFinaliseCommit);
            Ok(settled)
        })
    })
    .await
}

/// Goes on where an earlier process died: from what the order and the gateway say, never from the start.
async fn resume(
    app: &App,
    order: OrderId,
    card: Option<&Card>,
    claim: Claim,
    render: Render,
) -> Result<Answer> {
    let open = app
        .write(Actor::System, move |ctx| {
            Box::pin(async move {
                let payment = payments::lock_of_order(ctx, order).await?;
                let Some(open) = payment.open_attempt else { return Ok(None) };
                let Some(attempt) = payments::find_attempt(ctx, open).await? else { return Ok(None) };
                let number =
                    orders::find_row(ctx, order).await?.map(|order| order.number).unwrap_or_default();
                // the call is about to be made again: a stale look must not give it up meanwhile
                let resent = !payment.closing && payments::resend(ctx, open).await?;
                let call = Call::new(ctx.app, open, &attempt.gateway, &payment, &number);
                Ok(Some((Call { reference: attempt.gateway_ref, ..call }, resent)))
            })
        })
        .await?;
    match open {
        Some((call, resent)) => charge_and_settle(app, call, card.filter(|_| resent), claim, render).await,
        None => {
            app.write(Actor::System, move |ctx| {
                let (claim, render) = (claim.clone(), Arc::clone(&render));
                Box::pin(async move { settle(ctx, &claim, order, &render).await })
            })
            .await
        }
    }
}

/// Asks the gateway, with no transaction open. An answer that did not come is looked up once, since the charge may have
/// been made all the same; what is still unknown then is left to the sweeper. Errors: the reference of a charge that was
/// begun could not be kept; then it was not confirmed either.
async fn pay(app: &App, call: &Call, card: Option<&Card>) -> Result<GatewayAnswer> {
    let Some(gateway) = app.gateways().find(&call.gateway) else {
        let reason = format!("gateway {} is not set up", call.gateway);
        return Ok(GatewayAnswer::NoAnswer { reason });
    };
    let reference = match (&call.reference, card) {
        (Some(reference), _) => reference.clone(),
        // nothing to confirm with, and it never was confirmed: the sweeper ends it
        (None, None) => return Ok(GatewayAnswer::Unknown),
        (None, Some(_)) => match begin(app, &**gateway, call).await? {
            Ok(reference) => reference,
            Err(answer) => return Ok(answer),
        },
    };
    let at = ChargeRef { key: call.charge.key.clone(), reference };
    reach(FaultPoint::BeforeConfirm);
    let answer = match card {
        Some(card) => {
            let instrument = PaymentInstrument::TestCard(card);
            gateway.confirm(&call.charge, &at.reference, instrument).await
        }
        None => gateway.look_up(&at).await,
    };
    reach(FaultPoint::AfterConfirm);
    match answer {
        GatewayAnswer::NoAnswer { reason } => {
            tracing::warn!(attempt = %call.attempt, reason, "the gateway gave no answer; looking the charge up");
            Ok(gateway.look_up(&at).await)
        }
        answer => Ok(answer),
    }
}

/// Makes the charge at the gateway, which moves no money, and commits its reference: only then may it be confirmed.
/// Otherwise answers what stands in place of a reference.
async fn begin(
    app: &App,
    gateway: &dyn PaymentGateway,
    call: &Call,
) -> Result<Result<String, GatewayAnswer>> {
    reach(FaultPoint::BeforeBegin);
    let begun = gateway.begin(&call.charge).await;
    reach(FaultPoint::AfterBegin);
    let reference = match begun {
        Begun::Made { reference } if (1..=MAX_REFERENCE_CHARS).contains(&reference.chars().count()) => {
            reference
        }
        Begun::Made { .. } => {
            let reason = "the gateway's reference is empty or too long to be kept".to_owned();
            return Ok(Err(GatewayAnswer::NoAnswer { reason }));
        }
        Begun::Refused { decline } => return Ok(Err(GatewayAnswer::Declined { decline })),
        Begun::NoAnswer { reason } => return Ok(Err(GatewayAnswer::NoAnswer { reason })),
    };
    let (attempt, kept) = (call.attempt, reference.clone());
    let may_confirm = app
        .write(Actor::System, move |ctx| {
            let kept = kept.clone();
            Box::pin(async move {
                let may_confirm = payments::keep_reference(ctx, attempt, &kept).await?;
                reach(FaultPoint::BeforeReferenceCommit);
                Ok(may_confirm)
            })
        })
        .await?;
    reach(FaultPoint::AfterReferenceCommit);
    // when it was given up meanwhile, its end is written already
    Ok(if may_confirm { Ok(reference) } else { Err(GatewayAnswer::Unknown) })
}
