//! One line of log and two metrics for each request: never its path or query, which may hold capabilities.

use std::{any::Any, time::Duration};

use http::{Method, StatusCode};
use souk_domain::refusal::STORAGE_UNAVAILABLE;
use souk_market::Seldom;

use crate::Refusal;

static STORAGE_FAILS: Seldom = Seldom::new();

/// What is told of a request.
pub(super) struct Seen {
    pub(super) route: &'static str,
    pub(super) method: &'static str,
    pub(super) status: StatusCode,
    pub(super) took: Duration,
}

/// Writes the line (our faults as errors, refusals as information, the rest for debugging) and counts.
pub(super) fn write(seen: &Seen, refusal: Option<&Refusal>) {
    let status = seen.status.as_u16();
    let took_ms = u64::try_from(seen.took.as_millis()).unwrap_or(u64::MAX);
    match refusal {
        // while the storage fails every request would write the same line, to the disk that may be the one that fails
        Some(refusal) if refusal.code().name == STORAGE_UNAVAILABLE.name => {
            if let Some(unsaid) = STORAGE_FAILS.turn() {
                failed(status, took_ms, refusal, unsaid);
            }
        }
        Some(refusal) if is_our_fault(seen.status) => failed(status, took_ms, refusal, 0),
        Some(refusal) => tracing::info!(status, took_ms, code = refusal.code().name, "refused"),
        None => tracing::debug!(status, took_ms, "answered"),
    }
    metrics::counter!(
        "http_requests_total", "method" => seen.method, "route" => seen.route, "status" => status_word(status)
    )
    .increment(1);
    metrics::histogram!("http_request_duration_seconds", "method" => seen.method, "route" => seen.route)
        .record(seen.took.as_secs_f64());
}

/// What a client sends that nobody here knows is none of ours, though its status says so.
fn is_our_fault(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
}

fn failed(status: u16, took_ms: u64, refusal: &Refusal, unsaid: u64) {
    let fault = refusal.fault().unwrap_or("none");
    tracing::error!(status, took_ms, code = refusal.code().name, fault, unsaid, "failed");
}

/// The status as a word that need not be made for each request.
fn status_word(status: u16) -> &'static str {
    const WORDS: [(u16, &str); 25] = [
        (200, "200"),
        (201, "201"),
        (204, "204"),
        (303, "303"),
        (304, "304"),
        (307, "307"),
        (308, "308"),
        (400, "400"),
        (401, "401"),
        (402, "402"),
        (403, "403"),
        (404, "404"),
        (405, "405"),
        (408, "408"),
        (409, "409"),
        (410, "410"),
        (412, "412"),
        (413, "413"),
        (415, "415"),
        (421, "421"),
        (422, "422"),
        (429, "429"),
        (500, "500"),
        (501, "501"),
        (503, "503"),
    ];
    WORDS.iter().find(|(number, _)| *number == status).map_or("other", |(_, word)| word)
}

/// The method as a word of a known set, so that nobody can make the metrics grow.
pub(super) fn method_word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// What a panic said.
pub(super) fn panic_words(payload: &(dyn Any + Send)) -> String {
    let words = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", words.unwrap_or("no words"))
}
