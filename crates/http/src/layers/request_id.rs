//! A name for each request, in its answer and in every line of log about it.

use std::sync::Arc;

use http::{HeaderMap, HeaderName};

use crate::HttpState;

pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Fits every tracing system's ids.
const MAX_CHARS: usize = 64;

/// The name of a request: the caller's own when it is a plain word, else 80 random bits.
#[derive(Debug, Clone)]
pub struct RequestId(Arc<str>);

impl RequestId {
    pub(super) fn of(http: &HttpState, headers: &HeaderMap) -> Self {
        let sent =
            headers.get(HEADER).and_then(|value| value.to_str().ok()).filter(|text| is_plain_word(text));
        Self(sent.map_or_else(|| random_word(http), Arc::from))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Only what no log and no terminal takes for more than a word; our capabilities have an underscore and so are none.
fn is_plain_word(text: &str) -> bool {
    (1..=MAX_CHARS).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
}

fn random_word(http: &HttpState) -> Arc<str> {
    http.app().random_bytes::<10>().iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}
