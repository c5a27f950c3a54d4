use std::sync::Arc;

use souk_domain::{
    ids::OrderId,
    order::{AttemptStatus, OrderStatus, PaymentMethod, PaymentStatus},
    refusal::DeclineCode,
};

use crate::{Ctx, Result, idempotency, idempotency::Claim, orders, orders::OrderView};

/// How a try to order or pay stands when it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Paid, or nothing to pay.
    Paid,
    /// The money is awaited: a transfer, a confirmation at the bank, or an answer that is not known yet.
    Pending,
    /// No money came; the order may be paid again.
    Declined(DeclineCode),
    /// The order has ended.
    Ended,
}

/// What is kept under an idempotency key and told to whoever sends it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body, without any capability.
    pub body: String,
    pub order: OrderId,
    /// True when this is the answer to an earlier request with the same key.
    pub replayed: bool,
}

/// Puts an order and its outcome into the words of a face: HTTP status and body. It runs inside the transaction, so it only
/// computes, and it must write no capability.
pub type Render = Arc<dyn Fn(&OrderView, &Outcome) -> (u16, String) + Send + Sync>;

/// Reads the order as this transaction leaves it, puts it into words, and keeps them under the key.
pub(super) async fn settle(ctx: &Ctx<'_>, claim: &Claim, order: OrderId, render: &Render) -> Result<Answer> {
    let view = orders::load(ctx, order).await?;
    let (status, body) = render(&view, &outcome(&view));
    idempotency::finish(ctx, claim, status, &body).await?;
    Ok(Answer { status, body, order, replayed: false })
}

/// The outcome that an order's stored state tells.
pub(super) fn outcome(order: &OrderView) -> Outcome {
    match (order.status, order.payment.status) {
        (OrderStatus::Cancelled, _) => Outcome::Ended,
        (_, PaymentStatus::Completed | PaymentStatus::Authorised) => Outcome::Paid,
        _ => match &order.last_attempt {
            // a transfer chosen after a decline is awaited
            Some(attempt)
                if attempt.status == AttemptStatus::Declined
                    && order.payment.method == PaymentMethod::Card =>
            {
                Outcome::Declined(DeclineCode::from_gateway(
                    attempt.decline_code.as_deref().unwrap_or_default(),
                ))
            }
            _ => Outcome::Pending,
        },
    }
}
