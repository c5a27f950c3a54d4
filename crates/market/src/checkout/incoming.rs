//! Bank transfers: money that arrives on the market's account, matched to orders by its reference.

use jiff::Timestamp;
use souk_domain::{
    account::Permission,
    ids::{IncomingTransferId, OrderId},
    ledger::{receipt, receipt_applied, receipt_returned},
    money::Currency,
    order::{OrderStatus, PaymentMethod, PaymentStatus},
    refusal::{OrderRefusal, PaymentRefusal},
};

use super::{
    finalise::{lock_order, paid},
    prepare::new_reference,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    faults::{FaultPoint, reach},
    idempotency::{Guard, Operation, Reply},
    ledger::{self, Posting},
    orders::{self, OrderRow},
    paging::{Page, Place, one_more, start},
    payments::{self, BANK, BookedTransfer, Payment, TransferRow, TransferState},
};

/// One line of the bank's statement.
#[derive(Clone, Debug, Hash)]
pub struct IncomingTransfer {
    /// The bank's own id of the line: the same line is booked once.
    pub statement_line: String,
    /// What the payer wrote.
    pub reference: String,
    /// Minor units of `currency`.
    pub received: i64,
    pub currency: Currency,
    /// `None`: now.
    pub received_at: Option<Timestamp>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferOutcome {
    /// The order is paid; what came too much is on its way back.
    Paid { order: OrderId, surplus: i64 },
    /// Less than the order costs: it stays pending.
    Partial { order: OrderId, outstanding: i64 },
    /// No order uses it: staff apply or return it.
    Unmatched,
    /// This line was booked before.
    Known,
}

/// The transfers of a state, the newest first.
pub fn list_incoming_transfers(
    app: &App,
    actor: Actor,
    state: TransferState,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<BookedTransfer>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(page_of_transfers(ctx, state, after.as_deref(), limit))
    });
    actor.permitted(Permission::TransfersRead, listed)
}

/// The same within the read of a page.
pub(crate) async fn page_of_transfers(
    ctx: &Ctx<'_>,
    state: TransferState,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<BookedTransfer>> {
    let list = format!("transfers:{}:", state.as_str());
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = payments::list_incoming_transfers(ctx, state, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |transfer| Place {
        key: transfer.created_at.as_millisecond(),
        id: *transfer.id.as_bytes(),
    }))
}

/// Books a transfer, whatever it is for, and pays the order that its reference names, if that waits for money of its currency.
pub fn record_incoming_transfer(
    app: &App,
    actor: Actor,
    transfer: IncomingTransfer,
    guard: Option<Guard<TransferOutcome>>,
) -> BoxFuture<'static, Result<Reply<TransferOutcome>>> {
    let booked = Operation::new("record_incoming_transfer", actor, guard)
        .needs(Permission::TransfersWrite)
        .run(app, transfer, |ctx, transfer| Box::pin(record(ctx, transfer)));
    until_committed(booked)
}

/// Uses a transfer that no order has used for an order. Errors: there is no such transfer or order, it was
/// used or returned, the order does not wait for money, or for money of another currency.
pub fn apply_incoming_transfer(
    app: &App,
    actor: Actor,
    transfer: IncomingTransferId,
    order: OrderId,
    guard: Option<Guard<TransferOutcome>>,
) -> BoxFuture<'static, Result<Reply<TransferOutcome>>> {
    let applied = Operation::new("apply_incoming_transfer", actor, guard)
        .needs(Permission::TransfersWrite)
        .run(app, (transfer, order), |ctx, (transfer, order)| {
            Box::pin(apply_to_asked(ctx, *transfer, *order))
        });
    until_committed(applied)
}

/// Writes down that people sent a transfer back that no order has used. Errors: there is no such transfer, or it was used or
/// returned before.
pub fn return_incoming_transfer(
    app: &App,
    actor: Actor,
    transfer: IncomingTransferId,
    guard: Option<Guard<BookedTransfer>>,
) -> BoxFuture<'static, Result<Reply<BookedTransfer>>> {
    let returned = Operation::new("return_incoming_transfer", actor, guard)
        .needs(Permission::TransfersWrite)
        .run(app, transfer, |ctx, transfer| Box::pin(give_back(ctx, *transfer)));
    until_committed(returned)
}

fn until_committed<T: Send + 'static>(
    work: BoxFuture<'static, Result<Reply<T>>>,
) -> BoxFuture<'static, Result<Reply<T>>> {
    Box::pin(async move {
        let reply = work.await?;
        reach(FaultPoint::AfterTransferCommit);
        Ok(reply)
    })
}

async fn record(ctx: &Ctx<'_>, transfer: &IncomingTransfer) -> Result<TransferOutcome> {
    let outcome = book(ctx, transfer).await?;
    reach(FaultPoint::BeforeTransferCommit);
    Ok(outcome)
}

/// Money that arrived is in the books before anybody asks whom it is for.
async fn book(ctx: &Ctx<'_>, transfer: &IncomingTransfer) -> Result<TransferOutcome> {
    let id = ctx.id(IncomingTransferId::from_parts);
    let row = TransferRow {
        id,
        statement_line: transfer.statement_line.clone(),
        reference: transfer.reference.clone(),
        payment: None,
        received: transfer.received,
        currency: transfer.currency,
        state: TransferState::Unmatched,
        received_at: transfer.received_at.unwrap_or(ctx.now),
        created_at: ctx.now,
    };
    if !payments::insert_transfer(ctx, row).await? {
        return Ok(TransferOutcome::Known);
    }
    let booked = posting("transfer", &id, None, transfer.currency);
    ledger::post(ctx, &booked, &receipt(transfer.received)).await?;
    let reference = transfer.reference.trim().to_uppercase();
    let Some(order) = payments::find_order_of_reference(ctx, &reference).await? else {
        return Ok(TransferOutcome::Unmatched);
    };
    let applied = apply(ctx, id, transfer.currency, order).await?;
    Ok(applied.unwrap_or(TransferOutcome::Unmatched))
}

async fn apply_to_asked(ctx: &Ctx<'_>, id: IncomingTransferId, asked: OrderId) -> Result<TransferOutcome> {
    let transfer = payments::find_transfer(ctx, id).await?.ok_or(PaymentRefusal::NotFound)?;
    let order = orders::find_row(ctx, asked).await?.ok_or(OrderRefusal::NotFound)?;
    let outcome = apply(ctx, id, transfer.currency, order.id).await??;
    reach(FaultPoint::BeforeTransferCommit);
    Ok(outcome)
}

/// Uses a transfer for an order that waits for money, also while a card is tried: should that succeed too, it is given back.
/// Otherwise says why not, and nothing has changed.
async fn apply(
    ctx: &Ctx<'_>,
    id: IncomingTransferId,
    currency: Currency,
    order: OrderId,
) -> Result<Result<TransferOutcome, PaymentRefusal>> {
    let order = lock_order(ctx, order).await?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    match (order.status, payment.status) {
        (OrderStatus::Pending, PaymentStatus::Pending) => {}
        (OrderStatus::Cancelled, _) => return Ok(Err(PaymentRefusal::Closed)),
        (_, PaymentStatus::Pending) => return Ok(Err(PaymentRefusal::PaidOnDelivery)),
        _ => return Ok(Err(PaymentRefusal::AlreadyPaid)),
    }
    if currency != payment.currency {
        return Ok(Err(PaymentRefusal::CurrencyDiffers { charged: payment.currency }));
    }
    if !payments::set_applied(ctx, id, payment.id).await? {
        return Ok(Err(PaymentRefusal::TransferNotWaiting));
    }
    let payment = with_reference(ctx, payment).await?;
    let total = payments::received_by_transfer(ctx, payment.id).await?;
    let outstanding = payment.total - total;
    if outstanding > 0 {
        return Ok(Ok(TransferOutcome::Partial { order: order.id, outstanding }));
    }
    complete(ctx, &order, &payment, id, total).await?;
    Ok(Ok(TransferOutcome::Paid { order: order.id, surplus: -outstanding }))
}

/// The payment with a reference: only where there is one, transfers are looked for.
async fn with_reference(ctx: &Ctx<'_>, payment: Payment) -> Result<Payment> {
    if payment.reference.is_some() {
        return Ok(payment);
    }
    let reference = new_reference(ctx);
    payments::set_method(ctx, payment.id, payment.method, &payment.gateway, Some(&reference)).await?;
    Ok(Payment { reference: Some(reference), ..payment })
}

async fn complete(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    transfer: IncomingTransferId,
    total: i64,
) -> Result<()> {
    if !payments::complete(ctx, payment, total, payment.reference.as_deref()).await? {
        return Err(Error::broken(format!("{} is locked and no longer pending", payment.id)));
    }
    // whatever was tried last, this is what paid; a card that is tried still is cancelled
    payments::set_method(ctx, payment.id, PaymentMethod::BankTransfer, BANK, None).await?;
    if payment.open_attempt.is_some() {
        payments::check_open_soon(ctx, payment.id).await?;
    }
    use_received(ctx, order, payment, payment.total).await?;
    paid(ctx, order, BANK).await?;
    let too_much = total - payment.total;
    if too_much > 0 {
        let charge_key = format!("transfer:{transfer}");
        payments::request_surplus_refund(ctx, payment, BANK, None, &charge_key, too_much).await?;
    }
    Ok(())
}

/// Books what came for a payment as used: up to `due` for the order, the rest to go back.
async fn use_received(ctx: &Ctx<'_>, order: &OrderRow, payment: &Payment, mut due: i64) -> Result<()> {
    for (transfer, received) in payments::list_received(ctx, payment.id).await? {
        let pays = received.min(due);
        due -= pays;
        let applied = posting("transfer_applied", &transfer, Some(order.id), order.currency);
        ledger::post(ctx, &applied, &receipt_applied(BANK, pays, received - pays)).await?;
    }
    Ok(())
}

/// Part of the total came by transfer, and now the order is paid otherwise or ends: the part goes back. Answers how much.
pub(super) async fn refund_surplus(ctx: &Ctx<'_>, order: &OrderRow, payment: &Payment) -> Result<i64> {
    // without a reference no transfer can be told to be for it
    if payment.reference.is_none() {
        return Ok(0);
    }
    let received = payments::received_by_transfer(ctx, payment.id).await?;
    if received == 0 {
        return Ok(0);
    }
    payments::add_captured(ctx, payment.id, received).await?;
    use_received(ctx, order, payment, 0).await?;
    let charge_key = format!("transfers:{}", payment.id);
    payments::request_surplus_refund(ctx, payment, BANK, None, &charge_key, received).await?;
    Ok(received)
}

async fn give_back(ctx: &Ctx<'_>, id: IncomingTransferId) -> Result<BookedTransfer> {
    let transfer = payments::find_transfer(ctx, id).await?.ok_or(PaymentRefusal::NotFound)?;
    if !payments::set_returned(ctx, id).await? {
        return Err(PaymentRefusal::TransferNotWaiting.into());
    }
    let returned = posting("transfer_returned", &id, None, transfer.currency);
    ledger::post(ctx, &returned, &receipt_returned(transfer.received)).await?;
    tracing::info!(transfer = %id, actor = ?ctx.actor, "a transfer was returned by hand");
    reach(FaultPoint::BeforeTransferCommit);
    Ok(BookedTransfer { row: TransferRow { state: TransferState::Returned, ..transfer }, order: None })
}

/// What no order has used belongs to none.
fn posting<'a>(
    kind: &'static str,
    transfer: &'a IncomingTransferId,
    order: Option<OrderId>,
    currency: Currency,
) -> Posting<'a> {
    let cause = transfer.as_bytes();
    Posting { kind, cause_kind: "incoming_transfer", cause, order, vendor_order: None, currency }
}
