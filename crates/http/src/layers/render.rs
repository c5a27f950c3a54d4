//! Refusals written down: as problems for programs, as pages for people.

use axum::{
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use souk_domain::refusal::RequestRefusal;

use super::{RequestId, moved};
use crate::{API, ErrorContext, Face, HttpState, Problem, Refusal, routes::Facts, state::BUSY_RETRY_S};

/// What must still be known of a request when it is answered.
pub(super) struct RequestFacts {
    pub(super) face: Face,
    pub(super) request_id: RequestId,
    pub(super) origin: Option<HeaderValue>,
    /// Whether it only reads.
    pub(super) reads: bool,
    /// For an error page; programs need neither.
    page: Option<(Uri, HeaderMap)>,
}

impl RequestFacts {
    pub(super) fn of(request: &Request, facts: Option<&Facts>, request_id: RequestId) -> Self {
        let face = facts.map_or_else(|| Self::face_of_path(request.uri().path()), |facts| facts.face);
        let origin = request.headers().get(header::ORIGIN).cloned();
        let page = (face == Face::Page).then(|| (request.uri().clone(), request.headers().clone()));
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        Self { face, request_id, origin, reads, page }
    }

    /// The address of a page that is asked for.
    pub(super) fn page_uri(&self) -> Option<&Uri> {
        self.page.as_ref().map(|(uri, _)| uri)
    }

    /// The face of an address that is in no table.
    pub(super) fn face_of_path(path: &str) -> Face {
        if path.starts_with(API) || path == API.trim_end_matches('/') { Face::Api } else { Face::Page }
    }
}

/// The answer to send, and the refusal it tells of.
pub(super) async fn answer(
    http: &HttpState,
    asked: &RequestFacts,
    outcome: Result<Response, Refusal>,
) -> (Response, Option<Refusal>) {
    let refusal = match outcome {
        Err(refusal) => refusal,
        Ok(mut response) => match response.extensions_mut().remove::<Refusal>() {
            Some(refusal) => refusal,
            None => match foreign(&response) {
                Some(refusal) => refusal,
                None => return (response, None),
            },
        },
    };
    if let Some(response) = moved::lead_on(http, asked, &refusal).await {
        return (response, None);
    }
    let mut response = written(http, asked, &refusal).await;
    *response.status_mut() = refusal.status();
    let headers = response.headers_mut();
    if let Some(seconds) = refusal.retry_after_s() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    for (name, value) in refusal.headers() {
        headers.insert(name, value.clone());
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (response, Some(refusal))
}

async fn written(http: &HttpState, asked: &RequestFacts, refusal: &Refusal) -> Response {
    let request_id = asked.request_id.as_str();
    match (http.error_page(), &asked.page) {
        (Some(draw), Some((uri, headers))) => {
            draw(ErrorContext { http, refusal, request_id, uri, headers }).await
        }
        _ => Problem::of(refusal, http.public_url(), request_id).into_response(),
    }
}

/// A refusal that the framework made, not we: told by its bare status. A page that a handler drew with such a status,
/// a form with its errors say, has a body of its own and stands.
fn foreign(response: &Response) -> Option<Refusal> {
    let status = response.status();
    let is_drawn = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| !value.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || is_drawn {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND => RequestRefusal::NotFound.into(),
        StatusCode::PAYLOAD_TOO_LARGE => {
            RequestRefusal::BodyTooLarge { limit_bytes: crate::read::MAX_BODY_BYTES }.into()
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            RequestRefusal::UnsupportedMediaType { expected: "application/json" }.into()
        }
        StatusCode::SERVICE_UNAVAILABLE => RequestRefusal::Unavailable { retry_after_s: BUSY_RETRY_S }.into(),
        _ => Refusal::internal(format!("a bare {status} reached the edge")),
    })
}
