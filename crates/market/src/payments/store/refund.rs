use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    ids::{AttemptId, OrderId, PaymentId, RefundId, VendorOrderId},
    money::Currency,
};

use super::Payment;
use crate::{Ctx, Result};

/// More refunds than an order ever has; every list has an end.
const MOST_REFUNDS: i64 = 100;

row! {
    /// Money on its way back.
    #[derive(Clone, Debug)]
    pub struct Refund {
        pub id: RefundId,
        pub payment: PaymentId,
        pub order: OrderId,
        pub gateway: String,
        pub gateway_key: String,
        pub charge_key: String,
        pub currency: Currency,
        pub total: i64,
        pub status: String,
    }
}

table! {
    /// A refund's own row.
    struct RefundRow in "refund", private {
        id: RefundId,
        payment_id: PaymentId,
        attempt_id: Option<AttemptId>,
        vendor_order_id: Option<VendorOrderId>,
        gateway: String,
        gateway_key: String [free_text],
        charge_key: String [free_text],
        currency: Currency,
        total: i64,
        status: String,
        reason: String [free_text],
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

/// A refund to be made. The keys are the gateway's: of the refund, and of the charge it gives back from.
pub(crate) struct NewRefund<'a> {
    pub(crate) id: RefundId,
    pub(crate) payment: &'a Payment,
    pub(crate) attempt: Option<AttemptId>,
    pub(crate) gateway: &'a str,
    pub(crate) gateway_key: &'a str,
    pub(crate) charge_key: &'a str,
    pub(crate) total: i64,
    pub(crate) reason: &'a str,
}

pub(crate) async fn insert_refund(ctx: &Ctx<'_>, new: &NewRefund<'_>) -> Result<()> {
    let row = RefundRow {
        id: new.id,
        payment_id: new.payment.id,
        attempt_id: new.attempt,
        vendor_order_id: None,
        gateway: new.gateway.to_owned(),
        gateway_key: new.gateway_key.to_owned(),
        charge_key: new.charge_key.to_owned(),
        currency: new.payment.currency,
        total: new.total,
        status: "requested".to_owned(),
        reason: new.reason.to_owned(),
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&row).await?)
}

pub(crate) async fn find_refund(ctx: &Ctx<'_>, id: RefundId) -> Result<Option<Refund>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select r.id, r.payment_id, p.order_id, r.gateway, r.gateway_key, r.charge_key, r.currency, r.total, r.status \
                 from refund r join payment p on p.id = r.payment_id where r.id = ?"
            ),
            params![id],
        )
        .await?)
}

/// An order's refunds that did not get through, oldest first.
pub(crate) async fn list_open_refunds(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Refund>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select r.id, r.payment_id, p.order_id, r.gateway, r.gateway_key, r.charge_key, r.currency, r.total, r.status \
                 from refund r join payment p on p.id = r.payment_id where p.order_id = ? and r.status <> 'succeeded' \
                 order by r.id limit ?"
            ),
            params![order, MOST_REFUNDS],
        )
        .await?)
}

/// Moves a refund on, unless it has ended.
pub(crate) async fn move_refund(ctx: &Ctx<'_>, id: RefundId, to: &str) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update refund set status = ?, updated_at = ? where id = ? and status not in ('succeeded', 'failed')"),
            params![to, ctx.now, id],
        )
        .await?)
}

table! {
    /// What a gateway told by itself, so that it is applied once.
    struct GatewayEvent in "gateway_event", private {
        gateway: String,
        event_id: String [free_text],
        kind: String [free_text],
        gateway_key: String [free_text],
        received_at: Timestamp,
        applied_at: Option<Timestamp>,
    }
}

/// Keeps a gateway's event. False when it was applied before. Call it under the lock of the event's order, if it has one.
pub(crate) async fn insert_event(
    ctx: &Ctx<'_>,
    gateway: &str,
    event: &crate::payments::ChargeEvent,
) -> Result<bool> {
    let seen: Option<i64> = ctx
        .tx
        .find(
            sql!("select received_at from gateway_event where gateway = ? and event_id = ?"),
            params![gateway, event.event_id],
        )
        .await?;
    if seen.is_some() {
        return Ok(false);
    }
    // without an order two deliveries may meet here: the second fails on the key, and the gateway tries again
    let row = GatewayEvent {
        gateway: gateway.to_owned(),
        event_id: event.event_id.clone(),
        kind: event.kind.clone(),
        gateway_key: event.key.clone(),
        received_at: ctx.now,
        applied_at: Some(ctx.now),
    };
    ctx.tx.insert(&row).await?;
    Ok(true)
}
