//! Answers.

use std::fmt::Display;

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use serde::Serialize;
use souk_http::{address, read};
use souk_market::Error;

/// A JSON answer in the making.
pub(crate) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
    /// When it becomes untrue by time alone.
    pub(super) good_until: Option<Timestamp>,
}

impl Answer {
    /// A body with its status. Errors: it cannot be written, which is our fault.
    pub(crate) fn of(status: StatusCode, body: &impl Serialize) -> Result<Self, Error> {
        let text = serde_json::to_string(body)
            .map_err(|error| Error::broken(format!("an answer cannot be written: {error}")))?;
        Ok(Self::json(status, text))
    }

    /// 200 with a body.
    pub(crate) fn ok(body: &impl Serialize) -> Result<Self, Error> {
        Self::of(StatusCode::OK, body)
    }

    /// 201 with a body.
    pub(crate) fn created(body: &impl Serialize) -> Result<Self, Error> {
        Self::of(StatusCode::CREATED, body)
    }

    /// A text that is JSON already.
    pub(crate) fn json(status: StatusCode, body: String) -> Self {
        Self { status, headers: HeaderMap::new(), body, good_until: None }
    }

    /// True until then, if nothing changes.
    pub(crate) fn good_until(self, good_until: Option<Timestamp>) -> Self {
        Self { good_until, ..self }
    }

    /// With a header.
    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// With the address of what was made: the path of the operation that shows it, its holes filled.
    pub(crate) fn at(self, path: &str, values: &[&dyn Display]) -> Self {
        match HeaderValue::from_str(&address(path, values)) {
            Ok(location) => self.with(header::LOCATION, location),
            Err(_) => self,
        }
    }

    /// With an `ETag`: the revision, for `If-Match`, and what is told, for `If-None-Match`. Stock and prices change without
    /// a new revision.
    pub(crate) fn etag(self, revision: i64) -> Self {
        let tag = read::etag(revision, &self.body);
        self.with(header::ETAG, tag)
    }

    /// With an `ETag` of what is told, where there is no revision to rest a change on.
    pub(crate) fn tagged(self) -> Self {
        let tag = read::etag_of_text(&self.body);
        self.with(header::ETAG, tag)
    }

    /// The same for everyone: caches may keep it, and ask each time whether it still holds.
    pub(crate) fn public(self) -> Self {
        let tagged = if self.headers.contains_key(header::ETAG) { self } else { self.tagged() };
        tagged.with(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"))
    }

    /// The response.
    pub(crate) fn send(self) -> Response {
        let json = HeaderValue::from_static("application/json");
        (self.status, [(header::CONTENT_TYPE, json)], self.headers, self.body).into_response()
    }
}
