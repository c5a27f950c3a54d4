use souk_domain::refusal::{PaymentRefusal, RequestRefusal};

use crate::{
    Actor, App, BoxFuture, Fault, Result,
    faults::{FaultPoint, reach},
    payments::{self, Genuine},
};

/// The longest event that is kept. Gateways send some kilobytes.
const MAX_EVENT_BYTES: usize = 60 * 1024;
/// As wide as the column; gateways name events in some dozens.
const MAX_ID_CHARS: usize = 120;

/// Keeps what a gateway says, as it says it, once; it is applied after that. Errors: no such gateway, a signature that is
/// not its own, more than an event can be; or nobody can tell now whether it is genuine, and it must come again.
pub fn receive_event<'a>(
    app: &'a App,
    gateway: &'a str,
    headers: &'a [(String, String)],
    body: &'a [u8],
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let from = app.gateways().find(gateway).ok_or(PaymentRefusal::NotFound)?;
        if body.len() > MAX_EVENT_BYTES {
            return Err(RequestRefusal::BodyTooLarge { limit_bytes: MAX_EVENT_BYTES as u64 }.into());
        }
        match from.verify(headers, body).await {
            Genuine::Yes => {}
            Genuine::No => return Err(RequestRefusal::Unauthenticated.into()),
            Genuine::CannotTell { reason } => {
                let words = format!("an event of {gateway} could not be verified: {reason}");
                return Err(Fault::Outside(words).into());
            }
        }
        let event = from.read_event(body).ok_or(RequestRefusal::Unauthenticated)?;
        if event.id.chars().count() > MAX_ID_CHARS {
            let words = format!("an event of {gateway} has an id that is too long to be kept");
            return Err(Fault::Outside(words).into());
        }
        let body = std::str::from_utf8(body).map_err(|_| RequestRefusal::InvalidUtf8)?.to_owned();
        let name = from.name();
        app.write(Actor::System, move |ctx| {
            let (event, body) = (event.clone(), body.clone());
            Box::pin(async move {
                payments::keep_event(ctx, name, &event, &body).await?;
                reach(FaultPoint::BeforeWebhookCommit);
                Ok(())
            })
        })
        .await?;
        reach(FaultPoint::AfterWebhookCommit);
        Ok(())
    })
}
