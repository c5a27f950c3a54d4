//! Query parameters.

use axum::extract::FromRequestParts;
use http::request;
use serde::de::DeserializeOwned;
use souk_domain::refusal::RequestRefusal;

use super::{MAX_PAIRS, MAX_QUERY_BYTES, pairs, texts};
use crate::{HttpState, Refusal};

/// The query, read strictly: unknown parameters, and ones that come twice, are refused by name. An empty value of an
/// optional parameter is none, as forms send it.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<HttpState> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut request::Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        let text = parts.uri.query().unwrap_or_default();
        if text.len() > MAX_QUERY_BYTES {
            let detail = format!("A query has at most {MAX_QUERY_BYTES} bytes.");
            let too_long = RequestRefusal::InvalidValue { pointer: String::new(), detail };
            return Err(pairs::as_query(too_long).into());
        }
        let read = pairs::parse(text.as_bytes(), MAX_PAIRS).and_then(texts::read);
        Ok(Self(read.map_err(pairs::as_query)?))
    }
}
