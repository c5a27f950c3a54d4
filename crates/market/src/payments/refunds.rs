use souk_domain::{
    ids::{AttemptId, RefundId},
    ledger::refund_done,
};

use super::{Payment, RefundAnswer, store};
use crate::{
    Actor, App, Ctx, Error, Fault, Result,
    faults::{FaultPoint, reach},
    jobs::{self, Job},
    ledger::{self, Posting},
};

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
    // money that came by bank transfer is sent back by people
    if ctx.app.gateways().find(gateway).is_some() {
        jobs::enqueue(ctx, Job::SendRefund(id)).await?;
    }
    Ok(())
}

/// Asks the gateway to give money back, and books that it did. Done again after a crash, it asks with the same key.
pub(crate) async fn send_refund(app: &App, id: RefundId) -> Result<()> {
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
            app.write(Actor::System, move |ctx| Box::pin(mark_failed(ctx, id))).await
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

async fn mark_failed(ctx: &Ctx<'_>, id: RefundId) -> Result<()> {
    store::move_refund(ctx, id, "failed").await.map(|_| ())
}

async fn mark_in_doubt(ctx: &Ctx<'_>, id: RefundId) -> Result<()> {
    store::move_refund(ctx, id, "in_doubt").await.map(|_| ())
}
