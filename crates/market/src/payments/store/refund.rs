use souk_db::{params, row, sql};
use souk_domain::{
    ids::{AttemptId, OrderId, PaymentId, RefundId},
    money::Currency,
};

use super::Payment;
use crate::{Ctx, Result};

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

pub(crate) async fn insert_refund(
    ctx: &Ctx<'_>,
    id: RefundId,
    payment: &Payment,
    attempt: Option<AttemptId>,
    gateway: &str,
    keys: (&str, &str),
    total: i64,
    reason: &str,
) -> Result<()> {
    let (gateway_key, charge_key) = keys;
    ctx.tx
        .run(
            sql!(
                "insert into refund (id, payment_id, attempt_id, vendor_order_id, gateway, gateway_key, charge_key, currency, \
                 total, status, reason, created_at, updated_at) values (?, ?, ?, null, ?, ?, ?, ?, ?, 'requested', ?, ?, ?)"
            ),
            params![
                id,
                payment.id,
                attempt,
                gateway,
                gateway_key,
                charge_key,
                payment.currency,
                total,
                reason,
                ctx.now,
                ctx.now
            ],
        )
        .await?;
    Ok(())
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

/// Keeps a gateway's event. False when it was applied before.
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
    // two deliveries at once: the second waits here, fails on the key, and is tried again by the gateway
    ctx.tx
        .run(
            sql!(
                "insert into gateway_event (gateway, event_id, kind, gateway_key, received_at, applied_at) \
                 values (?, ?, ?, ?, ?, ?)"
            ),
            params![gateway, event.event_id, event.kind, event.key, ctx.now, ctx.now],
        )
        .await?;
    Ok(true)
}
