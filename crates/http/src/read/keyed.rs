//! Requests that may be sent again: the key they came with, and what they asked for.

use axum::extract::{FromRequest, FromRequestParts, Request};
use bytes::Bytes;
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::Value;
use souk_domain::refusal::RequestRefusal;
use souk_market::{App, catalogue::MAX_PICTURE_BYTES, idempotency::Claim};

use super::{IdempotencyKey, body, json};
use crate::{Edge, Refusal};

/// What a picture may say it is.
pub const PICTURES: [&str; 4] = ["image/webp", "image/jpeg", "image/png", "image/gif"];

/// The `Idempotency-Key` of a request, when it came with one, and what the key stands for.
#[derive(Debug, Clone, Default)]
pub struct Keyed(Option<Asked>);

#[derive(Debug, Clone)]
struct Asked {
    key: IdempotencyKey,
    /// The address, and the body with its members sorted.
    what: Vec<u8>,
}

/// A JSON body read as [`super::Json`] reads it, with the key of the request. The key is looked at first.
///
/// Nothing of the body is kept but a keyed hash; even so, bodies with cards are not for this reader.
pub struct Sent<T> {
    /// What was sent.
    pub body: T,
    /// Under which key.
    pub keyed: Keyed,
}

/// A picture as it was sent, at most 10 MiB, with the key of the request. Whether it is one is for its decoder to say.
pub struct Picture {
    /// What was sent.
    pub bytes: Bytes,
    /// Under which key.
    pub keyed: Keyed,
}

impl Keyed {
    /// The claim to do `operation` once, for the owner of the key: a cart, an order, an API key. `None` without a key.
    pub fn claim(&self, app: &App, operation: &'static str, holder: &[u8]) -> Option<Claim> {
        let asked = self.0.as_ref()?;
        Some(Claim::new(app, operation, holder, asked.key.as_str(), &asked.what))
    }
}

impl FromRequestParts<Edge> for Keyed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Refusal> {
        let key = Option::<IdempotencyKey>::from_request_parts(parts, edge).await?;
        Ok(Self(key.map(|key| Asked { key, what: parts.uri.path().as_bytes().to_vec() })))
    }
}

impl<T: DeserializeOwned> FromRequest<Edge> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let mut keyed = Keyed::from_request_parts(&mut parts, edge).await?;
        let bytes = json::bytes(Request::from_parts(parts, body)).await?;
        let body = json::parse(&bytes)?;
        if let Some(asked) = &mut keyed.0 {
            // no address holds a line break, so the two parts cannot be taken for each other
            asked.what.push(b'\n');
            asked.what.extend(canonical(&bytes));
        }
        Ok(Self { body, keyed })
    }
}

impl FromRequest<Edge> for Picture {
    type Rejection = Refusal;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let mut keyed = Keyed::from_request_parts(&mut parts, edge).await?;
        if !body::is_of_type(&parts.headers, &PICTURES) {
            let expected = "image/webp, image/jpeg, image/png or image/gif";
            return Err(RequestRefusal::UnsupportedMediaType { expected }.into());
        }
        let bytes = body::read(body, MAX_PICTURE_BYTES as u64).await?.freeze();
        if let Some(asked) = &mut keyed.0 {
            asked.what.push(b'\n');
            asked.what.extend_from_slice(parts.uri.query().unwrap_or_default().as_bytes());
            asked.what.push(b'\n');
            asked.what.extend_from_slice(&bytes);
        }
        Ok(Self { bytes, keyed })
    }
}

/// The same for every order of members and every spacing.
fn canonical(bytes: &[u8]) -> Vec<u8> {
    let mut value: Value = serde_json::from_slice(bytes).unwrap_or_default();
    value.sort_all_objects();
    serde_json::to_vec(&value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn order_and_spacing_of_a_body_do_not_matter_and_its_values_do() {
        let one = canonical(br#"{"a":1,"b":{"c":[1,2],"d":null}}"#);
        assert_eq!(one, canonical(br#" { "b": {"d":null, "c":[1, 2]}, "a": 1 }"#));
        assert_ne!(one, canonical(br#"{"a":1,"b":{"c":[2,1],"d":null}}"#));
        assert_ne!(one, canonical(br#"{"a":"1","b":{"c":[1,2],"d":null}}"#));
    }
}
