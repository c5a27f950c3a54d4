//! FINALISE: what an answer of a gateway means. It may come twice, late, and from several sides at once.

use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    ids::{AttemptId, OrderId, OrderLineId, VariantId},
    ledger::{fee, surplus},
    money::{Currency, Money},
    order::{AttemptStatus, CancelReason, OrderStatus, PaymentMethod, PaymentStatus},
};

use super::{
    abuse::{self, Asker},
    close, incoming,
};
use crate::{
    Ctx, Error, Result, inventory,
    ledger::{self, Captured, Posting},
    orders::{self, OrderRow, OrderView, Paid},
    payments::{self, Attempt, GatewayAnswer, NextStep, Payment, Taken},
    queue::{self, EventKind},
};

/// How long after a call's own deadline the gateway's not knowing its key begins to mean that it never came.
const LATE_CALL: SignedDuration = SignedDuration::from_mins(10);
/// How often the gateway must not know the key, that long apart.
const UNKNOWN_LOOKS: u32 = 2;

/// Records an answer and does what follows from it. Every answer is checked against the attempt's status under the order's
/// lock, so that a second or stale one changes nothing. Answers the order when this paid it.
pub(super) async fn finalise(
    ctx: &Ctx<'_>,
    (order, attempt): (OrderId, AttemptId),
    answer: &GatewayAnswer,
) -> Result<Option<OrderView>> {
    let order = lock_order(ctx, order).await?;
    let found = payments::lock_with_attempt(ctx, order.id, attempt).await?;
    let (payment, attempt) =
        found.ok_or_else(|| Error::broken(format!("an attempt of {} is not there", order.id)))?;
    if let GatewayAnswer::Succeeded(taken) = answer
        && taken.is(attempt.charge, attempt.currency)
    {
        return succeeded(ctx, &order, &payment, &attempt, taken).await;
    }
    without_payment(ctx, (&order, &payment, &attempt), answer).await.map(|()| None)
}

/// What an answer means that pays for nothing.
async fn without_payment(
    ctx: &Ctx<'_>,
    (order, payment, attempt): (&OrderRow, &Payment, &Attempt),
    answer: &GatewayAnswer,
) -> Result<()> {
    match answer {
        GatewayAnswer::Succeeded(taken) => mismatched(ctx, order, payment, attempt, taken).await,
        GatewayAnswer::Declined { decline } => {
            if move_on(ctx, attempt, AttemptStatus::Declined, Some(decline.as_str()), None).await? {
                record_decline(ctx, order, attempt).await?;
                ended_without_money(ctx, order, payment, attempt).await?;
            }
            Ok(())
        }
        GatewayAnswer::Cancelled => {
            if move_on(ctx, attempt, AttemptStatus::Cancelled, None, None).await? {
                ended_without_money(ctx, order, payment, attempt).await?;
            }
            Ok(())
        }
        GatewayAnswer::RequiresAction(next) => {
            let url = match next {
                NextStep::Visit { url } => Some(url.as_str()),
                NextStep::Show { .. } => None,
            };
            move_on(ctx, attempt, AttemptStatus::RequiresAction, None, url).await.map(|_| ())
        }
        GatewayAnswer::Approved => {
            // nothing is taken yet: the sweeper completes it, if the buyer's return does not
            if move_on(ctx, attempt, AttemptStatus::InDoubt, None, None).await? {
                payments::check_soon(ctx, attempt.id).await?;
            }
            Ok(())
        }
        GatewayAnswer::Pending => move_on(ctx, attempt, AttemptStatus::InDoubt, None, None).await.map(|_| ()),
        // it was never begun, so it was never confirmed: there is nothing to doubt
        GatewayAnswer::NoAnswer { .. } | GatewayAnswer::Unknown if attempt.gateway_ref.is_none() => Ok(()),
        GatewayAnswer::NoAnswer { reason } => {
            tracing::warn!(attempt = %attempt.id, reason, "a charge is in doubt");
            move_on(ctx, attempt, AttemptStatus::InDoubt, None, None).await.map(|_| ())
        }
        GatewayAnswer::Unknown => unknown(ctx, order, payment, attempt).await,
    }
}

/// The order, locked. Vendor orders change only together with it.
pub(super) async fn lock_order(ctx: &Ctx<'_>, order: OrderId) -> Result<OrderRow> {
    orders::lock(ctx, order).await?.ok_or_else(|| Error::broken(format!("{order} is not there")))
}

/// Moves an attempt that is still open; what has ended is never reopened by a stale answer.
async fn move_on(
    ctx: &Ctx<'_>,
    attempt: &Attempt,
    to: AttemptStatus,
    decline: Option<&str>,
    url: Option<&str>,
) -> Result<bool> {
    if !attempt.status.is_open() || !attempt.status.may_become(to) {
        return Ok(false);
    }
    Ok(payments::move_attempt(ctx, attempt, to, None, decline, url).await?.is_some())
}

/// A success is booked from any status but success: money that arrived is never ignored.
async fn succeeded(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    attempt: &Attempt,
    taken: &Taken,
) -> Result<Option<OrderView>> {
    match attempt.status {
        // a gateway may tell what it keeps later than what it took
        AttemptStatus::Succeeded => return book_fee(ctx, order, attempt, taken).await.map(|_| None),
        AttemptStatus::Mismatched => {
            tracing::error!(attempt = %attempt.id, taken = %taken.total,
                "a gateway that took another amount than asked now says that it took what was asked");
            return Ok(None);
        }
        _ => {}
    }
    let transaction_id = taken.transaction_id.as_str();
    let to = AttemptStatus::Succeeded;
    let moved = payments::move_attempt(ctx, attempt, to, Some(transaction_id), None, None).await?;
    let Some(mut attempt) = moved else { return Ok(None) };
    if book_fee(ctx, order, &attempt, taken).await? {
        attempt.row.fee = taken.fee.map(|fee| fee.minor);
    }
    if order.status == OrderStatus::Pending
        && let Some(mut payment) = payments::complete_by_card(ctx, payment, &attempt, transaction_id).await?
    {
        payment.captured += incoming::refund_surplus(ctx, order, &payment).await?;
        if payment.open_attempt.is_some() {
            // a later try that is open still: it must take nothing any more
            payments::check_open_soon(ctx, payment.id).await?;
        }
        let paid = paid(ctx, order, &attempt.gateway).await?;
        // an attempt that was made later is told of in its place
        let last_attempt = Some(attempt).filter(|attempt| attempt.sequence == payment.attempts);
        return orders::load_paid(ctx, paid, payment, last_attempt).await.map(Some);
    }
    payments::close_attempt(ctx, &attempt).await?;
    not_needed(ctx, order, payment, &attempt).await.map(|()| None)
}

/// Books what a gateway keeps for its work, once: true for the first time. A fee in another currency is left to the payout that
/// settles it.
async fn book_fee(ctx: &Ctx<'_>, order: &OrderRow, attempt: &Attempt, taken: &Taken) -> Result<bool> {
    let Some(told) = taken.fee.filter(|told| told.minor > 0 && told.currency == attempt.currency) else {
        return Ok(false);
    };
    if attempt.fee.is_some() || !payments::keep_fee(ctx, attempt.id, told.minor).await? {
        return Ok(false);
    }
    let posting = of_attempt("fee", order, attempt, attempt.currency);
    ledger::post(ctx, &posting, &fee(&attempt.gateway, told.minor)).await.map(|()| true)
}

/// A gateway took another amount or currency than it was asked for. That pays nothing: what arrived is written down as owed
/// to the buyer, and people decide.
async fn mismatched(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    attempt: &Attempt,
    taken: &Taken,
) -> Result<()> {
    let asked = Money::new(attempt.charge, attempt.currency);
    tracing::error!(attempt = %attempt.id, %asked, taken = %taken.total, "a gateway took another amount than asked");
    if taken.total.minor <= 0 {
        return move_on(ctx, attempt, AttemptStatus::InDoubt, None, None).await.map(|_| ());
    }
    let to = AttemptStatus::Mismatched;
    if !attempt.status.may_become(to)
        || payments::move_attempt(ctx, attempt, to, Some(&taken.transaction_id), None, None).await?.is_none()
    {
        return Ok(());
    }
    payments::keep_taken(ctx, attempt.id, taken.total).await?;
    payments::close_attempt(ctx, attempt).await?;
    if taken.total.currency == payment.currency {
        payments::add_captured(ctx, payment.id, taken.total.minor).await?;
    }
    let posting = of_attempt("mismatch", order, attempt, taken.total.currency);
    ledger::post(ctx, &posting, &surplus(&attempt.gateway, taken.total.minor)).await?;
    payments::leave_mismatch_to_staff(ctx, payment, attempt, taken).await?;
    may_be_paid_again(ctx, order, payment).await.map(|_| ())
}

/// What is in another currency than its order belongs to none of the order's sums.
fn of_attempt<'a>(
    kind: &'static str,
    order: &OrderRow,
    attempt: &'a Attempt,
    currency: Currency,
) -> Posting<'a> {
    Posting {
        kind,
        cause_kind: "attempt",
        cause: attempt.id.as_bytes(),
        order: (currency == attempt.currency).then_some(order.id),
        vendor_order: None,
        currency,
    }
}

/// Money for an order that is paid already or has ended: booked, and sent back.
async fn not_needed(ctx: &Ctx<'_>, order: &OrderRow, payment: &Payment, attempt: &Attempt) -> Result<()> {
    tracing::warn!(order = %order.id, attempt = %attempt.id, "a success that is not needed is refunded");
    payments::add_captured(ctx, payment.id, attempt.charge).await?;
    let posting = of_attempt("surplus", order, attempt, attempt.currency);
    ledger::post(ctx, &posting, &surplus(&attempt.gateway, attempt.charge)).await?;
    payments::request_surplus_refund(
        ctx,
        payment,
        &attempt.gateway,
        Some(attempt.id),
        &attempt.gateway_key,
        attempt.charge,
    )
    .await?;
    queue::emit(ctx, EventKind::LatePaymentReturned, order.id.as_bytes()).await
}

/// The vendors may pack the order: its stock is allocated.
async fn open(ctx: &Ctx<'_>, order: &OrderRow, reason: &str) -> Result<Paid> {
    let lines = orders::list_lines(ctx, &[order.id]).await?;
    let unique: Vec<VariantId> =
        lines.iter().filter(|line| line.is_unique).map(|line| line.variant).collect();
    let ids: Vec<OrderLineId> = lines.iter().map(|line| line.id).collect();
    inventory::allocate(ctx, &ids, &unique).await?;
    let system = Ctx { actor: crate::Actor::System, ..*ctx };
    let (from, to) = (OrderStatus::Pending, OrderStatus::Processing);
    let stepped = orders::advance_all(&system, order, from, to, Some(reason)).await?;
    Ok(Paid { stepped, lines })
}

/// The order has its money: the vendors may pack, the ledger knows whose cent is whose.
pub(super) async fn paid(ctx: &Ctx<'_>, order: &OrderRow, gateway: &str) -> Result<Paid> {
    let Paid { stepped, lines } = open(ctx, order, "paid").await?;
    let captured: Vec<Captured<'_>> = stepped
        .vendor_orders
        .iter()
        .map(|vendor_order| Captured {
            order: order.id,
            vendor_order: vendor_order.id,
            vendor: vendor_order.vendor,
            currency: order.currency,
            gateway,
            split: vendor_order.split(),
        })
        .collect();
    ledger::capture(ctx, &captured).await?;
    queue::emit(ctx, EventKind::OrderPaid, order.id.as_bytes()).await?;
    Ok(Paid { stepped, lines })
}

/// An order that is paid when it arrives goes to its vendors where it is placed. Nothing is booked: nobody has any money yet.
pub(super) async fn accept(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    let order = lock_order(ctx, order).await?;
    open(ctx, &order, "paid when it arrives").await?;
    queue::emit(ctx, EventKind::OrderAccepted, order.id.as_bytes()).await
}

/// An order whose total is 0 is paid where it is placed.
pub(super) async fn pay_nothing(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    let order = lock_order(ctx, order).await?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    if payments::complete(ctx, &payment, 0, None).await? {
        paid(ctx, &order, "none").await?;
    }
    Ok(())
}

/// The attempt is over and brought nothing: the order may be paid again, or ends if it was ending.
async fn ended_without_money(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    attempt: &Attempt,
) -> Result<()> {
    payments::close_attempt(ctx, attempt).await?;
    if may_be_paid_again(ctx, order, payment).await? {
        queue::emit(ctx, EventKind::PaymentFailed, order.id.as_bytes()).await?;
    }
    Ok(())
}

/// No attempt is open any more: ends an order that was ending, and lets one that waits for money wait a while longer. True
/// for the latter.
async fn may_be_paid_again(ctx: &Ctx<'_>, order: &OrderRow, payment: &Payment) -> Result<bool> {
    if order.status != OrderStatus::Pending || payment.status != PaymentStatus::Pending {
        return Ok(false);
    }
    if payment.closing {
        let reason = order.cancel_reason.unwrap_or(CancelReason::Expired);
        close::end(ctx, order, payment, reason).await?;
        return Ok(false);
    }
    let hold = SignedDuration::from_secs(i64::from(payment.method.terms().hold_after_decline_s));
    orders::set_expiry(ctx, order.id, Some(hold_until(ctx, order, payment, payment.method, hold))).await?;
    Ok(true)
}

/// How long an unpaid order goes on holding its stock, now that it is to be paid by `method`. One that was to be paid by transfer
/// keeps its longer time whatever becomes of a card tried meanwhile: the money may be on its way. The time of a transfer is
/// counted from when the order was placed, however often the buyer comes back to it; tries by card are few.
pub(super) fn hold_until(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    method: PaymentMethod,
    hold: SignedDuration,
) -> Timestamp {
    let from = if method == PaymentMethod::BankTransfer { order.created_at } else { ctx.now };
    let until = from + hold;
    match order.expires_at.filter(|_| payment.reference.is_some()) {
        Some(promised) => promised.max(until),
        None => until,
    }
}

/// The gateway does not know the key. That means "not charged" only when it is seen twice, long after the call's deadline;
/// until then the call may still be on its way.
async fn unknown(ctx: &Ctx<'_>, order: &OrderRow, payment: &Payment, attempt: &Attempt) -> Result<()> {
    if !attempt.status.is_open() {
        return Ok(());
    }
    let deadline = attempt.sent_at.unwrap_or(attempt.created_at) + ctx.app.limits().gateway_timeout;
    if ctx.now > deadline {
        payments::count_unknown(ctx, attempt.id).await?;
    }
    // by the clock, which other servers share, and by this process, whose time nobody sets
    let by_process = ctx.app.unknown_for(attempt.id) >= LATE_CALL.unsigned_abs();
    let long_unknown = by_process && attempt.unknown_since.is_some_and(|since| ctx.now >= since + LATE_CALL);
    if long_unknown && attempt.unknown_seen + 1 >= UNKNOWN_LOOKS {
        let to = AttemptStatus::Cancelled;
        if payments::move_attempt(ctx, attempt, to, None, None, None).await?.is_some() {
            ended_without_money(ctx, order, payment, attempt).await?;
        }
        return Ok(());
    }
    move_on(ctx, attempt, AttemptStatus::InDoubt, None, None).await.map(|_| ())
}

async fn record_decline(ctx: &Ctx<'_>, order: &OrderRow, attempt: &Attempt) -> Result<()> {
    abuse::record_decline(ctx, Asker::of(order, &attempt.card_described())).await
}
