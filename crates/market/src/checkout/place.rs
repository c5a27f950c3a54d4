use souk_domain::{
    card::Card,
    ids::{AttemptId, OrderId},
};

use super::{
    Answer, PlaceOrder, Settled,
    answer::settle,
    finalise::finalise,
    prepare::{Asked, Call, Prepared, card_facts, prepare},
    quote::ask_others,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    faults::{FaultPoint, reach},
    idempotency::{Guard, Key},
    orders,
    payments::{self, Begun, ChargeRef, GatewayAnswer, PaymentGateway, PaymentInstrument},
};

/// Tries to book what the gateway said while the database is busy: each waits some seconds for its turn, and a key whose
/// booking was given up stays in flight until its lease ends.
const BOOKING_TRIES: u32 = 4;
/// As wide as the column; gateways name charges in some dozens.
const MAX_REFERENCE_CHARS: usize = 191;

/// Who wants to pay, and with what. None of it is part of what a key stands for but the card's harmless facts.
#[derive(Default)]
pub struct Payer {
    /// The client's network, for limits; `None` for an unforwarded peer on this machine.
    pub client: Option<String>,
    /// Handed to the gateway and kept nowhere.
    pub card: Option<Card>,
}

/// Places an order of [`Actor::Guest`], or of who is signed in, and tries to be paid for it. The answer is durable, and the
/// same key is always answered the same.
///
/// The work goes on when the caller goes away. Errors: refusals, after which nothing has changed.
pub fn place_order(
    app: &App,
    actor: Actor,
    order: PlaceOrder,
    payer: Payer,
    guard: Guard<Settled>,
) -> BoxFuture<'static, Result<Answer>> {
    let app = app.clone();
    Box::pin(async move {
        let Payer { client, card } = payer;
        let facts = card.as_ref().map(card_facts);
        let key = Key::new(&app, "place_order", order.cart.as_bytes(), &guard.key, &(&order, &facts));
        let under = Under { key, guard };
        ask_others(&app, actor, &order).await?;
        let asked = Asked { order, client, card: facts, under: under.clone() };
        let prepared = enter(&app, actor, FaultPoint::AfterPrepareCommit, asked, |ctx, asked| {
            Box::pin(prepare(ctx, asked))
        });
        go_on(&app, prepared.await?, card.as_ref(), under).await
    })
}

/// The key of a request, and how its response is stored.
#[derive(Clone)]
pub(super) struct Under {
    pub(super) key: Key,
    pub(super) guard: Guard<Settled>,
}

impl Under {
    pub(super) fn both(&self) -> (&Key, &Guard<Settled>) {
        (&self.key, &self.guard)
    }
}

/// Runs the transaction that a try to pay begins with, when its turn comes.
pub(super) async fn enter<I, F>(
    app: &App,
    actor: Actor,
    committed: FaultPoint,
    asked: I,
    prepare: F,
) -> Result<Prepared>
where
    I: Send + Sync + 'static,
    F: for<'a, 'c> Fn(&'a Ctx<'c>, &'a I) -> BoxFuture<'a, Result<Prepared>> + Send + Sync + 'static,
{
    let _turn = app.enter().await?;
    let prepared = app.write_with(actor, asked, prepare).await?;
    reach(committed);
    Ok(prepared)
}

/// What follows a try's first transaction: nothing, the gateway, or what a process that died left undone.
pub(super) async fn go_on(
    app: &App,
    prepared: Prepared,
    card: Option<&Card>,
    under: Under,
) -> Result<Answer> {
    match prepared {
        Prepared::Answered(answer) => Ok(answer),
        Prepared::Charge(call) => charge_and_settle(app, call, card, under).await,
        Prepared::Resume { order, attempt } => resume(app, (order, attempt), card, under).await,
    }
}

/// PAY and FINALISE for one attempt.
async fn charge_and_settle(app: &App, call: Call, card: Option<&Card>, under: Under) -> Result<Answer> {
    let answer = pay(app, &call, card).await?;
    let mut settled = book(app, &call, &answer, &under).await;
    for _ in 1..BOOKING_TRIES {
        if !matches!(&settled, Err(Error::Fault(fault)) if fault.is_passing()) {
            break;
        }
        settled = book(app, &call, &answer, &under).await;
    }
    if settled.is_ok() {
        reach(FaultPoint::AfterFinaliseCommit);
    }
    settled
}

/// FINALISE and the answer, in one transaction that may be run again whatever became of the one before.
async fn book(app: &App, call: &Call, answer: &GatewayAnswer, under: &Under) -> Result<Answer> {
    let (order, attempt) = (call.order, call.attempt);
    app.write_with(Actor::System, (answer.clone(), under.clone()), move |ctx, (answer, under)| {
        Box::pin(async move {
            let order = match finalise(ctx, (order, attempt), answer).await? {
                Some(paid) => paid,
                None => orders::load(ctx, order).await?,
            };
            let settled = settle(ctx, under.both(), order, Some(attempt)).await?;
            reach(FaultPoint::BeforeFinaliseCommit);
            Ok(settled)
        })
    })
    .await
}

/// Goes on where an earlier process died: from what its own attempt and the gateway say, never from the start. Another
/// request may have opened a later attempt with another card; that one is its own to settle.
async fn resume(
    app: &App,
    (order, attempt): (OrderId, AttemptId),
    card: Option<&Card>,
    under: Under,
) -> Result<Answer> {
    let open = app.write(Actor::System, move |ctx| Box::pin(resend_if_open(ctx, order, attempt))).await?;
    match open {
        Some((call, resent)) => charge_and_settle(app, call, card.filter(|_| resent), under).await,
        None => {
            app.write_with(Actor::System, under, move |ctx, under| {
                Box::pin(async move {
                    settle(ctx, under.both(), orders::load(ctx, order).await?, Some(attempt)).await
                })
            })
            .await
        }
    }
}

/// The call that an attempt stands for while it is the order's open one, and whether it may be made again.
async fn resend_if_open(ctx: &Ctx<'_>, order: OrderId, attempt: AttemptId) -> Result<Option<(Call, bool)>> {
    let payment = payments::lock_of_order(ctx, order).await?;
    if payment.open_attempt != Some(attempt) {
        return Ok(None);
    }
    let Some(found) = payments::find_attempt(ctx, attempt).await? else { return Ok(None) };
    let number = orders::find_row(ctx, order).await?.map(|order| order.number).unwrap_or_default();
    // the call is about to be made again: a stale look must not give it up meanwhile
    let resent = !payment.closing && payments::resend(ctx, attempt).await?;
    let call = Call::new(ctx.app, attempt, &found.gateway, &payment, &number);
    Ok(Some((Call { reference: found.row.gateway_ref, ..call }, resent)))
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
