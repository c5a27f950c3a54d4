//! Responses that are sent again under their key.
//!
//! A key's record holds the response's headers on the first line of its text and the body after it. It holds no capability:
//! the one that the caller sent, or that can be made again, is taken out before the response is stored and put back when it
//! is sent.

use std::sync::Arc;

use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode};
use souk_http::read::IdempotencyKey;
use souk_market::{
    Error,
    idempotency::{Guard, Reply, StoredResponse},
};

use super::Answer;

/// Marks a response that was given before.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// Stands for the capability in what is stored. JSON escapes control characters, so no answer has one of its own.
const HIDDEN: &str = "\u{1a}";

type Draw<T> = Arc<dyn Fn(&T) -> Result<Answer, Error> + Send + Sync>;

/// How what is done under a key is answered, now and when the key comes again.
pub(crate) struct Once<T> {
    key: Option<IdempotencyKey>,
    draw: Draw<T>,
    capability: Option<String>,
}

impl<T: 'static> Once<T> {
    /// Without a key it is done each time.
    pub(crate) fn new(
        key: Option<IdempotencyKey>,
        draw: impl Fn(&T) -> Result<Answer, Error> + Send + Sync + 'static,
    ) -> Self {
        Self { key, draw: Arc::new(draw), capability: None }
    }

    /// The answer tells this; it is not stored.
    pub(crate) fn telling(self, capability: &impl ToString) -> Self {
        Self { capability: Some(capability.to_string()), ..self }
    }

    /// What the use case takes.
    pub(crate) fn guard(&self) -> Option<Guard<T>> {
        let key = self.key.as_ref()?;
        let (draw, hidden) = (Arc::clone(&self.draw), self.capability.clone());
        Some(Guard::new(key.as_str(), move |done| Ok(pack(&draw(done)?, hidden.as_deref()))))
    }

    /// Sends what the use case replied.
    pub(crate) fn send(self, reply: Reply<T>) -> Result<Response, Error> {
        match reply {
            Reply::Fresh(done) => Ok((self.draw)(&done)?.send()),
            Reply::Replayed(stored) => send_again(&stored, self.capability.as_deref()),
        }
    }
}

/// Sends what was stored, with its capability back in its place.
fn send_again(stored: &StoredResponse, capability: Option<&str>) -> Result<Response, Error> {
    let broken = || Error::broken("a stored response cannot be read");
    let text = stored.text.replace(HIDDEN, capability.unwrap_or_default());
    let (head, body) = text.split_once('\n').ok_or_else(broken)?;
    let headers: Vec<(String, String)> = serde_json::from_str(head).map_err(|_| broken())?;
    let status = StatusCode::from_u16(stored.status).map_err(|_| broken())?;
    let mut answer = Answer::json(status, body.to_owned());
    for (name, value) in headers {
        let name = name.parse::<HeaderName>().map_err(|_| broken())?;
        answer = answer.with(name, value.parse().map_err(|_| broken())?);
    }
    Ok(answer.with(REPLAYED, HeaderValue::from_static("true")).send())
}

/// What is stored of an answer.
fn pack(answer: &Answer, capability: Option<&str>) -> StoredResponse {
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
    StoredResponse { status: answer.status.as_u16(), text }
}
