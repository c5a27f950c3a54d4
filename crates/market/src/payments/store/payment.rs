use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::{
    ids::{AttemptId, OrderId, PaymentId},
    money::Currency,
    order::{PaymentMethod, PaymentStatus},
};

use super::{AT_ONCE, Attempt, AttemptRow, Refund};
use crate::{Ctx, Result, stored::open_statuses};

table! {
    /// The one payment of an order. Amounts are minor units of `currency`.
    #[derive(Clone, Debug)]
    pub struct Payment in "payment", private {
        pub id: PaymentId,
        pub order as order_id: OrderId,
        pub method: PaymentMethod,
        pub gateway: String,
        pub status: PaymentStatus,
        pub currency: Currency,
        pub total: i64,
        pub authorised: i64,
        pub captured: i64,
        pub refunded: i64,
        pub disputed: i64,
        /// The attempt that is under way; while there is one no other may start.
        pub open_attempt as open_attempt_id: Option<AttemptId>,
        /// The order is ending: no new attempt starts, and the open one is being cancelled.
        pub closing: bool,
        /// Attempts so far.
        pub attempts: u32,
        pub transaction_id: Option<String> [free_text],
        pub brand: Option<String> [free_text],
        pub last4: Option<String> [free_text],
        pub exp_month: Option<u8>,
        pub exp_year: Option<u16>,
        /// What the buyer writes on a bank transfer.
        pub reference: Option<String> [free_text],
        /// When its buyer was reminded of a transfer.
        pub reminded_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

pub(crate) struct NewPayment {
    pub(crate) id: PaymentId,
    pub(crate) order: OrderId,
    pub(crate) method: PaymentMethod,
    pub(crate) gateway: &'static str,
    pub(crate) currency: Currency,
    pub(crate) total: i64,
    pub(crate) reference: Option<String>,
    /// The attempt that it is opened with.
    pub(crate) open_attempt: Option<AttemptId>,
}

/// Writes the payment of an order, and answers it as it stands then.
pub(crate) async fn insert(ctx: &Ctx<'_>, new: NewPayment) -> Result<Payment> {
    let payment = Payment {
        id: new.id,
        order: new.order,
        method: new.method,
        gateway: new.gateway.to_owned(),
        status: PaymentStatus::Pending,
        currency: new.currency,
        total: new.total,
        authorised: 0,
        captured: 0,
        refunded: 0,
        disputed: 0,
        open_attempt: new.open_attempt,
        closing: false,
        attempts: u32::from(new.open_attempt.is_some()),
        transaction_id: None,
        brand: None,
        last4: None,
        exp_month: None,
        exp_year: None,
        reference: new.reference,
        reminded_at: None,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert(&payment).await?;
    Ok(payment)
}

/// The payment of an order, locked for this transaction.
pub(crate) async fn lock_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Payment> {
    Ok(ctx
        .tx
        .one(sql!("select {columns payment} from payment where order_id = ? {for update}"), params![order])
        .await?)
}

row! {
    struct WithAttempt {
        payment: Payment,
        attempt: AttemptRow,
    }
}

/// As [`lock_of_order`], with one of its attempts, locked too; none where it is another order's.
pub(crate) async fn lock_with_attempt(
    ctx: &Ctx<'_>,
    order: OrderId,
    attempt: AttemptId,
) -> Result<Option<(Payment, Attempt)>> {
    let found: Option<WithAttempt> = ctx
        .tx
        .find(
            sql!(
                "select {columns payment p}, {columns payment_attempt a} from payment p \
                 join payment_attempt a on a.payment_id = p.id where p.order_id = ? and a.id = ? {for update}"
            ),
            params![order, attempt],
        )
        .await?;
    Ok(found.map(|WithAttempt { payment, attempt }| {
        let attempt = Attempt { row: attempt, order, currency: payment.currency };
        (payment, attempt)
    }))
}

pub(crate) async fn find_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Payment> {
    Ok(ctx.tx.one(sql!("select {columns payment} from payment where order_id = ?"), params![order]).await?)
}

/// The payments of orders.
pub(crate) async fn list_of_orders(ctx: &Ctx<'_>, orders: &[OrderId]) -> Result<BTreeMap<OrderId, Payment>> {
    let mut payments = BTreeMap::new();
    for some in orders.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns payment} from payment where order_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        let rows: Vec<Payment> = ctx.tx.list(statement, &fill_places::<AT_ONCE, _>(some)).await?;
        payments.extend(rows.into_iter().map(|payment| (payment.order, payment)));
    }
    Ok(payments)
}

/// Opens an attempt, as the only open one. False when another is open, or the payment takes none any more.
pub(crate) async fn open_attempt(ctx: &Ctx<'_>, payment: PaymentId, attempt: AttemptId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment set open_attempt_id = ?, attempts = attempts + 1, updated_at = ? \
                 where id = ? and open_attempt_id is null and status = 'pending' and closing = false"
            ),
            params![attempt, ctx.now, payment],
        )
        .await?)
}

/// The payment has its money: `attempt` brought it. Guarded, so that only one success pays.
pub(crate) async fn complete(
    ctx: &Ctx<'_>,
    payment: &Payment,
    captured: i64,
    transaction_id: Option<&str>,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment set status = 'completed', authorised = total, captured = captured + ?, closing = false, \
                 transaction_id = ?, updated_at = ? where id = ? and status = 'pending'"
            ),
            params![captured, transaction_id, ctx.now, payment.id],
        )
        .await?)
}

/// A card's attempt brought the money: as [`complete`], with the card that paid for the order page, and the attempt no longer
/// open. The payment is locked; answers it as it stands then, none when it was not pending.
pub(crate) async fn complete_by_card(
    ctx: &Ctx<'_>,
    payment: &Payment,
    attempt: &Attempt,
    transaction_id: &str,
) -> Result<Option<Payment>> {
    let paid = Payment {
        method: PaymentMethod::Card,
        gateway: attempt.gateway.clone(),
        status: PaymentStatus::Completed,
        authorised: payment.total,
        captured: payment.captured + attempt.charge,
        open_attempt: payment.open_attempt.filter(|open| *open != attempt.id),
        closing: false,
        transaction_id: Some(transaction_id.to_owned()),
        brand: attempt.brand.clone(),
        last4: attempt.last4.clone(),
        exp_month: attempt.exp_month,
        exp_year: attempt.exp_year,
        updated_at: ctx.now,
        ..payment.clone()
    };
    let written = ctx
        .tx
        .guarded(
            sql!(
                "update payment set method = ?, gateway = ?, status = ?, authorised = ?, captured = ?, open_attempt_id = ?, \
                 closing = ?, transaction_id = ?, brand = ?, last4 = ?, exp_month = ?, exp_year = ?, updated_at = ? \
                 where id = ? and status = 'pending'"
            ),
            params![
                paid.method,
                paid.gateway,
                paid.status,
                paid.authorised,
                paid.captured,
                paid.open_attempt,
                paid.closing,
                paid.transaction_id,
                paid.brand,
                paid.last4,
                paid.exp_month,
                paid.exp_year,
                paid.updated_at,
                paid.id
            ],
        )
        .await?;
    Ok(written.then_some(paid))
}

/// Money beyond what the order costs.
pub(crate) async fn add_captured(ctx: &Ctx<'_>, payment: PaymentId, more: i64) -> Result<()> {
    ctx.tx
        .run(
            sql!("update payment set captured = captured + ?, updated_at = ? where id = ?"),
            params![more, ctx.now, payment],
        )
        .await?;
    Ok(())
}

/// Writes what of an order that is paid at the door was taken there by now, and where that leaves its payment.
pub(crate) async fn set_cash(
    ctx: &Ctx<'_>,
    payment: PaymentId,
    status: PaymentStatus,
    captured: i64,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update payment set status = ?, authorised = ?, captured = ?, updated_at = ? \
                 where id = ? and method = 'cash_on_delivery'"
            ),
            params![status, captured, captured, ctx.now, payment],
        )
        .await?;
    Ok(())
}

/// Counts money as given back; a negative amount has come back. What was taken in another currency is in no sum of its order.
pub(crate) async fn add_refunded(ctx: &Ctx<'_>, refund: &Refund, given_back: i64) -> Result<()> {
    if refund.currency != refund.order_currency {
        return Ok(());
    }
    ctx.tx
        .run(
            sql!("update payment set refunded = refunded + ?, updated_at = ? where id = ?"),
            params![given_back, ctx.now, refund.payment],
        )
        .await?;
    Ok(())
}

/// Ends a payment that has no money: `failed` when its time was over, `cancelled` when somebody ended it.
pub(crate) async fn end(ctx: &Ctx<'_>, payment: PaymentId, status: PaymentStatus) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update payment set status = ?, closing = false, open_attempt_id = null, updated_at = ? \
                 where id = ? and status = 'pending'"
            ),
            params![status, ctx.now, payment],
        )
        .await?;
    Ok(())
}

/// The order is ending while an attempt is open: no new one starts.
pub(crate) async fn mark_closing(ctx: &Ctx<'_>, payment: PaymentId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update payment set closing = true, updated_at = ? where id = ?"),
            params![ctx.now, payment],
        )
        .await?;
    check_open_soon(ctx, payment).await
}

/// The attempts of a payment that are open are asked after at the next turn.
pub(crate) async fn check_open_soon(ctx: &Ctx<'_>, payment: PaymentId) -> Result<()> {
    ctx.tx
        .run(
            sql!(concat!(
                "update payment_attempt set next_check_at = ? where payment_id = ? and status in ",
                open_statuses!()
            )),
            params![ctx.now, payment],
        )
        .await?;
    Ok(())
}

/// Writes down that a buyer is reminded. False when that was written before, or no transfer is awaited any more.
pub(crate) async fn set_reminded(ctx: &Ctx<'_>, payment: PaymentId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update payment set reminded_at = ?, updated_at = ? where id = ? and method = 'bank_transfer' \
                 and status = 'pending' and closing = false and reminded_at is null"
            ),
            params![ctx.now, ctx.now, payment],
        )
        .await?)
}

/// The buyer chose another way to pay.
pub(crate) async fn set_method(
    ctx: &Ctx<'_>,
    payment: PaymentId,
    method: PaymentMethod,
    gateway: &str,
    reference: Option<&str>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("update payment set method = ?, gateway = ?, reference = coalesce(reference, ?), updated_at = ? where id = ?"),
            params![method, gateway, reference, ctx.now, payment],
        )
        .await?;
    Ok(())
}

/// The order whose payment has a reference.
pub(crate) async fn find_order_of_reference(ctx: &Ctx<'_>, reference: &str) -> Result<Option<OrderId>> {
    Ok(ctx.tx.find(sql!("select order_id from payment where reference = ?"), params![reference]).await?)
}
