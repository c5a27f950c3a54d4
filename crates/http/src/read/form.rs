//! Forms from our own pages.

use axum::{
    RequestExt as _,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;
use souk_domain::refusal::RequestRefusal;

use super::{MAX_FORM_BYTES, body, pairs, texts};
use crate::{HttpState, Refusal, Visitor};

/// What is taken.
const TYPE: &str = "application/x-www-form-urlencoded";
/// The hidden field with [`Visitor::form_token`].
const TOKEN_FIELD: &str = "csrf";

/// A form of at most 64 KiB, sent from one of our pages to its own visitor: the hidden field `csrf` and the headers
/// `Origin` and `Sec-Fetch-Site` are checked before anything else is read. Fields are as strict as in [`super::Json`].
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<HttpState> for Form<T> {
    type Rejection = Refusal;

    async fn from_request(mut request: Request, http: &HttpState) -> Result<Self, Refusal> {
        let visitor: Visitor = request.extract_parts_with_state(http).await?;
        let headers = request.headers().clone();
        if !body::is_of_type(&headers, &[TYPE]) {
            return Err(RequestRefusal::UnsupportedMediaType { expected: TYPE }.into());
        }
        let mut bytes = body::read(http, request, MAX_FORM_BYTES).await?;
        let pairs = pairs::parse(&bytes);
        // it may have held a card
        bytes.fill(0);
        let mut pairs = pairs?;
        let token = pairs.iter().position(|(name, _)| name == TOKEN_FIELD).map(|at| pairs.remove(at).1);
        visitor.may_send(token.as_deref(), &headers)?;
        Ok(Self(texts::read(pairs)?))
    }
}
