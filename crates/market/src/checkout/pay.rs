use jiff::SignedDuration;
use souk_domain::{
    card::Card,
    ids::{AttemptId, OrderId},
    order::{OrderStatus, PaymentMethod, PaymentStatus},
    refusal::PaymentRefusal,
};

use super::{
    Answer, Settled,
    abuse::{self, Asker},
    answer::{replay, settle},
    finalise::{hold_until, lock_order},
    in_progress,
    place::{Under, enter, go_on},
    prepare::{Prepared, card_facts, new_reference, open_card_attempt, require_transfer_offered},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    faults::{FaultPoint, reach},
    idempotency::{self, Guard, Key, KeyClaim},
    orders,
    payments::{self, BANK, CardFacts, Payment},
    queue::{self, EventKind},
};

/// A further try to pay an order. Every field is part of what a key stands for.
#[derive(Clone, Copy, Debug, Hash)]
pub struct PayOrder {
    pub order: OrderId,
    pub method: PaymentMethod,
}

/// What PREPARE rests on.
struct Asked {
    order: OrderId,
    method: PaymentMethod,
    card: Option<CardFacts>,
    under: Under,
}

/// Tries again to be paid for an order that waits for money. Errors: it is paid, has ended, or a try is under way.
pub fn pay_order(
    app: &App,
    actor: Actor,
    asked: PayOrder,
    card: Option<Card>,
    guard: Guard<Settled>,
) -> BoxFuture<'static, Result<Answer>> {
    let app = app.clone();
    Box::pin(async move {
        let PayOrder { order, method } = asked;
        let facts = card.as_ref().map(card_facts);
        let key = Key::new(&app, "pay_order", order.as_bytes(), &guard.key, &(asked, &facts));
        let under = Under { key, guard };
        let asked = Asked { order, method, card: facts, under: under.clone() };
        let prepared = enter(&app, actor, FaultPoint::AfterPayAgainCommit, asked, |ctx, asked| {
            Box::pin(prepare(ctx, asked))
        });
        go_on(&app, prepared.await?, card.as_ref(), under).await
    })
}

async fn prepare(ctx: &Ctx<'_>, asked: &Asked) -> Result<Prepared> {
    let Under { key, .. } = &asked.under;
    let ids = (asked.order, ctx.id(AttemptId::from_parts));
    match idempotency::begin(ctx, key, asked.card.is_some().then_some(ids)).await? {
        KeyClaim::Fresh => {}
        KeyClaim::Resume { order, attempt } => return Ok(Prepared::Resume { order, attempt }),
        KeyClaim::Replay { response, order } => {
            return Ok(Prepared::Answered(replay(ctx, response, order).await?));
        }
    }
    let order = lock_order(ctx, asked.order).await?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    require_payable(ctx, order.status, &payment)?;
    if asked.method == PaymentMethod::BankTransfer && payment.method == PaymentMethod::BankTransfer {
        // chosen before: asking again neither holds the stock longer nor writes another mail
        return Ok(Prepared::Answered(
            settle(ctx, asked.under.both(), orders::load(ctx, order.id).await?, None).await?,
        ));
    }
    let hold = SignedDuration::from_secs(i64::from(asked.method.terms().hold_s));
    // before the order is put into words, which tell until when it waits
    orders::set_expiry(ctx, order.id, Some(hold_until(ctx, &order, &payment, asked.method, hold))).await?;
    let prepared = match (asked.method, &asked.card) {
        (PaymentMethod::Card, Some(card)) => {
            abuse::check_declines(ctx, Asker::of(&order, &card.described())).await?;
            let gateway = ctx.app.gateways().card().ok_or(PaymentRefusal::MethodNotOffered)?.name();
            payments::set_method(ctx, payment.id, PaymentMethod::Card, gateway, None).await?;
            Prepared::Charge(open_card_attempt(ctx, ids, &order.number, card).await?)
        }
        (PaymentMethod::BankTransfer, _) => {
            require_transfer_offered(ctx, order.id).await?;
            let reference = new_reference(ctx);
            payments::set_method(ctx, payment.id, PaymentMethod::BankTransfer, BANK, Some(&reference))
                .await?;
            // whoever was told where to transfer is not told again
            if payment.reference.is_none() {
                queue::emit(ctx, EventKind::OrderPlaced, order.id.as_bytes()).await?;
            }
            Prepared::Answered(
                settle(ctx, asked.under.both(), orders::load(ctx, order.id).await?, None).await?,
            )
        }
        _ => return Err(PaymentRefusal::MethodNotOffered.into()),
    };
    reach(FaultPoint::BeforePayAgainCommit);
    Ok(prepared)
}

fn require_payable(ctx: &Ctx<'_>, status: OrderStatus, payment: &Payment) -> Result<()> {
    match (status, payment.status) {
        (OrderStatus::Cancelled, _) => return Err(PaymentRefusal::Closed.into()),
        (OrderStatus::Pending, PaymentStatus::Pending) => {}
        (_, PaymentStatus::Pending) => return Err(PaymentRefusal::PaidOnDelivery.into()),
        _ => return Err(PaymentRefusal::AlreadyPaid.into()),
    }
    if payment.closing {
        return Err(PaymentRefusal::Closed.into());
    }
    if payment.open_attempt.is_some() {
        return Err(in_progress().into());
    }
    let max = ctx.app.limits().attempts_per_order;
    if payment.attempts >= max { Err(PaymentRefusal::TooManyAttempts { max }.into()) } else { Ok(()) }
}
