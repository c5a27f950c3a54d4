use std::ops::Deref;

use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds,
    ids::{AttemptId, OrderId, PaymentId, RefundId, VendorOrderId},
    money::{Currency, Money},
    order::RefundStatus,
};

use super::Payment;
use crate::{Ctx, Result, paging::Place, stored::stored_words};

/// What a gateway says of a refund otherwise than was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discrepancy {
    /// It went through although another refund of the same money did, or may have.
    PaidTwice,
    /// It went through with another amount.
    OtherAmount,
}

stored_words!(Discrepancy { PaidTwice = "paid_twice", OtherAmount = "other_amount" });

table! {
    /// Money on its way back. Its total is in minor units of `currency`.
    #[derive(Clone, Debug)]
    pub struct RefundRow in "refund", private {
        pub id: RefundId,
        pub payment as payment_id: PaymentId,
        pub attempt as attempt_id: Option<AttemptId>,
        pub vendor_order as vendor_order_id: Option<VendorOrderId>,
        /// The failed refund in whose place it stands.
        pub retry_of: Option<RefundId>,
        pub gateway: String,
        pub gateway_key: String [free_text],
        pub gateway_ref: Option<String> [free_text],
        pub charge_key: String [free_text],
        pub currency: Currency,
        pub total: i64,
        pub status: RefundStatus,
        pub reason: String [free_text],
        /// Why, in the words of whoever gave it back.
        pub note: String [free_text, max(bounds::refund::MAX_NOTE_CHARS)],
        /// Whether people send it, from the market's own account.
        pub by_hand: bool,
        /// The failed refund in whose place it stands, where that one went through after all.
        pub paid_as: Option<RefundId>,
        /// What its gateway says otherwise than was booked.
        pub discrepancy: Option<Discrepancy>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

row! {
    /// Money on its way back, with what its payment says of it. It reads as its row.
    #[derive(Clone, Debug)]
    pub struct Refund {
        pub row: RefundRow,
        pub order: OrderId,
        /// The currency of the order's own money: what came in another one is in none of the order's sums.
        pub order_currency: Currency,
    }
}

impl Deref for Refund {
    type Target = RefundRow;

    fn deref(&self) -> &RefundRow {
        &self.row
    }
}

/// Reads the [`Refund`]s that a condition names.
macro_rules! select_refunds {
    ($which:literal) => {
        sql!(concat!(
            "select {columns refund r}, p.order_id, p.currency from refund r join payment p on p.id = r.payment_id where ",
            $which
        ))
    };
}

row! {
    /// A refund as its gateway is asked for it: with what the gateway calls it and the money it goes back from.
    pub(crate) struct RefundToSend {
        pub(crate) status: RefundStatus,
        pub(crate) retry_of: Option<RefundId>,
        pub(crate) gateway: String,
        pub(crate) gateway_key: String,
        pub(crate) gateway_ref: Option<String>,
        pub(crate) charge_key: String,
        pub(crate) charge_ref: Option<String>,
        pub(crate) transaction_id: Option<String>,
        pub(crate) currency: Currency,
        pub(crate) total: i64,
    }
}

/// A refund to be made. The keys are the gateway's: of the refund, and of the charge it gives back from.
pub(crate) struct NewRefund<'a> {
    pub(crate) id: RefundId,
    pub(crate) payment: &'a Payment,
    pub(crate) attempt: Option<AttemptId>,
    /// The vendor order that it gives back of; `None`: it was never any vendor's.
    pub(crate) vendor_order: Option<VendorOrderId>,
    /// The failed refund in whose place it stands.
    pub(crate) retry_of: Option<RefundId>,
    pub(crate) gateway: &'a str,
    pub(crate) gateway_key: &'a str,
    pub(crate) charge_key: &'a str,
    pub(crate) total: Money,
    pub(crate) status: RefundStatus,
    pub(crate) reason: &'a str,
    pub(crate) note: &'a str,
    /// Whether people send it.
    pub(crate) by_hand: bool,
}

pub(crate) async fn insert_refund(ctx: &Ctx<'_>, new: &NewRefund<'_>) -> Result<()> {
    let refund = RefundRow {
        id: new.id,
        payment: new.payment.id,
        attempt: new.attempt,
        vendor_order: new.vendor_order,
        retry_of: new.retry_of,
        gateway: new.gateway.to_owned(),
        gateway_key: new.gateway_key.to_owned(),
        gateway_ref: None,
        charge_key: new.charge_key.to_owned(),
        currency: new.total.currency,
        total: new.total.minor,
        status: new.status,
        reason: new.reason.to_owned(),
        note: new.note.to_owned(),
        by_hand: new.by_hand,
        paid_as: None,
        discrepancy: None,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&refund).await?)
}

pub(crate) async fn find_refund(ctx: &Ctx<'_>, id: RefundId) -> Result<Option<Refund>> {
    Ok(ctx.tx.find(select_refunds!("r.id = ?"), params![id]).await?)
}

/// All that goes back of a payment, or did, in its own currency. A refund that was tried again counts once, what was never paid
/// not at all.
pub(crate) async fn total_of_refunds(ctx: &Ctx<'_>, payment: &Payment) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select {sum total} from refund where payment_id = ? and currency = ? and status not in ('retried', 'waived')"
            ),
            params![payment.id, payment.currency],
        )
        .await?)
}

/// Removes what was written on an order's refunds.
pub(crate) async fn forget_refund_notes(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update refund set note = '' where payment_id in (select id from payment where order_id = ?)"
            ),
            params![order],
        )
        .await?;
    Ok(())
}

/// The refunds of an order that vendors gave or people asked for, the newest first. One that was tried again is not among them.
pub(crate) async fn list_refunds_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Refund>> {
    Ok(ctx
        .tx
        .list(
            select_refunds!(
                "p.order_id = ? and r.vendor_order_id is not null and r.status <> 'retried' order by r.id desc"
            ),
            params![order],
        )
        .await?)
}

/// An order's refunds that have neither got through nor been tried again, oldest first.
pub(crate) async fn list_open_refunds(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Refund>> {
    Ok(ctx
        .tx
        .list(
            select_refunds!(
                "p.order_id = ? and r.status not in ('succeeded', 'retried', 'waived') order by r.id"
            ),
            params![order],
        )
        .await?)
}

/// Refunds that wait for people, the newest first.
pub(crate) async fn list_refunds_for_staff(ctx: &Ctx<'_>, after: Place, limit: i64) -> Result<Vec<Refund>> {
    Ok(ctx
        .tx
        .list(
            select_refunds!(
                "r.status in ('failed', 'requested') and (r.status = 'failed' or r.by_hand) and r.created_at <= ? \
                 and (r.created_at < ? or r.id < ?) order by r.created_at desc, r.id desc limit ?"
            ),
            params![after.key, after.key, after.id, limit],
        )
        .await?)
}

/// All refunds, the newest first.
pub(crate) async fn list_all_refunds(ctx: &Ctx<'_>, after: Place, limit: i64) -> Result<Vec<Refund>> {
    Ok(ctx
        .tx
        .list(
            select_refunds!(
                "r.created_at <= ? and (r.created_at < ? or r.id < ?) order by r.created_at desc, r.id desc limit ?"
            ),
            params![after.key, after.key, after.id, limit],
        )
        .await?)
}

/// An order's refunds of which a gateway says otherwise than was booked, oldest first.
pub(crate) async fn list_contradicted_refunds(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Refund>> {
    Ok(ctx
        .tx
        .list(select_refunds!("p.order_id = ? and r.discrepancy is not null order by r.id"), params![order])
        .await?)
}

/// The refund that stands in the place of one that was tried again, however often that was: the last of them.
pub(crate) async fn find_standing(ctx: &Ctx<'_>, tried_again: RefundId) -> Result<Option<Refund>> {
    let mut standing: Option<Refund> = None;
    let mut of = tried_again;
    // each is younger than the one it stands for, so the last of them is found
    loop {
        let next: Option<Refund> = ctx.tx.find(select_refunds!("r.retry_of = ?"), params![of]).await?;
        let Some(next) = next else { return Ok(standing) };
        of = next.id;
        standing = Some(next);
    }
}

/// A refund, or the last that stands in its place.
pub(crate) async fn find_standing_refund(ctx: &Ctx<'_>, id: RefundId) -> Result<Option<Refund>> {
    match find_standing(ctx, id).await? {
        None => find_refund(ctx, id).await,
        standing => Ok(standing),
    }
}

pub(crate) async fn find_refund_by_key(ctx: &Ctx<'_>, gateway: &str, key: &str) -> Result<Option<RefundId>> {
    Ok(ctx
        .tx
        .find(sql!("select id from refund where gateway_key = ? and gateway = ?"), params![key, gateway])
        .await?)
}

/// Writes a refund that was not asked for yet, or whose answer is not known, as sent, and answers it. One that the gateway
/// has promised, or that has ended, stays as it is.
pub(crate) async fn take_refund_to_send(ctx: &Ctx<'_>, id: RefundId) -> Result<Option<RefundToSend>> {
    ctx.tx
        .run(
            sql!("update refund set status = 'sent', updated_at = ? where id = ? and status in ('requested', 'in_doubt')"),
            params![ctx.now, id],
        )
        .await?;
    find_refund_to_send(ctx, id).await
}

/// A refund as its gateway is asked for it, or of it.
pub(crate) async fn find_refund_to_send(ctx: &Ctx<'_>, id: RefundId) -> Result<Option<RefundToSend>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select r.status, r.retry_of, r.gateway, r.gateway_key, r.gateway_ref, r.charge_key, a.gateway_ref, a.transaction_id, \
                 r.currency, r.total from refund r left join payment_attempt a on a.id = r.attempt_id where r.id = ?"
            ),
            params![id],
        )
        .await?)
}

/// Moves a refund on, unless it has ended, and keeps the gateway's own name of it.
pub(crate) async fn move_refund(
    ctx: &Ctx<'_>,
    id: RefundId,
    to: RefundStatus,
    reference: Option<&str>,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update refund set status = ?, gateway_ref = coalesce(?, gateway_ref), updated_at = ? \
                 where id = ? and status not in ('succeeded', 'failed', 'retried', 'waived')"
            ),
            params![to, reference, ctx.now, id],
        )
        .await?)
}

/// Nobody knows what became of the call; what the gateway promised before stays promised.
pub(crate) async fn doubt_refund(ctx: &Ctx<'_>, id: RefundId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update refund set status = 'in_doubt', updated_at = ? where id = ? and status = 'sent'"),
            params![ctx.now, id],
        )
        .await?;
    Ok(())
}

/// Money that went back has come back. False when the refund had not succeeded.
pub(crate) async fn undo_refund(ctx: &Ctx<'_>, id: RefundId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update refund set status = 'failed', updated_at = ? where id = ? and status = 'succeeded'"),
            params![ctx.now, id],
        )
        .await?)
}

/// A refund that was not sent, or had failed, went through after all: as itself, or as the failed one in whose place it
/// stands. False when it is otherwise by now.
pub(crate) async fn take_as_succeeded(
    ctx: &Ctx<'_>,
    id: RefundId,
    paid_as: Option<RefundId>,
    reference: Option<&str>,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update refund set status = 'succeeded', paid_as = ?, gateway_ref = coalesce(?, gateway_ref), updated_at = ? \
                 where id = ? and status in ('requested', 'failed')"
            ),
            params![paid_as, reference, ctx.now, id],
        )
        .await?)
}

/// People sent a refund themselves. False when it does not wait for them.
pub(crate) async fn finish_by_hand(ctx: &Ctx<'_>, id: RefundId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update refund set status = 'succeeded', by_hand = true, updated_at = ? \
                 where id = ? and (status = 'failed' or (status = 'requested' and by_hand))"
            ),
            params![ctx.now, id],
        )
        .await?)
}

/// Writes down that a gateway says otherwise than was booked. False when that was written before.
pub(crate) async fn set_discrepancy(ctx: &Ctx<'_>, id: RefundId, what: Discrepancy) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update refund set discrepancy = ?, updated_at = ? where id = ? and discrepancy is null"),
            params![what, ctx.now, id],
        )
        .await?)
}

/// Another refund is about to stand in the place of a failed one. False when it had not failed, or was tried again before.
pub(crate) async fn give_refund_up(ctx: &Ctx<'_>, id: RefundId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update refund set status = 'retried', updated_at = ? where id = ? and status = 'failed'"),
            params![ctx.now, id],
        )
        .await?)
}
