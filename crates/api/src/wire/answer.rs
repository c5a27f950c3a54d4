//! Answers.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use souk_http::{Edge, Refusal, Result, read};
use souk_market::{Actor, BoxFuture, Ctx};

/// A JSON answer in the making.
pub(crate) struct Answer(Response);

impl Answer {
    /// A body with its status. Errors: it cannot be written, which is our fault.
    pub(crate) fn of(status: StatusCode, body: &impl Serialize) -> Result<Self> {
        let text = serde_json::to_vec(body)
            .map_err(|error| souk_market::Error::broken(format!("an answer cannot be written: {error}")))?;
        Ok(Self::json(status, text))
    }

    /// 200 with a body.
    pub(crate) fn ok(body: &impl Serialize) -> Result<Self> {
        Self::of(StatusCode::OK, body)
    }

    /// 201 with a body.
    pub(crate) fn created(body: &impl Serialize) -> Result<Self> {
        Self::of(StatusCode::CREATED, body)
    }

    /// A text that is JSON already.
    pub(crate) fn json(status: StatusCode, text: impl Into<axum::body::Body>) -> Self {
        let json = HeaderValue::from_static("application/json");
        Self((status, [(header::CONTENT_TYPE, json)], text.into()).into_response())
    }

    /// With a header.
    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers_mut().insert(name, value);
        self
    }

    /// With the revision as `ETag`, for `If-Match`.
    pub(crate) fn etag(self, revision: i64) -> Self {
        self.with(header::ETAG, read::etag(revision))
    }

    /// The same for everyone: caches may keep it, and ask each time whether it still holds.
    pub(crate) fn public(self) -> Self {
        self.with(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"))
    }

    /// The response.
    pub(crate) fn send(self) -> Response {
        self.0
    }
}

/// Runs a use case that reads.
pub(crate) async fn run_read<T, F>(edge: &Edge, actor: Actor, body: F) -> Result<T>
where
    F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, souk_market::Result<T>> + Send + Sync + 'static,
    T: Send + 'static,
{
    edge.app().read(actor, body).await.map_err(Refusal::from)
}

/// Runs a use case in one transaction.
pub(crate) async fn run_write<T, F>(edge: &Edge, actor: Actor, body: F) -> Result<T>
where
    F: for<'a, 'c> Fn(&'a Ctx<'c>) -> BoxFuture<'a, souk_market::Result<T>> + Send + Sync + 'static,
    T: Send + 'static,
{
    edge.app().write(actor, body).await.map_err(Refusal::from)
}
