//! Forms from our own pages.

use axum::{
    RequestExt as _,
    extract::{FromRequest, Request},
};
use bytes::BytesMut;
use http::{Extensions, HeaderMap};
use serde::de::DeserializeOwned;
use souk_domain::refusal::RequestRefusal;

use super::{
    MAX_FORM_BYTES, MAX_PAIRS, body,
    pairs::{self, Pairs},
    subject, texts,
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
        let (head, mut bytes) = read(http, request, MAX_FORM_BYTES).await?;
        let pairs = pairs::parse(&bytes, MAX_PAIRS);
        // it may have held a card
        bytes.fill(0);
        Ok(Self(texts::read(own(&visitor, pairs?, &head)?)?))
    }
}

/// What a form came with: its headers, and whose it must be.
pub(super) struct Head {
    headers: HeaderMap,
    extensions: Extensions,
}

/// The bytes of a form with what it came with. Errors: another type, too many bytes.
pub(super) async fn read(
    http: &HttpState,
    request: Request,
    limit_bytes: u64,
) -> Result<(Head, BytesMut), Refusal> {
    let head = Head { headers: request.headers().clone(), extensions: request.extensions().clone() };
    if !body::is_of_type(&head.headers, &[TYPE]) {
        return Err(RequestRefusal::UnsupportedMediaType { expected: TYPE }.into());
    }
    let bytes = body::read(http, request, limit_bytes).await?;
    Ok((head, bytes))
}

/// The fields of a form without its token and without for whom it is. Errors: it is not one of ours, or another's.
pub(super) fn own(visitor: &Visitor, mut pairs: Pairs, head: &Head) -> Result<Pairs, Refusal> {
    let token = pairs.iter().position(|(name, _)| name == TOKEN_FIELD).map(|at| pairs.remove(at).1);
    visitor.may_send(token.as_deref(), &head.headers)?;
    subject::taken(&head.extensions, pairs)
}
