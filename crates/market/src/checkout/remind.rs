use jiff::SignedDuration;
use souk_domain::{
    ids::{OrderId, PaymentId},
    order::PaymentMethod,
};

use super::store;
use crate::{
    Actor, App, Ctx, Result, payments,
    queue::{self, EventKind},
};

/// Reminders that one transaction promises.
const AT_ONCE: i64 = 50;

/// Promises a letter to each buyer whose transfer is awaited and whose time is half over. Answers how many.
pub(crate) async fn remind_of_transfers(app: &App) -> Result<usize> {
    // a read first: a write for nothing costs a sync
    let due = app.read(Actor::System, |ctx| Box::pin(list_due(ctx))).await?;
    if due.is_empty() {
        return Ok(0);
    }
    app.write_with(Actor::System, due, |ctx, due| {
        Box::pin(async move {
            for (payment, order) in due {
                if payments::set_reminded(ctx, *payment).await? {
                    queue::emit(ctx, EventKind::TransferAwaited, order.as_bytes()).await?;
                }
            }
            Ok(due.len())
        })
    })
    .await
}

async fn list_due(ctx: &Ctx<'_>) -> Result<Vec<(PaymentId, OrderId)>> {
    let half = SignedDuration::from_secs(i64::from(PaymentMethod::BankTransfer.terms().hold_s) / 2);
    store::list_to_remind(ctx, ctx.now + half, AT_ONCE).await
}
