//! The steps of a return.

use souk_domain::{
    ids::ReturnId,
    order::{ReturnStatus, may_return},
    refusal::{OrderRefusal, ReturnRefusal, expect_revision},
};

use super::{NamedReturn, Receipt, resume, store};
use crate::{
    Ctx, Error, Result, orders,
    orders::OrderRow,
    payments,
    queue::{self, EventKind},
    refunds::{self, LinePieces, Seller},
};

/// Who takes a step, of which return.
pub(super) struct By {
    pub(super) seller: Seller,
    pub(super) id: ReturnId,
    /// The revision that it rests on.
    pub(super) expected: Option<i64>,
    /// Why the staff take it in the vendor's place.
    pub(super) reason: Option<String>,
}

/// A return of the seller's, with its order's row locked. Errors: there is none such, or it is another's; it was changed.
async fn locked(ctx: &Ctx<'_>, by: &By) -> Result<(OrderRow, NamedReturn)> {
    let id = by.id;
    let found = store::find(ctx, id).await?.filter(|found| by.seller.may_decide(found.vendor));
    let found = found.ok_or(ReturnRefusal::NotFound)?;
    let order = orders::lock(ctx, found.order).await?.ok_or(OrderRefusal::NotFound)?;
    // another may have answered it before the lock was had
    let found = store::find(ctx, id).await?.ok_or(ReturnRefusal::NotFound)?;
    expect_revision(by.expected, found.revision)?;
    Ok((order, found))
}

/// Takes one step. Errors: there is no such step, or it is another's to take.
async fn step(
    ctx: &Ctx<'_>,
    by: &By,
    found: &NamedReturn,
    to: ReturnStatus,
    answer: Option<&str>,
) -> Result<()> {
    let from = found.status;
    may_return(ctx.actor.kind(), from, to)?;
    if !store::set_status(ctx, found.id, (from, to), answer).await? {
        return Err(Error::broken(format!("{} moved while its order was locked", found.id)));
    }
    store::insert_event(ctx, found.id, (Some(from), to), by.reason.as_deref()).await
}

/// The vendor agrees, in words if it likes.
pub(super) async fn approve(ctx: &Ctx<'_>, by: &By, answer: &str) -> Result<()> {
    let (_order, found) = locked(ctx, by).await?;
    step(ctx, by, &found, ReturnStatus::Approved, Some(answer)).await?;
    queue::emit(ctx, EventKind::ReturnApproved, by.id.as_bytes()).await
}

/// The vendor says no, and why.
pub(super) async fn refuse(ctx: &Ctx<'_>, by: &By, answer: &str) -> Result<()> {
    let (_order, found) = locked(ctx, by).await?;
    step(ctx, by, &found, ReturnStatus::Refused, Some(answer)).await?;
    resume(ctx, &found).await?;
    queue::emit(ctx, EventKind::ReturnRefused, by.id.as_bytes()).await
}

/// The things are at the vendor's: they are counted as returned, for sale again where that is wished, and their money goes
/// back at once unless somebody wants to look at them first.
pub(super) async fn receive(ctx: &Ctx<'_>, by: &By, receipt: Receipt) -> Result<()> {
    let id = by.id;
    let (order, found) = locked(ctx, by).await?;
    step(ctx, by, &found, ReturnStatus::Received, None).await?;
    if receipt.refund {
        // before the stock: its money goes back in this transaction
        payments::lock_of_order(ctx, order.id).await?;
    }
    let pieces = pieces_of(ctx, id).await?;
    refunds::take_back(ctx, &order, found.vendor_order, &pieces, (receipt.restock, id)).await?;
    if receipt.restock {
        store::set_restocked(ctx, id).await?;
    }
    queue::emit(ctx, EventKind::ReturnReceived, id.as_bytes()).await?;
    if !receipt.refund {
        return Ok(());
    }
    let received = store::find(ctx, id).await?.ok_or(ReturnRefusal::NotFound)?;
    give_back(ctx, by, &order, &received).await
}

/// The money of things that came back goes back.
pub(super) async fn refund(ctx: &Ctx<'_>, by: &By) -> Result<()> {
    let (order, found) = locked(ctx, by).await?;
    give_back(ctx, by, &order, &found).await
}

async fn give_back(ctx: &Ctx<'_>, by: &By, order: &OrderRow, found: &NamedReturn) -> Result<()> {
    step(ctx, by, found, ReturnStatus::Refunded, None).await?;
    resume(ctx, found).await?;
    let pieces = pieces_of(ctx, found.id).await?;
    let note = found.reason.as_str();
    let refund = refunds::give_back_returned(ctx, order, found.vendor_order, pieces, note).await?;
    match refund {
        Some(refund) => store::set_refund(ctx, found.id, refund).await,
        None => Ok(()),
    }
}

async fn pieces_of(ctx: &Ctx<'_>, id: ReturnId) -> Result<Vec<LinePieces>> {
    let lines = store::list_lines(ctx, &[id]).await?;
    Ok(lines.into_iter().map(|line| LinePieces { line: line.line, quantity: line.quantity }).collect())
}
