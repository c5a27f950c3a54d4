use souk_domain::refusal::{PaymentRefusal, RequestRefusal};

use super::finalise::{finalise, lock_order};
use crate::{
    Actor, App, BoxFuture, Result,
    faults::{FaultPoint, reach},
    payments,
};

/// Applies a gateway's news once: what it says of a charge is recorded as if the gateway had answered it.
/// Errors: no such gateway, or a signature that is not its own.
pub fn receive_event<'a>(
    app: &'a App,
    gateway: &'a str,
    headers: &'a [(String, String)],
    body: &'a [u8],
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let from = app.gateways().find(gateway).ok_or(PaymentRefusal::NotFound)?;
        let event = from.read_event(headers, body).ok_or(RequestRefusal::Unauthenticated)?;
        let name = from.name();
        app.write(Actor::System, move |ctx| {
            let event = event.clone();
            Box::pin(async move {
                let attempt = payments::find_attempt_by_key(ctx, name, &event.key).await?;
                if let Some(attempt) = &attempt {
                    // of two deliveries at once the second waits here, and then finds what the first has written
                    lock_order(ctx, attempt.order).await?;
                }
                if !payments::insert_event(ctx, name, &event).await? {
                    return Ok(());
                }
                if let (Some(attempt), Some(answer)) = (attempt, &event.answer) {
                    finalise(ctx, attempt.id, answer).await?;
                }
                reach(FaultPoint::BeforeWebhookCommit);
                Ok(())
            })
        })
        .await?;
        reach(FaultPoint::AfterWebhookCommit);
        Ok(())
    })
}
