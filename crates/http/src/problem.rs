//! A refusal as a problem document (RFC 9457).

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use serde_json::{Map, Value, json};
use souk_domain::field::FieldError;

use crate::Refusal;

/// The media type of a problem.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// A refusal as the API writes it.
///
/// Members: `type`, `title`, `status`, `detail`, `code`, `errors` (of `pointer`, `code`, `detail`), `request_id`, and what
/// the code adds.
#[derive(Debug)]
pub struct Problem(Map<String, Value>);

impl Problem {
    /// The document of a refusal; `public_url` has no slash at its end.
    pub fn of(refusal: &Refusal, public_url: &str, request_id: &str) -> Self {
        let code = refusal.code();
        let errors: Vec<Value> =
            refusal.fields().iter().enumerate().map(|(place, field)| entry(refusal, place, field)).collect();
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        put("type", format!("{public_url}/errors#{}", code.name).into());
        put("title", code.title.into());
        put("status", refusal.status().as_u16().into());
        put("detail", refusal.detail().into());
        put("code", code.name.into());
        put("errors", errors.into());
        put("request_id", request_id.into());
        for (name, value) in refusal.extras() {
            put(name, value.clone());
        }
        Self(members)
    }
}

fn entry(refusal: &Refusal, place: usize, field: &FieldError) -> Value {
    let mut entry = json!({ "pointer": field.pointer, "code": field.code, "detail": field.detail });
    if let (Some(extras), Some(entry)) = (refusal.extras_of_field(place), entry.as_object_mut()) {
        entry.extend(extras.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    entry
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, MEDIA_TYPE)], Value::Object(self.0).to_string()).into_response()
    }
}
