//! Bank transfers: money that arrives on the market's account, matched to orders by its reference.

use jiff::Timestamp;
use souk_domain::{
    ids::{IncomingTransferId, OrderId},
    ledger::{Account, Entry, surplus},
    money::Currency,
    order::{OrderStatus, PaymentMethod, PaymentStatus},
};

use super::{
    finalise::{lock_order, paid},
    prepare::BANK,
    store,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    faults::{FaultPoint, reach},
    idempotency::{Guard, Operation, Reply},
    ledger::{self, Posting},
    orders::OrderRow,
    paging::{Page, Place, one_more, start},
    payments::{self, Payment},
    stored::stored_words,
};
pub use store::BookedTransfer;

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
    /// No order waits for it: staff must look.
    Unmatched,
    /// This line was booked before.
    Known,
}

/// Whether a transfer found its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferState {
    /// It is for an order.
    Applied,
    /// No order waited for it: staff must look.
    Unmatched,
}

stored_words!(TransferState { Applied = "applied", Unmatched = "unmatched" });

/// The transfers of a state, the newest first.
pub fn list_incoming_transfers(
    app: &App,
    actor: Actor,
    state: TransferState,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<BookedTransfer>>> {
    app.read_with(actor, after, move |ctx, after| {
        Box::pin(page_of_transfers(ctx, state, after.as_deref(), limit))
    })
}

async fn page_of_transfers(
    ctx: &Ctx<'_>,
    state: TransferState,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<BookedTransfer>> {
    let list = format!("transfers:{}:", state.as_str());
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_incoming_transfers(ctx, state, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |transfer| Place {
        key: transfer.created_at.as_millisecond(),
        id: *transfer.id.as_bytes(),
    }))
}

/// Books a transfer and pays the order it is for.
pub fn record_incoming_transfer(
    app: &App,
    actor: Actor,
    transfer: IncomingTransfer,
    guard: Option<Guard<TransferOutcome>>,
) -> BoxFuture<'static, Result<Reply<TransferOutcome>>> {
    let booked =
        Operation::new("record_incoming_transfer", actor, guard)
            .run(app, transfer, |ctx, transfer| Box::pin(record(ctx, transfer)));
    Box::pin(async move {
        let reply = booked.await?;
        reach(FaultPoint::AfterTransferCommit);
        Ok(reply)
    })
}

async fn record(ctx: &Ctx<'_>, transfer: &IncomingTransfer) -> Result<TransferOutcome> {
    let outcome = book(ctx, transfer).await?;
    reach(FaultPoint::BeforeTransferCommit);
    Ok(outcome)
}

async fn book(ctx: &Ctx<'_>, transfer: &IncomingTransfer) -> Result<TransferOutcome> {
    let reference = transfer.reference.trim().to_uppercase();
    let Some(order) = store::find_order_of_reference(ctx, &reference).await? else {
        return keep_unmatched(ctx, transfer).await;
    };
    let order = lock_order(ctx, order).await?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    let waits =
        order.status == OrderStatus::Pending && payment.status == PaymentStatus::Pending && !payment.closing;
    if !waits || transfer.currency != payment.currency || payment.open_attempt.is_some() {
        return keep_unmatched(ctx, transfer).await;
    }
    let Some(id) = store::insert_transfer(ctx, transfer, Some(payment.id)).await? else {
        return Ok(TransferOutcome::Known);
    };
    let total = hold(ctx, (id, transfer.received), &order, &payment).await?;
    let outstanding = payment.total - total;
    if outstanding > 0 {
        return Ok(TransferOutcome::Partial { order: order.id, outstanding });
    }
    complete(ctx, &order, &payment, id, total).await?;
    Ok(TransferOutcome::Paid { order: order.id, surplus: -outstanding })
}

async fn keep_unmatched(ctx: &Ctx<'_>, transfer: &IncomingTransfer) -> Result<TransferOutcome> {
    let kept = store::insert_transfer(ctx, transfer, None).await?;
    Ok(kept.map_or(TransferOutcome::Known, |_| TransferOutcome::Unmatched))
}

/// Books the money as held for the order. Answers all that was received for the payment.
async fn hold(
    ctx: &Ctx<'_>,
    (id, received): (IncomingTransferId, i64),
    order: &OrderRow,
    payment: &Payment,
) -> Result<i64> {
    ledger::post(ctx, &posting("transfer", &id, order), &surplus(BANK, received)).await?;
    payments::received_by_transfer(ctx, payment.id).await
}

async fn complete(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    transfer: IncomingTransferId,
    total: i64,
) -> Result<()> {
    if !payments::complete(ctx, payment, total, payment.reference.as_deref()).await? {
        return Ok(());
    }
    // whatever was tried last, this is what paid
    payments::set_method(ctx, payment.id, PaymentMethod::BankTransfer, BANK, None).await?;
    // what was held for the buyer pays the order: the capture debits the receivable anew
    let held = [
        Entry::market(Account::RefundsClearing, payment.total),
        Entry::gateway(Account::GatewayReceivable, BANK, -payment.total),
    ];
    ledger::post(ctx, &posting("transfer_applied", &transfer, order), &held).await?;
    paid(ctx, order, BANK).await?;
    let too_much = total - payment.total;
    if too_much > 0 {
        let charge_key = format!("transfer:{transfer}");
        payments::request_surplus_refund(ctx, payment, BANK, None, &charge_key, too_much).await?;
    }
    Ok(())
}

/// Part of the total came by transfer, and now the order is paid otherwise or ends: the part goes back. Answers how much.
pub(super) async fn refund_surplus(ctx: &Ctx<'_>, payment: &Payment) -> Result<i64> {
    // without a reference no transfer can be told to be for it
    if payment.reference.is_none() {
        return Ok(0);
    }
    let received = payments::received_by_transfer(ctx, payment.id).await?;
    if received == 0 {
        return Ok(0);
    }
    payments::add_captured(ctx, payment.id, received).await?;
    let charge_key = format!("transfers:{}", payment.id);
    payments::request_surplus_refund(ctx, payment, BANK, None, &charge_key, received).await?;
    Ok(received)
}

fn posting<'a>(kind: &'static str, transfer: &'a IncomingTransferId, order: &OrderRow) -> Posting<'a> {
    Posting {
        kind,
        cause_kind: "incoming_transfer",
        cause: transfer.as_bytes(),
        order: Some(order.id),
        vendor_order: None,
        currency: order.currency,
    }
}
