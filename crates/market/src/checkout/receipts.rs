//! Bank transfers: money that arrives on the market's account, matched to orders by its reference.

use jiff::Timestamp;
use souk_domain::{
    ids::{OrderId, PaymentId},
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
pub use store::BookedReceipt;

/// One line of the bank's statement.
#[derive(Clone, Debug, Hash)]
pub struct BankReceipt {
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
pub enum ReceiptOutcome {
    /// The order is paid; what came too much is on its way back.
    Paid { order: OrderId, surplus: i64 },
    /// Less than the order costs: it stays pending.
    Partial { order: OrderId, outstanding: i64 },
    /// No order waits for it: staff must look.
    Unmatched,
    /// This line was booked before.
    Known,
}

/// Whether a receipt found its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptState {
    /// It is for an order.
    Applied,
    /// No order waited for it: staff must look.
    Unmatched,
}

stored_words!(ReceiptState { Applied = "applied", Unmatched = "unmatched" });

/// The receipts of a state, the newest first.
pub fn list_receipts(
    app: &App,
    actor: Actor,
    state: ReceiptState,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<BookedReceipt>>> {
    app.read_with(actor, after, move |ctx, after| {
        Box::pin(page_of_receipts(ctx, state, after.as_deref(), limit))
    })
}

async fn page_of_receipts(
    ctx: &Ctx<'_>,
    state: ReceiptState,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<BookedReceipt>> {
    let list = format!("receipts:{}:", state.as_str());
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_receipts(ctx, state, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |receipt| Place {
        key: receipt.created_at.as_millisecond(),
        id: *receipt.id.as_bytes(),
    }))
}

/// Books a receipt and pays the order it is for.
pub fn record_receipt(
    app: &App,
    actor: Actor,
    receipt: BankReceipt,
    guard: Option<Guard<ReceiptOutcome>>,
) -> BoxFuture<'static, Result<Reply<ReceiptOutcome>>> {
    let booked = Operation::new("record_bank_receipt", actor, guard)
        .run(app, receipt, |ctx, receipt| Box::pin(record(ctx, receipt)));
    Box::pin(async move {
        let reply = booked.await?;
        reach(FaultPoint::AfterReceiptCommit);
        Ok(reply)
    })
}

async fn record(ctx: &Ctx<'_>, receipt: &BankReceipt) -> Result<ReceiptOutcome> {
    let outcome = book(ctx, receipt).await?;
    reach(FaultPoint::BeforeReceiptCommit);
    Ok(outcome)
}

async fn book(ctx: &Ctx<'_>, receipt: &BankReceipt) -> Result<ReceiptOutcome> {
    if store::receipt_exists(ctx, &receipt.statement_line).await? {
        return Ok(ReceiptOutcome::Known);
    }
    let reference = receipt.reference.trim().to_uppercase();
    let Some(order) = store::find_order_of_reference(ctx, &reference).await? else {
        store::insert_receipt(ctx, receipt, None).await?;
        return Ok(ReceiptOutcome::Unmatched);
    };
    let order = lock_order(ctx, order).await?;
    let payment = payments::lock_of_order(ctx, order.id).await?;
    let waits =
        order.status == OrderStatus::Pending && payment.status == PaymentStatus::Pending && !payment.closing;
    if !waits || receipt.currency != payment.currency || payment.open_attempt.is_some() {
        store::insert_receipt(ctx, receipt, None).await?;
        return Ok(ReceiptOutcome::Unmatched);
    }
    let (id, total) = apply(ctx, receipt, &order, &payment).await?;
    let outstanding = payment.total - total;
    if outstanding > 0 {
        return Ok(ReceiptOutcome::Partial { order: order.id, outstanding });
    }
    complete(ctx, &order, &payment, id, total).await?;
    Ok(ReceiptOutcome::Paid { order: order.id, surplus: -outstanding })
}

/// Books the money as held for the order. Answers the receipt's id and all that was received for the payment.
async fn apply(
    ctx: &Ctx<'_>,
    receipt: &BankReceipt,
    order: &OrderRow,
    payment: &Payment,
) -> Result<([u8; 16], i64)> {
    let id = store::insert_receipt(ctx, receipt, Some(payment.id)).await?;
    let posting = posting("receipt", &id, order);
    ledger::post(ctx, &posting, &surplus(BANK, receipt.received)).await?;
    Ok((id, payments::received_by_transfer(ctx, payment.id).await?))
}

async fn complete(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    payment: &Payment,
    receipt: [u8; 16],
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
    ledger::post(ctx, &posting("receipt_applied", &receipt, order), &held).await?;
    paid(ctx, order, BANK).await?;
    let too_much = total - payment.total;
    if too_much > 0 {
        let charge_key = format!("receipt:{}", PaymentId::from_bytes(receipt));
        payments::request_surplus_refund(ctx, payment, BANK, None, &charge_key, too_much).await?;
    }
    Ok(())
}

/// Part of the total came by transfer, and now the order is paid otherwise or ends: the part goes back.
pub(super) async fn return_parts(ctx: &Ctx<'_>, payment: &Payment) -> Result<()> {
    let received = payments::received_by_transfer(ctx, payment.id).await?;
    if received == 0 {
        return Ok(());
    }
    payments::add_captured(ctx, payment.id, received).await?;
    let charge_key = format!("receipts:{}", payment.id);
    payments::request_surplus_refund(ctx, payment, BANK, None, &charge_key, received).await
}

fn posting<'a>(kind: &'static str, receipt: &'a [u8; 16], order: &OrderRow) -> Posting<'a> {
    Posting {
        kind,
        cause_kind: "bank_receipt",
        cause: receipt,
        order: Some(order.id),
        vendor_order: None,
        currency: order.currency,
    }
}
