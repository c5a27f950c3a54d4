//! JSON bodies.

use axum::{
    body::HttpBody as _,
    extract::{FromRequest, OptionalFromRequest, Request},
};
use bytes::BytesMut;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::error::Category;
use souk_domain::refusal::RequestRefusal;

use super::{MAX_BODY_BYTES, body, diagnose, no_nul};
use crate::{HttpState, Refusal};

/// What is taken; the second is what a PATCH really is (RFC 7396).
const TYPES: [&str; 2] = ["application/json", "application/merge-patch+json"];

/// A JSON body, at most 1 MiB, read strictly.
///
/// `T` derives `Deserialize` with `deny_unknown_fields`; unknown, duplicate, missing and mistyped fields are each refused
/// by name. Nesting is bounded by the parser (128 levels). The bytes are wiped once they are read.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<HttpState> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, http: &HttpState) -> Result<Self, Refusal> {
        let mut bytes = bytes(http, request).await?;
        let value = parse(&bytes);
        // it may have held a card
        bytes.fill(0);
        Ok(Self(value?))
    }
}

/// Where a body may be left out, `None` is a request without one.
impl<T: DeserializeOwned> OptionalFromRequest<HttpState> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, http: &HttpState) -> Result<Option<Self>, Refusal> {
        if request.body().is_end_stream() || request.body().size_hint().exact() == Some(0) {
            return Ok(None);
        }
        <Self as FromRequest<HttpState>>::from_request(request, http).await.map(Some)
    }
}

/// The bytes of a body that says it is JSON. Errors: it says something else, or is too large.
pub(super) async fn bytes(http: &HttpState, request: Request) -> Result<BytesMut, Refusal> {
    if !body::is_of_type(request.headers(), &TYPES) {
        return Err(RequestRefusal::UnsupportedMediaType { expected: TYPES[0] }.into());
    }
    body::read(http, request, MAX_BODY_BYTES).await
}

/// Reads a JSON text. Errors: [`RequestRefusal`] with the field named.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, RequestRefusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| RequestRefusal::InvalidUtf8)?;
    // serde reads a struct from a list of its values too, which no document of ours promises
    if text.trim_start().starts_with('[') {
        let detail = "Send an object here.".to_owned();
        return Err(RequestRefusal::InvalidValue { pointer: String::new(), detail });
    }
    no_nul::check_json(bytes)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| refusal_of(error.path(), error.inner()))?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn refusal_of(path: &serde_path_to_error::Path, error: &serde_json::Error) -> RequestRefusal {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _place)| said);
    match error.classify() {
        Category::Data => diagnose::refusal(path, said),
        Category::Syntax if said == "number out of range" => diagnose::refusal(path, said),
        Category::Syntax | Category::Eof | Category::Io => malformed(error),
    }
}

fn malformed(error: &serde_json::Error) -> RequestRefusal {
    RequestRefusal::MalformedJson { line: error.line(), column: error.column() }
}

/// For a field of a merge patch: `null` (take it away) is told from a field that is not there, which stays as it is.
/// Use with `#[serde(default, deserialize_with = "souk_http::read::change")]`.
pub fn change<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    reader: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(reader).map(Some)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read from text")]
    struct Line {
        variant_id: String,
        quantity: i64,
        #[serde(default)]
        card: Option<Card>,
        #[serde(default)]
        lines: Vec<Card>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read from text")]
    struct Card {
        number: u32,
    }

    #[test]
    fn every_wrong_field_is_named_and_no_value_is_repeated() {
        for (text, code, pointer) in [
            (r#"{"variant_id":"v"}"#, "missing_field", "/quantity"),
            (r#"{"variant_id":"v","quantity":"4242"}"#, "invalid_value", "/quantity"),
            (r#"{"variant_id":"v","quantity":1.5}"#, "invalid_value", "/quantity"),
            (r#"{"variant_id":"v","quantity":424242424242424242424242}"#, "invalid_value", "/quantity"),
            (r#"{"variant_id":"v","quantity":1e4242}"#, "invalid_value", "/quantity"),
            (r#"{"variant_id":"v","quantity":1,"4242":1}"#, "unknown_field", "/4242"),
            (r#"{"variant_id":"v","quantity":1,"quantity":1}"#, "duplicate_field", "/quantity"),
            (r#"{"variant_id":"v","quantity":1,"card":{"number":1,"a/b":2}}"#, "unknown_field", "/card/a~1b"),
            (
                r#"{"variant_id":"v","quantity":1,"card":{"number":"4242, expected u8"}}"#,
                "invalid_value",
                "/card/number",
            ),
            (
                r#"{"variant_id":"v","quantity":1,"lines":[{"number":1},{}]}"#,
                "missing_field",
                "/lines/1/number",
            ),
            (r#"{"variant_id":"v","quantity":1,"lines":{}}"#, "invalid_value", "/lines"),
            (r#"[1]"#, "invalid_value", ""),
        ] {
            let refusal = parse::<Line>(text.as_bytes()).unwrap_err();
            let fields = refusal.fields();
            assert_eq!((fields[0].code, fields[0].pointer.as_str()), (code, pointer), "{text}: {refusal}");
            assert!(pointer == "/4242" || !refusal.to_string().contains("4242"), "{refusal}");
        }
    }

    #[test]
    fn what_is_no_json_is_said_to_be_none() {
        let deep = format!("{{\"lines\":{}", "[".repeat(100_000));
        for text in ["", "{", r#"{"variant_id":"v","#, "{}{}", "nul", r#"{"variant_id":"v","quantity":1} x"#]
        {
            let refusal = parse::<Line>(text.as_bytes()).unwrap_err();
            let is_missing = text == "{}{}";
            assert_eq!(
                matches!(refusal, RequestRefusal::MalformedJson { .. }),
                !is_missing,
                "{text:.40}: {refusal}"
            );
        }
        assert!(matches!(parse::<Line>(b"\"\xff\""), Err(RequestRefusal::InvalidUtf8)));
        assert!(parse::<Line>(deep.as_bytes()).is_err(), "and the stack holds");
    }
}
