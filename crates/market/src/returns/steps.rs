//! The steps of a return.

use souk_domain::{
    ids::{EventId, ReturnId},
    order::{ReturnStatus, may_return},
    refusal::{OrderRefusal, ReturnRefusal, expect_revision},
};

use super::{
    NamedReturn, Receipt, ReturnedLine, resume,
    store::{self, ReturnRefund},
    wrong,
};
use crate::{
    Ctx, Error, Result, orders,
    orders::OrderRow,
    payments,
    queue::{self, EventKind},
    refunds::{self, LinePieces, Seller, TakenBack},
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

/// Takes one step, and answers the record of it. Errors: there is no such step, or it is another's to take.
async fn step(
    ctx: &Ctx<'_>,
    by: &By,
    found: &NamedReturn,
    to: ReturnStatus,
    answer: Option<&str>,
) -> Result<EventId> {
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
    let (from, to) = (found.status, ReturnStatus::Approved);
    // it stays agreed to while it arrives, but nobody agrees twice
    if from == to {
        return Err(ReturnRefusal::StepNotAllowed { from, to }.into());
    }
    step(ctx, by, &found, to, Some(answer)).await?;
    queue::emit(ctx, EventKind::ReturnApproved, by.id.as_bytes()).await
}

/// The vendor says no, and why.
pub(super) async fn refuse(ctx: &Ctx<'_>, by: &By, answer: &str) -> Result<()> {
    let (_order, found) = locked(ctx, by).await?;
    let lines = store::list_lines(ctx, &[by.id]).await?;
    if found.status == ReturnStatus::Approved && lines.iter().any(|line| line.received > 0) {
        return Err(ReturnRefusal::PartlyReceived.into());
    }
    step(ctx, by, &found, ReturnStatus::Refused, Some(answer)).await?;
    resume(ctx, &found).await?;
    queue::emit(ctx, EventKind::ReturnRefused, by.id.as_bytes()).await
}

/// Things of a return are at the vendor's, all of them or some: they are counted as returned, for sale again where that is wished, and
/// their money goes back at once unless somebody wants to look at them first. What has not come may come later, unless the vendor
/// closes it.
pub(super) async fn receive(ctx: &Ctx<'_>, by: &By, receipt: &Receipt) -> Result<()> {
    let id = by.id;
    let closing = receipt.checked_closing()?;
    let (order, found) = locked(ctx, by).await?;
    may_return(ctx.actor.kind(), found.status, ReturnStatus::Received)?;
    let lines = store::list_lines(ctx, &[id]).await?;
    let arrived = receipt.arrived_of(&lines)?;
    let outstanding: u32 = lines.iter().map(ReturnedLine::outstanding).sum();
    let came: u32 = arrived.iter().map(|one| one.quantity).sum();
    if came == 0 && lines.iter().all(|line| line.received == 0) {
        return Err(wrong(
            "/close_reason".to_owned(),
            "Nothing of it has arrived: refuse the return instead.",
        ));
    }
    let done = came == outstanding || closing.is_some();
    let to = if done { ReturnStatus::Received } else { ReturnStatus::Approved };
    let event = step(ctx, by, &found, to, None).await?;
    if receipt.refund {
        // before the stock: its money goes back in this transaction
        payments::lock_of_order(ctx, order.id).await?;
    }
    for one in &arrived {
        let restocked = if one.restock { one.quantity } else { 0 };
        if !store::count_received(ctx, (id, one.line), (one.quantity, restocked)).await? {
            return Err(Error::broken(format!("{id} moved while its order was locked")));
        }
    }
    let pieces: Vec<TakenBack> = arrived
        .iter()
        .map(|one| TakenBack { line: one.line, quantity: one.quantity, restock: one.restock })
        .collect();
    refunds::take_back(ctx, &order, found.vendor_order, &pieces, event.as_bytes()).await?;
    if let Some(words) = &closing {
        store::set_closing(ctx, id, words).await?;
    }
    queue::emit(ctx, EventKind::ReturnReceived, id.as_bytes()).await?;
    let lines = store::list_lines(ctx, &[id]).await?;
    let owed = lines.iter().any(|line| line.owed() > 0);
    let received = store::find(ctx, id).await?.ok_or(ReturnRefusal::NotFound)?;
    match (done, receipt.refund || !owed) {
        (true, true) => give_back(ctx, by, &order, &received).await,
        (false, true) => settle(ctx, &order, &received).await,
        (_, false) => Ok(()),
    }
}

/// The money of things that came back goes back; what has not come stays awaited.
pub(super) async fn refund(ctx: &Ctx<'_>, by: &By) -> Result<()> {
    let (order, found) = locked(ctx, by).await?;
    let lines = store::list_lines(ctx, &[by.id]).await?;
    if found.status == ReturnStatus::Approved && lines.iter().any(|line| line.owed() > 0) {
        step(ctx, by, &found, ReturnStatus::Approved, None).await?;
        return settle(ctx, &order, &found).await;
    }
    give_back(ctx, by, &order, &found).await
}

/// A return that waits for nothing more is paid back, and holds its vendor order no more.
async fn give_back(ctx: &Ctx<'_>, by: &By, order: &OrderRow, found: &NamedReturn) -> Result<()> {
    step(ctx, by, found, ReturnStatus::Refunded, None).await?;
    resume(ctx, found).await?;
    settle(ctx, order, found).await
}

/// Gives back the money of what has arrived and is not settled.
async fn settle(ctx: &Ctx<'_>, order: &OrderRow, found: &NamedReturn) -> Result<()> {
    let lines = store::list_lines(ctx, &[found.id]).await?;
    let owed = lines.iter().filter(|line| line.owed() > 0);
    let pieces = owed.map(|line| LinePieces { line: line.line, quantity: line.owed() }).collect();
    store::set_settled(ctx, found.id).await?;
    let note = found.reason.as_str();
    let refund = refunds::give_back_returned(ctx, order, found.vendor_order, pieces, note).await?;
    if let Some(refund) = refund {
        ctx.tx.insert(&ReturnRefund { refund_id: refund, return_id: found.id }).await?;
    }
    Ok(())
}
