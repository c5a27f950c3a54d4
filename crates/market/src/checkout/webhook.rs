use souk_domain::{
    hex::hex,
    refusal::{PaymentRefusal, RequestRefusal},
};

use crate::{
    Actor, App, BoxFuture, Fault, Result,
    faults::{FaultPoint, reach},
    payments::{self, Genuine},
    secrets::capability_hash,
};

/// The longest event that is kept. Gateways send some kilobytes.
const MAX_EVENT_BYTES: usize = 60 * 1024;
/// The longest that is no text, and kept in two digits for each byte.
const MAX_BINARY_BYTES: usize = MAX_EVENT_BYTES / 2;
/// The kind of an event that nobody can read.
const UNREADABLE: &str = "unreadable";
/// As wide as the column; gateways name events in some dozens.
const MAX_ID_CHARS: usize = 120;

/// The text as which an event is kept: itself, or its bytes in digits where it is none. PostgreSQL takes no zero in a text.
fn as_text(body: &[u8]) -> Result<String> {
    match std::str::from_utf8(body) {
        Ok(text) if !text.contains('\0') => Ok(text.to_owned()),
        _ if body.len() > MAX_BINARY_BYTES => {
            Err(RequestRefusal::BodyTooLarge { limit_bytes: MAX_BINARY_BYTES as u64 }.into())
        }
        _ => Ok(hex(body)),
    }
}

/// What an event is kept under that has no name, or too long a one: sent again, it is the same.
fn id_of(body: &[u8]) -> String {
    format!("body {}", hex(&capability_hash(body)))
}

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
        let (id, kind) = match from.read_event(body) {
            Some(event) if event.id.chars().count() <= MAX_ID_CHARS => (event.id, event.kind.as_str()),
            Some(event) => (id_of(body), event.kind.as_str()),
            // it is genuine, so it is kept: people look at what nobody can read
            None => (id_of(body), UNREADABLE),
        };
        let body = as_text(body)?;
        let name = from.name();
        app.write(Actor::System, move |ctx| {
            let (id, body) = (id.clone(), body.clone());
            Box::pin(async move {
                payments::keep_event(ctx, name, &id, kind, &body).await?;
                reach(FaultPoint::BeforeWebhookCommit);
                Ok(())
            })
        })
        .await?;
        reach(FaultPoint::AfterWebhookCommit);
        Ok(())
    })
}
