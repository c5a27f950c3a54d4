//! Long forms of people who work here: a product with many variants.

use axum::{
    RequestExt as _,
    extract::{FromRequest, Request},
};

use super::{MAX_LONG_FORM_BYTES, MAX_LONG_PAIRS, form, pairs};
use crate::{HttpState, Refusal, Visitor};

/// A form as its names and values, at most 1 MiB; checked as [`super::Form`] is. What the names mean is for the page to say. A name
/// may come more than once: a field for several files does that where a button sends the form without them.
pub struct LongForm(pub Vec<(String, String)>);

impl FromRequest<HttpState> for LongForm {
    type Rejection = Refusal;

    async fn from_request(mut request: Request, http: &HttpState) -> Result<Self, Refusal> {
        let visitor: Visitor = request.extract_parts_with_state(http).await?;
        let (head, bytes) = form::read(http, request, MAX_LONG_FORM_BYTES).await?;
        let pairs = pairs::parse_repeated(&bytes, MAX_LONG_PAIRS)?;
        Ok(Self(form::own(&visitor, pairs, &head)?))
    }
}
