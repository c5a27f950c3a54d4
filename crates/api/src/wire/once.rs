//! Answers that come again under their key.
//!
//! A key's record holds the answer's headers on its first line and the body after it. It holds no capability: the one that
//! the caller sent, or that can be made again, is taken out before the answer is kept and put back when it is sent.

use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode};
use souk_http::Edge;
use souk_market::{
    Actor, BoxFuture, Ctx, Error,
    idempotency::{self, Claim, Kept},
};

use super::Answer;

/// Marks an answer that was given before.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Stands for the capability in what is kept. JSON escapes control characters, so no answer has one of its own.
const HIDDEN: &str = "\u{1a}";

/// What is done under a key, and the capability its answer tells.
pub(crate) struct Once {
    claim: Option<Claim>,
    capability: Option<String>,
}

impl Once {
    /// Without a claim it is done each time.
    pub(crate) fn new(claim: Option<Claim>) -> Self {
        Self { claim, capability: None }
    }

    /// The answer tells this; it is not kept.
    pub(crate) fn telling(self, capability: &impl ToString) -> Self {
        Self { capability: Some(capability.to_string()), ..self }
    }

    /// Runs the effect in one transaction and keeps its answer there, or sends the one that was kept.
    pub(crate) async fn run<F>(self, edge: &Edge, actor: Actor, effect: F) -> Result<Response, Error>
    where
        F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, Result<Answer, Error>> + Send + Sync + 'static,
    {
        let Some(claim) = self.claim else {
            let answer = edge.app().write(actor, effect).await?;
            return Ok(answer.send());
        };
        let capability = self.capability;
        let hidden = capability.clone();
        let kept = edge.app().write(actor, move |ctx| {
            let (claim, effect, hidden) = (claim.clone(), effect(ctx), hidden.clone());
            Box::pin(async move {
                let effect = async { Ok(packed(&effect.await?, hidden.as_deref())) };
                idempotency::once(ctx, Some(&claim), effect).await
            })
        });
        send(&kept.await?, capability.as_deref())
    }
}

/// Sends what was kept, with its capability back in its place.
pub(crate) fn send(kept: &Kept, capability: Option<&str>) -> Result<Response, Error> {
    let broken = || Error::broken("a stored answer cannot be read");
    let text = kept.text.replace(HIDDEN, capability.unwrap_or_default());
    let (head, body) = text.split_once('\n').ok_or_else(broken)?;
    let headers: Vec<(String, String)> = serde_json::from_str(head).map_err(|_| broken())?;
    let status = StatusCode::from_u16(kept.status).map_err(|_| broken())?;
    let mut answer = Answer::json(status, body.to_owned());
    for (name, value) in headers {
        let name = name.parse::<HeaderName>().map_err(|_| broken())?;
        answer = answer.with(name, value.parse().map_err(|_| broken())?);
    }
    Ok(if kept.replayed { answer.with(REPLAYED, HeaderValue::from_static("true")) } else { answer }.send())
}

/// Status and text to keep of an answer.
pub(crate) fn packed(answer: &Answer, capability: Option<&str>) -> (u16, String) {
    let headers: Vec<(&str, &str)> = answer
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let head = serde_json::to_string(&headers).unwrap_or_default();
    let text = format!("{head}\n{}", answer.body);
    let text = match capability {
        Some(capability) => text.replace(capability, HIDDEN),
        None => text,
    };
    (answer.status.as_u16(), text)
}
