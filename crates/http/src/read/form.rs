//! Forms from our own pages.

use axum::{
    RequestExt as _,
    extract::{FromRequest, Request},
};
use bytes::BytesMut;
use http::HeaderMap;
use serde::de::DeserializeOwned;
use souk_domain::refusal::RequestRefusal;

use super::{
    MAX_FORM_BYTES, MAX_PAIRS, body,
    pairs::{self, Pairs},
    texts,
};
use crate::{HttpState, Refusal, Visitor};

/// What is taken.
const TYPE: &str = "application/x-www-form-urlencoded";
/// The hidden field with [`Visitor::form_token`].
pub(super) const TOKEN_FIELD: &str = "csrf";

/// A form of at most 64 KiB, sent from one of our pages to its own visitor: the hidden field `csrf` and the headers
/// `Origin` and `Sec-Fetch-Site` are checked before anything else is read. Fields are as strict as in [`super::Json`].
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<HttpState> for Form<T> {
    type Rejection = Refusal;

    async fn from_request(mut request: Request, http: &HttpState) -> Result<Self, Refusal> {
        let visitor: Visitor = request.extract_parts_with_state(http).await?;
        let (headers, mut bytes) = read(http, request, MAX_FORM_BYTES).await?;
        let pairs = pairs::parse(&bytes, MAX_PAIRS);
        // it may have held a card
        bytes.fill(0);
        Ok(Self(texts::read(own(&visitor, pairs?, &headers)?)?))
    }
}

/// The bytes of a form with the headers it came with. Errors: another type, too many bytes.
pub(super) async fn read(
    http: &HttpState,
    request: Request,
    limit_bytes: u64,
) -> Result<(HeaderMap, BytesMut), Refusal> {
    let headers = request.headers().clone();
    if !body::is_of_type(&headers, &[TYPE]) {
        return Err(RequestRefusal::UnsupportedMediaType { expected: TYPE }.into());
    }
    let bytes = body::read(http, request, limit_bytes).await?;
    Ok((headers, bytes))
}

/// The fields of a form without its token. Errors: it is not one of ours.
pub(super) fn own(visitor: &Visitor, mut pairs: Pairs, headers: &HeaderMap) -> Result<Pairs, Refusal> {
    let token = pairs.iter().position(|(name, _)| name == TOKEN_FIELD).map(|at| pairs.remove(at).1);
    visitor.may_send(token.as_deref(), headers)?;
    Ok(pairs)
}
