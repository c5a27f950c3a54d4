use souk_db::BoxFuture;
use souk_domain::{
    ids::{AttemptId, OrderId, RefundId},
    ledger::{refund_done, surplus},
    money::Money,
    order::RefundStatus,
    refusal::PaymentRefusal,
};

use super::{
    Attempt, ChargeRef, Payment, Refund, RefundAnswer, RefundOrder, Taken,
    store::{self, RefundToSend},
};
use crate::{
    Actor, App, Ctx, Error, Fault, Result,
    faults::{FaultPoint, reach},
    idempotency::{Guard, Operation, Reply},
    ledger::{self, Posting},
    paging::{Page, Place, one_more, start},
    queue::{self, EventKind, Job, Lane, Tried},
};

/// Ask the gateway to give money back.
pub(crate) struct SendRefund(pub(crate) RefundId);

impl Job for SendRefund {
    const KIND: &'static str = "send_refund";
    const LANE: Lane = Lane::Refunds;
    /// Money that is owed is asked for until there is an answer.
    const TRIES: Option<u32> = None;

    fn payload(&self) -> String {
        self.0.to_string()
    }

    fn parse(payload: &str) -> Option<Self> {
        payload.parse().ok().map(Self)
    }

    fn run(self, app: &App) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(send_refund(app, self.0))
    }
}

/// Promises to give back money that an order does not need: a second success, a success after its end, a surplus.
/// The key is made of its cause, so the same money is never given back twice.
pub(crate) async fn request_surplus_refund(
    ctx: &Ctx<'_>,
    payment: &Payment,
    gateway: &str,
    attempt: Option<AttemptId>,
    charge_key: &str,
    total: i64,
) -> Result<()> {
    let id = ctx.id(RefundId::from_parts);
    let key = format!("refund:{charge_key}");
    let refund = store::NewRefund {
        id,
        payment,
        attempt,
        retry_of: None,
        gateway,
        gateway_key: &key,
        charge_key,
        total: Money::new(total, payment.currency),
        status: RefundStatus::Requested,
        reason: "not_needed",
    };
    store::insert_refund(ctx, &refund).await?;
    if is_left_to_staff(ctx.app, gateway) {
        return queue::emit(ctx, EventKind::RefundLeftToStaff, payment.order.as_bytes()).await;
    }
    queue::enqueue(ctx, &SendRefund(id)).await
}

/// Money that came with another amount or currency than was asked for pays nothing: it is written down as owed to the
/// buyer, and people decide.
pub(crate) async fn leave_mismatch_to_staff(
    ctx: &Ctx<'_>,
    payment: &Payment,
    attempt: &Attempt,
    taken: &Taken,
) -> Result<()> {
    let refund = store::NewRefund {
        id: ctx.id(RefundId::from_parts),
        payment,
        attempt: Some(attempt.id),
        retry_of: None,
        gateway: &attempt.gateway,
        gateway_key: &format!("refund:{}", attempt.gateway_key),
        charge_key: &attempt.gateway_key,
        total: taken.total,
        status: RefundStatus::Failed,
        reason: "amount_differs",
    };
    store::insert_refund(ctx, &refund).await?;
    queue::emit(ctx, EventKind::RefundLeftToStaff, payment.order.as_bytes()).await
}

/// Money that came by bank transfer is sent back by people.
fn is_left_to_staff(app: &App, gateway: &str) -> bool {
    app.gateways().find(gateway).is_none()
}

/// An order's refunds that wait for people: refused by a gateway, or without one.
pub(crate) async fn list_refunds_for_staff(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Refund>> {
    let mut open = store::list_open_refunds(ctx, order).await?;
    open.retain(|refund| refund.status == RefundStatus::Failed || is_left_to_staff(ctx.app, &refund.gateway));
    Ok(open)
}

/// Refunds that failed and wait for people, the newest first.
pub fn list_failed_refunds(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Refund>>> {
    app.read_with(actor, after, move |ctx, after| Box::pin(page_of_failed(ctx, after.as_deref(), limit)))
}

async fn page_of_failed(ctx: &Ctx<'_>, after: Option<&str>, limit: u32) -> Result<Page<Refund>> {
    const LIST: &str = "failed refunds:";
    let place = start(after, LIST, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_failed_refunds(ctx, place, asked).await?;
    Ok(Page::of(rows, limit, LIST, |refund| Place {
        key: refund.created_at.as_millisecond(),
        id: *refund.id.as_bytes(),
    }))
}

/// Tries a failed refund again, as a refund of its own: under the failed one's key the gateway would only say again that it
/// failed. Errors: there is no such refund, it has not failed, or its gateway is not set up.
pub fn retry_refund(
    app: &App,
    actor: Actor,
    refund: RefundId,
    guard: Option<Guard<Refund>>,
) -> BoxFuture<'static, Result<Reply<Refund>>> {
    Operation::new("retry_refund", actor, guard).run(app, refund, |ctx, refund| Box::pin(retry(ctx, *refund)))
}

async fn retry(ctx: &Ctx<'_>, id: RefundId) -> Result<Refund> {
    let failed = store::find_refund(ctx, id).await?.ok_or(PaymentRefusal::NotFound)?;
    let payment = store::lock_of_order(ctx, failed.order).await?;
    if is_left_to_staff(ctx.app, &failed.gateway) || !store::give_refund_up(ctx, id).await? {
        return Err(PaymentRefusal::RefundNotRetriable.into());
    }
    let again = ctx.id(RefundId::from_parts);
    let refund = store::NewRefund {
        id: again,
        payment: &payment,
        attempt: failed.attempt,
        retry_of: Some(id),
        gateway: &failed.gateway,
        gateway_key: &format!("refund:{again}"),
        charge_key: &failed.charge_key,
        total: Money::new(failed.total, failed.currency),
        status: RefundStatus::Requested,
        reason: &failed.reason,
    };
    store::insert_refund(ctx, &refund).await?;
    queue::enqueue(ctx, &SendRefund(again)).await?;
    tracing::info!(refund = %again, of = %id, actor = ?ctx.actor, "a failed refund is tried again");
    store::find_refund(ctx, again).await?.ok_or_else(|| Error::broken(format!("{again} is not there")))
}

/// Asks the gateway to give money back, or what became of it, and books what it says. Done again after a crash, it asks with
/// the same key; as long as the gateway only promises, it comes up again.
async fn send_refund(app: &App, id: RefundId) -> Result<Tried> {
    let found = app.write(Actor::System, move |ctx| Box::pin(store::take_refund_to_send(ctx, id))).await?;
    let refund = found.ok_or_else(|| Error::broken(format!("{id} is not there")))?;
    if refund.status.is_final() {
        return Ok(Tried::Done);
    }
    let gateway = app
        .gateways()
        .find(&refund.gateway)
        .ok_or_else(|| Fault::Outside(format!("gateway {} is not set up", refund.gateway)))?;
    let order = order_of(&refund);
    reach(FaultPoint::BeforeRefundCall);
    let answer = if refund.status == RefundStatus::Pending {
        gateway.look_up_refund(&order).await
    } else {
        gateway.refund(&order).await
    };
    reach(FaultPoint::AfterRefundCall);
    app.write_with(Actor::System, answer.clone(), move |ctx, answer| {
        Box::pin(record_refund(ctx, id, answer))
    })
    .await?;
    reach(FaultPoint::AfterRefundCommit);
    match answer {
        RefundAnswer::NoAnswer { reason } => Err(Fault::Outside(format!("refund {id}: {reason}")).into()),
        RefundAnswer::Pending { .. } => Ok(Tried::NotYet),
        RefundAnswer::Succeeded { .. } | RefundAnswer::Failed { .. } => Ok(Tried::Done),
    }
}

/// Records what a gateway says of a refund without being asked. False when there is no such refund (yet).
pub(crate) async fn record_refund_event(
    ctx: &Ctx<'_>,
    gateway: &str,
    key: &str,
    total: Money,
    answer: &RefundAnswer,
) -> Result<bool> {
    let Some(id) = store::find_refund_by_key(ctx, gateway, key).await? else { return Ok(false) };
    let Some(refund) = store::find_refund(ctx, id).await? else { return Ok(false) };
    if total != Money::new(refund.total, refund.currency) {
        tracing::error!(refund = %id, said = ?total, "a refund of another amount: staff must look");
        queue::emit(ctx, EventKind::RefundLeftToStaff, refund.order.as_bytes()).await?;
        return Ok(true);
    }
    if refund.status == RefundStatus::Retried && matches!(answer, RefundAnswer::Succeeded { .. }) {
        tracing::error!(refund = %id, "a refund that had failed and was tried again went back after all: twice, maybe");
        queue::emit(ctx, EventKind::RefundLeftToStaff, refund.order.as_bytes()).await?;
        return Ok(true);
    }
    record_refund(ctx, id, answer).await?;
    Ok(true)
}

fn order_of(refund: &RefundToSend) -> RefundOrder {
    let key = refund.charge_key.clone();
    RefundOrder {
        key: refund.gateway_key.clone(),
        charge: ChargeRef { reference: refund.charge_ref.clone().unwrap_or_else(|| key.clone()), key },
        transaction_id: refund.transaction_id.clone(),
        total: refund.total,
        currency: refund.currency,
        reference: refund.gateway_ref.clone(),
    }
}

async fn record_refund(ctx: &Ctx<'_>, id: RefundId, answer: &RefundAnswer) -> Result<()> {
    match answer {
        RefundAnswer::Succeeded { reference } => book_success(ctx, id, reference.as_deref()).await,
        RefundAnswer::Failed { reason } => book_failure(ctx, id, reason).await,
        RefundAnswer::Pending { reference } => {
            store::move_refund(ctx, id, RefundStatus::Pending, reference.as_deref()).await.map(|_| ())
        }
        RefundAnswer::NoAnswer { .. } => store::doubt_refund(ctx, id).await,
    }
}

async fn book_success(ctx: &Ctx<'_>, id: RefundId, reference: Option<&str>) -> Result<()> {
    if !store::move_refund(ctx, id, RefundStatus::Succeeded, reference).await? {
        return Ok(());
    }
    let Some(refund) = store::find_refund(ctx, id).await? else { return Ok(()) };
    store::add_refunded(ctx, &refund, refund.total).await?;
    ledger::post(ctx, &posting("refund_done", &refund), &refund_done(&refund.gateway, refund.total)).await
}

/// The money stays where it is, or is there again, until somebody looks; the market is told once.
async fn book_failure(ctx: &Ctx<'_>, id: RefundId, reason: &str) -> Result<()> {
    let undone = store::undo_refund(ctx, id).await?;
    if !undone && !store::move_refund(ctx, id, RefundStatus::Failed, None).await? {
        return Ok(());
    }
    tracing::error!(refund = %id, reason, undone, "a refund failed: staff must look");
    let Some(refund) = store::find_refund(ctx, id).await? else { return Ok(()) };
    if undone {
        store::add_refunded(ctx, &refund, -refund.total).await?;
        let back = surplus(&refund.gateway, refund.total);
        ledger::post(ctx, &posting("refund_undone", &refund), &back).await?;
    }
    queue::emit(ctx, EventKind::RefundLeftToStaff, refund.order.as_bytes()).await
}

/// What is in another currency than its order belongs to none of the order's sums.
fn posting<'a>(kind: &'static str, refund: &'a Refund) -> Posting<'a> {
    Posting {
        kind,
        cause_kind: "refund",
        cause: refund.id.as_bytes(),
        order: (refund.currency == refund.order_currency).then_some(refund.order),
        vendor_order: None,
        currency: refund.currency,
    }
}
