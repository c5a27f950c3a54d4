use souk_domain::{ids::OrderId, order::AttemptStatus};

use super::{finalise::finalise, sweep::complete};
use crate::{Actor, App, BoxFuture, Result, payments};

/// The buyer is back from the gateway's page: what was agreed to there is taken now, where the gateway leaves that to the
/// shop. Nothing happens when no attempt waits for its buyer.
pub fn complete_on_return(app: &App, actor: Actor, order: OrderId) -> BoxFuture<'static, Result<()>> {
    let app = app.clone();
    Box::pin(async move {
        let waiting = app
            .read(actor, move |ctx| {
                Box::pin(async move {
                    let payment = payments::find_of_order(ctx, order).await?;
                    payments::find_last_attempt(ctx, payment.id).await
                })
            })
            .await?;
        let waits = |status| matches!(status, AttemptStatus::RequiresAction | AttemptStatus::InDoubt);
        let Some(attempt) = waiting.filter(|attempt| waits(attempt.status)) else { return Ok(()) };
        let (Some(at), Some(gateway)) = (attempt.at_gateway(), app.gateways().find(&attempt.gateway)) else {
            return Ok(());
        };
        let (of, answer) = ((attempt.order, attempt.id), complete(&**gateway, &at).await);
        app.write_with(Actor::System, answer, move |ctx, answer| {
            Box::pin(async move { finalise(ctx, of, answer).await.map(|_| ()) })
        })
        .await
    })
}
