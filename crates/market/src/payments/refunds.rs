use souk_db::BoxFuture;
use souk_domain::{
    ids::{AttemptId, OrderId, RefundId},
    ledger::refund_done,
};

use super::{Payment, Refund, RefundAnswer, store};
use crate::{
    Actor, App, Ctx, Error, Fault, Result,
    faults::{FaultPoint, reach},
    ledger::{self, Posting},
    queue::{self, EventKind, Job, Lane},
};

/// Ask the gateway to give money back.
pub(crate) struct SendRefund(pub(crate) RefundId);

impl Job for SendRefund {
    const KIND: &'static str = "send_refund";
    const LANE: Lane = Lane::Refunds;
    /// Money that is owed is asked for until there is an answer.
    const TRIES: Option<u32> = None;

    fn payload(&self) -> String {
        self.0.to_string()
    }

    fn parse(payload: &str) -> Option<Self> {
        payload.parse().ok().map(Self)
    }

    fn run(self, app: &App) -> BoxFuture<'_, Result<()>> {
        Box::pin(send_refund(app, self.0))
    }
}

/// Promises to give back money that an order does not need: a second success, a success after its end, a surplus.
/// The key is made of its cause, so the same money is never given back twice.
pub(crate) async fn request_surplus_refund(
    ctx: &Ctx<'_>,
    payment: &Payment,
    gateway: &str,
    attempt: Option<AttemptId>,
    charge_key: &str,
    total: i64,
) -> Result<()> {
    let id = ctx.id(RefundId::from_parts);
    let key = format!("refund:{charge_key}");
    let refund = store::NewRefund {
        id,
        payment,
        attempt,
        gateway,
        gateway_key: &key,
        charge_key,
        total,
        reason: "not_needed",
    };
    store::insert_refund(ctx, &refund).await?;
    if is_left_to_staff(ctx.app, gateway) {
        return queue::emit(ctx, EventKind::RefundLeftToStaff, payment.order.as_bytes()).await;
    }
    queue::enqueue(ctx, &SendRefund(id)).await
}

/// Money that came by bank transfer is sent back by people.
fn is_left_to_staff(app: &App, gateway: &str) -> bool {
    app.gateways().find(gateway).is_none()
}

/// An order's refunds that wait for people: refused by a gateway, or without one.
pub(crate) async fn list_refunds_for_staff(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<Refund>> {
    let mut open = store::list_open_refunds(ctx, order).await?;
    open.retain(|refund| refund.status == "failed" || is_left_to_staff(ctx.app, &refund.gateway));
    Ok(open)
}

/// Asks the gateway to give money back, and books that it did. Done again after a crash, it asks with the same key.
async fn send_refund(app: &App, id: RefundId) -> Result<()> {
    let found = app
        .write(Actor::System, move |ctx| {
            Box::pin(async move {
                store::move_refund(ctx, id, "sent").await?;
                store::find_refund(ctx, id).await
            })
        })
        .await?;
    let refund = found.ok_or_else(|| Error::broken(format!("{id} is not there")))?;
    if matches!(refund.status.as_str(), "succeeded" | "failed") {
        return Ok(());
    }
    let gateway = app
        .gateways()
        .find(&refund.gateway)
        .ok_or_else(|| Fault::Outside(format!("gateway {} is not set up", refund.gateway)))?;
    reach(FaultPoint::BeforeRefundCall);
    let answer = gateway.refund(&refund.gateway_key, &refund.charge_key, refund.total, refund.currency).await;
    reach(FaultPoint::AfterRefundCall);
    match answer {
        RefundAnswer::Succeeded => {
            app.write(Actor::System, move |ctx| Box::pin(book_success(ctx, id))).await?;
            reach(FaultPoint::AfterRefundCommit);
            Ok(())
        }
        RefundAnswer::Failed { reason } => {
            tracing::error!(refund = %id, reason, "a refund failed: staff must look");
            let order = refund.order;
            app.write(Actor::System, move |ctx| Box::pin(mark_failed(ctx, id, order))).await
        }
        RefundAnswer::NoAnswer { reason } => {
            app.write(Actor::System, move |ctx| Box::pin(mark_in_doubt(ctx, id))).await?;
            Err(Fault::Outside(format!("refund {id}: {reason}")).into())
        }
    }
}

async fn book_success(ctx: &Ctx<'_>, id: RefundId) -> Result<()> {
    if !store::move_refund(ctx, id, "succeeded").await? {
        return Ok(());
    }
    let Some(refund) = store::find_refund(ctx, id).await? else { return Ok(()) };
    store::add_refunded(ctx, refund.payment, refund.total).await?;
    let posting = Posting {
        kind: "refund_done",
        cause_kind: "refund",
        cause: id.as_bytes(),
        order: Some(refund.order),
        vendor_order: None,
        currency: refund.currency,
    };
    ledger::post(ctx, &posting, &refund_done(&refund.gateway, refund.total)).await
}

/// The money stays where it is until somebody looks; the market is told once.
async fn mark_failed(ctx: &Ctx<'_>, id: RefundId, order: OrderId) -> Result<()> {
    if store::move_refund(ctx, id, "failed").await? {
        queue::emit(ctx, EventKind::RefundLeftToStaff, order.as_bytes()).await?;
    }
    Ok(())
}

async fn mark_in_doubt(ctx: &Ctx<'_>, id: RefundId) -> Result<()> {
    store::move_refund(ctx, id, "in_doubt").await.map(|_| ())
}
