//! How the bank answers: JSON, a refusal with its code, or not at all.

use std::io;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;

use crate::refusal::Refusal;

#[derive(Serialize)]
struct Problem {
    code: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let problem = Problem { code: self.code(), detail: self.detail(), field: self.field() };
        let mut response = (status, Json(problem)).into_response();
        if let Some(seconds) = self.retry_after_s() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Closes the connection without a byte of answer: the body fails before the head leaves the server's buffer, and
/// the server gives the connection up.
pub(super) fn nothing() -> Response {
    let torn = io::Error::new(io::ErrorKind::ConnectionAborted, "this card closes the connection");
    Response::new(Body::from_stream(stream::iter([Err::<Bytes, _>(torn)])))
}
