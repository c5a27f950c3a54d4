use souk_db::BoxFuture;
use souk_domain::{
    account::Permission,
    ids::{AttemptId, OrderId, RefundId},
    ledger::{refund_by_hand, refund_done, surplus},
    money::Money,
    order::RefundStatus,
    refusal::PaymentRefusal,
};

use super::{
    Attempt, BANK, ChargeRef, Discrepancy, Payment, Refund, RefundAnswer, RefundOrder, Taken,
    giving_back::tell_buyer,
    store::{self, RefundToSend},
};
use crate::{
    Actor, App, Ctx, Error, Fault, Result,
    faults::{FaultPoint, reach},
    idempotency::{Guard, Operation, Reply},
    ledger::{self, Posting},
    ports::PaymentGateway,
    queue::{self, EventKind, Job, Lane, Tried},
};

/// Ask the gateway to give money back.
pub(crate) struct SendRefund;

impl Job for SendRefund {
    type Subject = RefundId;
    const KIND: &'static str = "send_refund";
    const LANE: Lane = Lane::Refunds;
    /// Money that is owed is asked for until there is an answer.
    const TRIES: Option<u32> = None;

    fn run(app: &App, refund: RefundId) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(send_refund(app, refund))
    }
}

/// Ask the gateway what is true of a refund of which it said otherwise than it had said before.
pub(crate) struct LookUpRefund;

impl Job for LookUpRefund {
    type Subject = RefundId;
    const KIND: &'static str = "look_up_refund";
    const LANE: Lane = Lane::Refunds;
    /// Until there is an answer nobody knows where the money is.
    const TRIES: Option<u32> = None;

    fn run(app: &App, refund: RefundId) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(look_up_contradicted(app, refund))
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
        vendor_order: None,
        retry_of: None,
        gateway,
        gateway_key: &key,
        charge_key,
        total: Money::new(total, payment.currency),
        status: RefundStatus::Requested,
        reason: "not_needed",
        note: "",
        by_hand: gateway == BANK,
    };
    store::insert_refund(ctx, &refund).await?;
    if refund.by_hand {
        return queue::emit(ctx, EventKind::RefundLeftToStaff, payment.order.as_bytes()).await;
    }
    queue::enqueue::<SendRefund>(ctx, id).await
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
        vendor_order: None,
        retry_of: None,
        gateway: &attempt.gateway,
        gateway_key: &format!("refund:{}", attempt.gateway_key),
        charge_key: &attempt.gateway_key,
        total: taken.total,
        status: RefundStatus::Failed,
        reason: "amount_differs",
        note: "",
        by_hand: false,
    };
    store::insert_refund(ctx, &refund).await?;
    queue::emit(ctx, EventKind::RefundLeftToStaff, payment.order.as_bytes()).await
}

/// An order's refunds that wait for people: refused by a gateway, or of money that came by bank transfer.
pub(crate) async fn list_refunds_for_staff(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Refund>> {
    let mut open = store::list_open_refunds(ctx, order).await?;
    open.retain(|refund| match refund.status {
        RefundStatus::Failed => true,
        RefundStatus::Requested => refund.by_hand,
        _ => false,
    });
    Ok(open)
}

/// Writes down that people sent a refund from the market's own account: one of money that came there, or one that failed at its
/// gateway. Errors: there is no such refund, or it does not wait for people.
pub fn mark_refund_done(
    app: &App,
    actor: Actor,
    refund: RefundId,
    guard: Option<Guard<Refund>>,
) -> BoxFuture<'static, Result<Reply<Refund>>> {
    Operation::new("mark_refund_done", actor, guard).needs(Permission::RefundsWrite).run(
        app,
        refund,
        |ctx, refund| Box::pin(done_by_hand(ctx, *refund)),
    )
}

async fn done_by_hand(ctx: &Ctx<'_>, id: RefundId) -> Result<Refund> {
    let waiting = store::find_refund(ctx, id).await?.ok_or(PaymentRefusal::NotFound)?;
    store::lock_of_order(ctx, waiting.order).await?;
    if !store::finish_by_hand(ctx, id).await? {
        return Err(PaymentRefusal::RefundNotWaiting.into());
    }
    store::add_refunded(ctx, &waiting, waiting.total).await?;
    ledger::post(ctx, &posting("refund_by_hand", &waiting), &refund_by_hand(waiting.total)).await?;
    tell_buyer(ctx, &waiting, EventKind::RefundSent).await?;
    tracing::info!(refund = %id, actor = ?ctx.actor, "a refund was sent by hand");
    store::find_refund(ctx, id).await?.ok_or_else(|| Error::broken(format!("{id} is not there")))
}

/// Tries a failed refund again, as a refund of its own: under the failed one's key the gateway would only say again that it
/// failed. Errors: there is no such refund, it has not failed, or its gateway is not set up.
pub fn retry_refund(
    app: &App,
    actor: Actor,
    refund: RefundId,
    guard: Option<Guard<Refund>>,
) -> BoxFuture<'static, Result<Reply<Refund>>> {
    Operation::new("retry_refund", actor, guard).needs(Permission::RefundsWrite).run(
        app,
        refund,
        |ctx, refund| Box::pin(retry(ctx, *refund)),
    )
}

async fn retry(ctx: &Ctx<'_>, id: RefundId) -> Result<Refund> {
    let failed = store::find_refund(ctx, id).await?.ok_or(PaymentRefusal::NotFound)?;
    let payment = store::lock_of_order(ctx, failed.order).await?;
    if ctx.app.gateways().find(&failed.gateway).is_none() || !store::give_refund_up(ctx, id).await? {
        return Err(PaymentRefusal::RefundNotRetriable.into());
    }
    let again = ctx.id(RefundId::from_parts);
    let refund = store::NewRefund {
        id: again,
        payment: &payment,
        attempt: failed.attempt,
        vendor_order: failed.vendor_order,
        retry_of: Some(id),
        gateway: &failed.gateway,
        gateway_key: &format!("refund:{again}"),
        charge_key: &failed.charge_key,
        total: Money::new(failed.total, failed.currency),
        status: RefundStatus::Requested,
        reason: &failed.reason,
        note: &failed.note,
        by_hand: false,
    };
    store::insert_refund(ctx, &refund).await?;
    queue::enqueue::<SendRefund>(ctx, again).await?;
    tracing::info!(refund = %again, of = %id, actor = ?ctx.actor, "a failed refund is tried again");
    store::find_refund(ctx, again).await?.ok_or_else(|| Error::broken(format!("{again} is not there")))
}

/// Asks the gateway to give money back, or what became of it, and books what it says. Done again after a crash, it asks with
/// the same key; as long as the gateway only promises, it comes up again.
pub(super) async fn send_refund(app: &App, id: RefundId) -> Result<Tried> {
    let refund = read_refund(app, id).await?;
    if refund.status.is_final() {
        return Ok(Tried::Done);
    }
    let gateway = gateway_of(app, &refund)?;
    // under its own key nothing was asked for yet: the money may have gone back under the key of the failed one meanwhile
    if let (RefundStatus::Requested, Some(failed)) = (refund.status, refund.retry_of)
        && let Some(tried) = look_up_failed(app, gateway, failed).await?
    {
        return Ok(tried);
    }
    let taken = app.write(Actor::System, move |ctx| Box::pin(store::take_refund_to_send(ctx, id))).await?;
    let refund = taken.ok_or_else(|| Error::broken(format!("{id} is not there")))?;
    if refund.status.is_final() {
        return Ok(Tried::Done);
    }
    let order = order_of(&refund);
    reach(FaultPoint::BeforeRefundCall);
    let answer = if refund.status == RefundStatus::Pending {
        gateway.look_up_refund(&order).await
    } else {
        gateway.refund(&order).await
    };
    reach(FaultPoint::AfterRefundCall);
    app.write_with(Actor::System, answer.clone(), move |ctx, answer| Box::pin(hear(ctx, id, answer))).await?;
    reach(FaultPoint::AfterRefundCommit);
    tried(id, answer)
}

/// What an answer means for the job that asked.
fn tried(id: RefundId, answer: RefundAnswer) -> Result<Tried> {
    match answer {
        RefundAnswer::NoAnswer { reason } => Err(Fault::Outside(format!("refund {id}: {reason}")).into()),
        RefundAnswer::Pending { .. } => Ok(Tried::NotYet),
        RefundAnswer::Succeeded { .. } | RefundAnswer::Failed { .. } => Ok(Tried::Done),
    }
}

async fn read_refund(app: &App, id: RefundId) -> Result<RefundToSend> {
    let found = app.read(Actor::System, move |ctx| Box::pin(store::find_refund_to_send(ctx, id))).await?;
    found.ok_or_else(|| Error::broken(format!("{id} is not there")))
}

fn gateway_of<'a>(app: &'a App, refund: &RefundToSend) -> Result<&'a dyn PaymentGateway> {
    let gateway = app.gateways().find(&refund.gateway);
    let gateway = gateway.ok_or_else(|| Fault::Outside(format!("gateway {} is not set up", refund.gateway)));
    Ok(&**gateway?)
}

/// Asks what became of a failed refund before another is sent in its place. None: it failed indeed.
async fn look_up_failed(app: &App, gateway: &dyn PaymentGateway, failed: RefundId) -> Result<Option<Tried>> {
    let order = order_of(&read_refund(app, failed).await?);
    let answer = gateway.look_up_refund(&order).await;
    if matches!(answer, RefundAnswer::Failed { .. }) {
        return Ok(None);
    }
    record_looked_up(app, failed, answer).await.map(Some)
}

/// Asks what is true of a refund, and books it over what was booked before.
async fn look_up_contradicted(app: &App, id: RefundId) -> Result<Tried> {
    let refund = read_refund(app, id).await?;
    let gateway = gateway_of(app, &refund)?;
    reach(FaultPoint::BeforeRefundCall);
    let answer = gateway.look_up_refund(&order_of(&refund)).await;
    reach(FaultPoint::AfterRefundCall);
    record_looked_up(app, id, answer).await
}

async fn record_looked_up(app: &App, id: RefundId, answer: RefundAnswer) -> Result<Tried> {
    app.write_with(Actor::System, answer.clone(), move |ctx, answer| Box::pin(book_truth(ctx, id, answer)))
        .await?;
    reach(FaultPoint::AfterRefundCommit);
    tried(id, answer)
}

/// Books what is true of a refund now, whatever was told of it before. Events may be older than what they contradict; this
/// is what the gateway answers when it is asked.
async fn book_truth(ctx: &Ctx<'_>, id: RefundId, answer: &RefundAnswer) -> Result<()> {
    let Some(refund) = lock(ctx, id).await? else { return Ok(()) };
    match (refund.status, answer) {
        (RefundStatus::Failed, RefundAnswer::Succeeded { reference }) => {
            book_late_success(ctx, &refund, None, reference.as_deref()).await
        }
        (RefundStatus::Retried, RefundAnswer::Succeeded { reference }) => {
            book_success_of_retried(ctx, &refund, reference.as_deref()).await
        }
        (RefundStatus::Retried, RefundAnswer::Failed { reason }) => {
            match store::find_standing(ctx, id).await?.filter(|standing| standing.paid_as == Some(id)) {
                Some(standing) => book_failure(ctx, standing.id, reason).await,
                None => Ok(()),
            }
        }
        (RefundStatus::Succeeded, RefundAnswer::Succeeded { .. }) if refund.by_hand => {
            contradict(ctx, &refund, Discrepancy::PaidTwice).await
        }
        (RefundStatus::Succeeded, RefundAnswer::Failed { .. }) if refund.by_hand => Ok(()),
        (RefundStatus::Failed | RefundStatus::Retried, RefundAnswer::Pending { .. }) => Ok(()),
        _ => record_refund(ctx, id, answer).await,
    }
}

/// A refund that had failed went through after all.
async fn book_late_success(
    ctx: &Ctx<'_>,
    refund: &Refund,
    paid_as: Option<RefundId>,
    reference: Option<&str>,
) -> Result<()> {
    let came_back = ledger::is_posted(ctx, &posting("refund_undone", refund)).await?;
    if came_back && ledger::is_posted(ctx, &posting("refund_redone", refund)).await? {
        // to and fro more than once: people look where the money is
        return contradict(ctx, refund, Discrepancy::PaidTwice).await;
    }
    if !store::take_as_succeeded(ctx, refund.id, paid_as, reference).await? {
        return contradict(ctx, refund, Discrepancy::PaidTwice).await;
    }
    tracing::warn!(refund = %refund.id, "a refund that had failed went through after all");
    store::add_refunded(ctx, refund, refund.total).await?;
    let kind = if came_back { "refund_redone" } else { "refund_done" };
    ledger::post(ctx, &posting(kind, refund), &refund_done(&refund.gateway, refund.total)).await?;
    // of one that came back and goes again the buyer was told when it was sent first
    if came_back { Ok(()) } else { tell_buyer(ctx, refund, EventKind::RefundSent).await }
}

/// A refund went through in whose place another stands. That one is not sent any more, when it was not; otherwise the money
/// may have gone back twice, which people must see to.
async fn book_success_of_retried(ctx: &Ctx<'_>, refund: &Refund, reference: Option<&str>) -> Result<()> {
    let standing = store::find_standing(ctx, refund.id).await?;
    let standing = standing.ok_or_else(|| Error::broken(format!("nothing stands for {}", refund.id)))?;
    if standing.paid_as == Some(refund.id) {
        return Ok(());
    }
    book_late_success(ctx, &standing, Some(refund.id), reference).await
}

/// People are told once that a gateway says of a refund otherwise than was booked.
async fn contradict(ctx: &Ctx<'_>, refund: &Refund, what: Discrepancy) -> Result<()> {
    if !store::set_discrepancy(ctx, refund.id, what).await? {
        return Ok(());
    }
    tracing::error!(refund = %refund.id, what = what.as_str(), "a gateway says otherwise of a refund: staff must look");
    queue::emit(ctx, EventKind::RefundContradicted, refund.order.as_bytes()).await
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
        tracing::error!(refund = %id, said = ?total, "a gateway tells of a refund of another amount");
        contradict(ctx, &refund, Discrepancy::OtherAmount).await?;
    } else {
        hear(ctx, id, answer).await?;
    }
    Ok(true)
}

/// Books what a gateway says of a refund, asked or not. What contradicts an end that is booked is asked about first: events
/// come in no order, and an event or people may have ended a refund while a call was on its way.
async fn hear(ctx: &Ctx<'_>, id: RefundId, answer: &RefundAnswer) -> Result<()> {
    let Some(refund) = lock(ctx, id).await? else { return Ok(()) };
    let contradicts = match (refund.status, answer) {
        (RefundStatus::Failed | RefundStatus::Retried, RefundAnswer::Succeeded { .. })
        | (RefundStatus::Succeeded | RefundStatus::Retried, RefundAnswer::Failed { .. }) => true,
        (RefundStatus::Succeeded, RefundAnswer::Succeeded { .. }) => refund.by_hand,
        _ => false,
    };
    if contradicts {
        queue::enqueue::<LookUpRefund>(ctx, id).await
    } else {
        record_refund(ctx, id, answer).await
    }
}

/// A refund as it stands now that its payment is locked.
async fn lock(ctx: &Ctx<'_>, id: RefundId) -> Result<Option<Refund>> {
    let Some(refund) = store::find_refund(ctx, id).await? else { return Ok(None) };
    store::lock_of_order(ctx, refund.order).await?;
    store::find_refund(ctx, id).await
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
    ledger::post(ctx, &posting("refund_done", &refund), &refund_done(&refund.gateway, refund.total)).await?;
    tell_buyer(ctx, &refund, EventKind::RefundSent).await
}

/// The money stays where it is, or is there again, until somebody looks; the market is told once.
async fn book_failure(ctx: &Ctx<'_>, id: RefundId, reason: &str) -> Result<()> {
    let Some(refund) = store::find_refund(ctx, id).await? else { return Ok(()) };
    if refund.by_hand {
        return Ok(());
    }
    if refund.status == RefundStatus::Succeeded
        && ledger::is_posted(ctx, &posting("refund_undone", &refund)).await?
    {
        // to and fro more than once: people look where the money is
        return contradict(ctx, &refund, Discrepancy::PaidTwice).await;
    }
    let undone = store::undo_refund(ctx, id).await?;
    if !undone && !store::move_refund(ctx, id, RefundStatus::Failed, None).await? {
        return Ok(());
    }
    tracing::error!(refund = %id, reason, undone, "a refund failed: staff must look");
    if undone {
        store::add_refunded(ctx, &refund, -refund.total).await?;
        let back = surplus(&refund.gateway, refund.total);
        ledger::post(ctx, &posting("refund_undone", &refund), &back).await?;
    }
    // a further try that fails is no news to the buyer
    if refund.retry_of.is_none() {
        tell_buyer(ctx, &refund, EventKind::RefundFailed).await?;
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
