use souk_domain::{
    ids::{AttemptId, OrderId},
    order::{AttemptStatus, OrderStatus, PaymentStatus},
    refusal::DeclineCode,
};

use crate::{
    Ctx, Error, Result,
    idempotency::{self, Guard, Key, StoredResponse},
    orders::{self, OrderView},
    payments::{self, Attempt},
};

/// How a try to order or pay stands when it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Paid, or nothing to pay.
    Paid,
    /// The money is awaited: a transfer, cash at the door, a confirmation at the bank, or an answer that is not known yet.
    Pending,
    /// No money came by this try; the order may be paid again.
    Declined(DeclineCode),
    /// The order has ended.
    Ended,
}

/// An order as a try to pay left it, and what came of that try.
#[derive(Clone, Debug)]
pub struct Settled {
    pub order: OrderView,
    pub outcome: Outcome,
}

/// What a try to order or pay is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, as it is stored under the request's key and told to whoever sends it again: without any capability.
    pub body: String,
    pub order: OrderId,
    /// The version of the order's token, which a face makes anew: no response holds it.
    pub token_version: i64,
    /// True when this is the response to an earlier request with the same key.
    pub replayed: bool,
}

/// Puts the order, as this transaction leaves it, into words, and stores them under the key. `attempt` is the one
/// that this request opened: what became of another request's attempt is not told under this key.
pub(super) async fn settle(
    ctx: &Ctx<'_>,
    (key, guard): (&Key, &Guard<Settled>),
    order: OrderView,
    attempt: Option<AttemptId>,
) -> Result<Answer> {
    let own = match (attempt, &order.last_attempt) {
        (Some(id), Some(last)) if last.id == id => Some(last.clone()),
        (Some(id), _) => payments::find_attempt(ctx, id).await?,
        (None, _) => None,
    };
    let outcome = outcome(&order, own.as_ref());
    let settled = Settled { order, outcome };
    let response = guard.pack(&settled)?;
    idempotency::finish(ctx, key, (Some(settled.order.id), attempt), &response).await?;
    Ok(answer(response, (settled.order.id, settled.order.token_version), false))
}

/// The first response to a key, as it was stored.
pub(super) async fn replay(
    ctx: &Ctx<'_>,
    response: StoredResponse,
    order: Option<OrderId>,
) -> Result<Answer> {
    let order = order.ok_or_else(|| Error::broken("a stored response names no order"))?;
    let row = orders::find_row(ctx, order).await?;
    let row = row.ok_or_else(|| Error::broken("a stored response names an order that is not there"))?;
    Ok(answer(response, (order, row.token_version), true))
}

fn answer(
    StoredResponse { status, text }: StoredResponse,
    (order, token_version): (OrderId, i64),
    replayed: bool,
) -> Answer {
    Answer { status, body: text, order, token_version, replayed }
}

/// The outcome that an order's stored state tells, and the attempt of this request, if it opened one.
fn outcome(order: &OrderView, attempt: Option<&Attempt>) -> Outcome {
    match (order.status, order.payment.status) {
        (OrderStatus::Cancelled, _) => return Outcome::Ended,
        (_, PaymentStatus::Completed | PaymentStatus::Authorised) => return Outcome::Paid,
        _ => {}
    }
    match attempt.map(|attempt| attempt.status) {
        Some(AttemptStatus::Declined) => {
            let word = attempt.and_then(|attempt| attempt.decline_code.as_deref());
            Outcome::Declined(DeclineCode::from_gateway(word.unwrap_or_default()))
        }
        // certainly not charged: the buyer never confirmed, or the call never reached the gateway
        Some(AttemptStatus::Cancelled) => Outcome::Declined(DeclineCode::NotConfirmed),
        _ => Outcome::Pending,
    }
}
