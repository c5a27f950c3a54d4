//! Why a request did not happen.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header::WWW_AUTHENTICATE};
use serde_json::{Map, Value};
use souk_domain::{
    field::FieldError,
    refusal::{self as domain, Code, RequestRefusal},
};
use souk_market::{Error, Fault};

use crate::rate_headers;

mod extras;

/// After a fault that passes by itself: long enough for a fail-over to begin, short enough for a buyer to wait.
const FAULT_RETRY_S: u32 = 2;

/// A no, in the terms of HTTP: everything a problem document or an error page says, and what only the log may say.
#[derive(Debug, Clone)]
pub struct Refusal(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    code: &'static Code,
    detail: String,
    fields: Vec<FieldError>,
    field_extras: Vec<Map<String, Value>>,
    extras: Map<String, Value>,
    retry_after_s: Option<u32>,
    headers: Vec<(HeaderName, HeaderValue)>,
    fault: Option<String>,
}

impl Refusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        self.0.code
    }

    /// The status it is sent with.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.code.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What is wrong and how to mend it.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The fields that are wrong.
    pub fn fields(&self) -> &[FieldError] {
        &self.0.fields
    }

    /// When trying again may help, in seconds.
    pub fn retry_after_s(&self) -> Option<u32> {
        self.0.retry_after_s
    }

    /// Adds a member to the problem document, such as the new totals.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.0.extras.insert(name.to_owned(), value);
        self
    }

    /// Adds a header to the answer, such as `Allow`.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// What failed on our side: for the log alone.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.0.fault.as_deref()
    }

    pub(crate) fn extras(&self) -> &Map<String, Value> {
        &self.0.extras
    }

    pub(crate) fn extras_of_field(&self, place: usize) -> Option<&Map<String, Value>> {
        self.0.field_extras.get(place)
    }

    pub(crate) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.0.headers
    }

    fn of_fault(fault: &Fault) -> Self {
        let mut refusal = Self::from(if fault.is_of_storage() {
            RequestRefusal::StorageUnavailable { retry_after_s: FAULT_RETRY_S }
        } else if fault.is_passing() {
            RequestRefusal::Unavailable { retry_after_s: FAULT_RETRY_S }
        } else {
            RequestRefusal::Internal
        });
        refusal.0.fault = Some(fault.to_string());
        refusal
    }

    /// A refusal of a failure that has no error value, such as a panic; `fault` is for the log alone.
    pub(crate) fn internal(fault: impl Into<String>) -> Self {
        let mut refusal = Self::from(RequestRefusal::Internal);
        refusal.0.fault = Some(fault.into());
        refusal
    }
}

impl Refusal {
    fn of_domain(refusal: &domain::Refusal) -> Self {
        let mut parts = Parts {
            code: refusal.code(),
            detail: refusal.detail(),
            fields: refusal.fields(),
            field_extras: Vec::new(),
            extras: Map::new(),
            retry_after_s: refusal.retry_after_s(),
            headers: Vec::new(),
            fault: None,
        };
        if let domain::Refusal::Throttle(refusal) = refusal {
            parts.headers.extend(rate_headers::headers(refusal.policy, 0, refusal.retry_after_s));
        }
        extras::add(refusal, &mut parts.extras, &mut parts.field_extras);
        if parts.code.name == domain::UNAUTHENTICATED.name {
            parts.headers.push((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        Self(Box::new(parts))
    }
}

/// Whatever is an error of the market: each of its refusals, and its faults.
impl<E> From<E> for Refusal
where
    Error: From<E>,
{
    fn from(error: E) -> Self {
        match Error::from(error) {
            Error::Refused(refusal) => Self::of_domain(&refusal),
            Error::Fault(fault) => Self::of_fault(&fault),
        }
    }
}

impl IntoResponse for Refusal {
    /// A bare status that carries the refusal to the outermost layer, which writes it down for the face it is on.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
