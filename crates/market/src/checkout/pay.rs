use std::sync::Arc;

use jiff::SignedDuration;
use souk_domain::{
    card::Card,
    ids::OrderId,
    order::{OrderStatus, PaymentMethod, PaymentStatus},
    refusal::PaymentRefusal,
};

use super::{
    Answer, Render,
    abuse::{self, Asker},
    answer::settle,
    finalise::{hold_until, lock_order},
    place::{enter, go_on},
    prepare::{
        BANK, Prepared, card_facts, describe_card, hex, new_reference, open_card_attempt,
        require_transfer_offered,
    },
    store,
};
use crate::{
    Actor, App, Ctx, Error, Result,
    faults::{FaultPoint, reach},
    idempotency::{self, Begun, Claim},
    orders,
    outbox::{self, EventKind},
    payments::{self, Payment},
};

/// A further try to pay an order.
pub struct PayOrder {
    /// Who pays, as far as it is known.
    pub actor: Actor,
    pub order: OrderId,
    pub method: PaymentMethod,
    /// With [`PaymentMethod::Card`]. It is handed to the gateway and kept nowhere.
    pub card: Option<Card>,
    pub claim: Claim,
    pub render: Render,
}

/// Tries again to be paid for an order that waits for money. Errors: it is paid, has ended, or a try is under way.
pub async fn pay_order(app: &App, asked: PayOrder) -> Result<Answer> {
    let asked = Arc::new(asked);
    let prepared = {
        let asked = Arc::clone(&asked);
        enter(app, asked.actor, FaultPoint::AfterPayAgainCommit, move |ctx| {
            let asked = Arc::clone(&asked);
            Box::pin(async move { prepare(ctx, &asked).await })
        })
        .await?
    };
    go_on(app, prepared, asked.card.as_ref(), &asked.claim, &asked.render).await
}

async fn prepare(ctx: &Ctx<'_>, asked: &PayOrder) -> Result<Prepared> {
    match idempotency::begin(ctx, &asked.claim).await? {
        Begun::Fresh => {}
        Begun::Resume(order) => return Ok(Prepared::Resume { order }),
        Begun::Replay { status, body, order } => {
            let order = order.ok_or_else(|| Error::broken("a stored answer names no order"))?;
            return Ok(Prepared::Answered(Answer { status, body, order, replayed: true }));
        }
    }
    let order = lock_order(ctx, asked.order).await?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    require_payable(ctx, order.status, &payment)?;
    idempotency::attach_order(ctx, &asked.claim, order.id).await?;
    if asked.method == PaymentMethod::BankTransfer && payment.method == PaymentMethod::BankTransfer {
        // chosen before: asking again neither holds the stock longer nor writes another mail
        return Ok(Prepared::Answered(settle(ctx, &asked.claim, order.id, &asked.render).await?));
    }
    let hold = SignedDuration::from_secs(i64::from(asked.method.terms().hold_s));
    let prepared = match (asked.method, &asked.card) {
        (PaymentMethod::Card, Some(card)) => {
            let facts = card_facts(card);
            check_declines(ctx, order.id, &describe_card(&facts)).await?;
            let gateway = ctx.app.gateways().card().ok_or(PaymentRefusal::MethodNotOffered)?.name();
            payments::set_method(ctx, payment.id, PaymentMethod::Card, gateway, None).await?;
            Prepared::Charge(open_card_attempt(ctx, order.id, &order.number, &facts).await?)
        }
        (PaymentMethod::BankTransfer, _) => {
            require_transfer_offered(ctx, order.id).await?;
            let reference = new_reference(ctx);
            payments::set_method(ctx, payment.id, PaymentMethod::BankTransfer, BANK, Some(&reference))
                .await?;
            outbox::emit(ctx, EventKind::OrderPlaced, order.id.as_bytes()).await?;
            Prepared::Answered(settle(ctx, &asked.claim, order.id, &asked.render).await?)
        }
        _ => return Err(PaymentRefusal::MethodNotOffered.into()),
    };
    orders::set_expiry(ctx, order.id, Some(hold_until(ctx, &order, &payment, hold))).await?;
    reach(FaultPoint::BeforePayAgainCommit);
    Ok(prepared)
}

fn require_payable(ctx: &Ctx<'_>, status: OrderStatus, payment: &Payment) -> Result<()> {
    match (status, payment.status) {
        (OrderStatus::Cancelled, _) => return Err(PaymentRefusal::Closed.into()),
        (OrderStatus::Pending, PaymentStatus::Pending) => {}
        _ => return Err(PaymentRefusal::AlreadyPaid.into()),
    }
    if payment.closing {
        return Err(PaymentRefusal::Closed.into());
    }
    if payment.open_attempt.is_some() {
        return Err(PaymentRefusal::InProgress { retry_after_s: 5 }.into());
    }
    let max = ctx.app.limits().attempts_per_order;
    if payment.attempts >= max { Err(PaymentRefusal::TooManyAttempts { max }.into()) } else { Ok(()) }
}

async fn check_declines(ctx: &Ctx<'_>, order: OrderId, card: &str) -> Result<()> {
    let asked = store::find_order_asker(ctx, order).await?;
    let client = asked.client_key.as_ref().map(hex);
    let asker = Asker { email_key: &asked.email_key, client: client.as_deref(), card: Some(card) };
    abuse::check_declines(ctx, asker).await
}
