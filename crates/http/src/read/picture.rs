//! Pictures as a request's body.

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use souk_domain::refusal::RequestRefusal;
use souk_market::catalogue::MAX_PICTURE_BYTES;

use super::body;
use crate::{HttpState, Refusal};

/// What a picture may say it is.
pub const PICTURES: [&str; 4] = ["image/webp", "image/jpeg", "image/png", "image/gif"];

/// A picture as it was sent, at most 10 MiB. Whether it is one is for its decoder to say.
pub struct Picture(pub Bytes);

impl FromRequest<HttpState> for Picture {
    type Rejection = Refusal;

    async fn from_request(request: Request, http: &HttpState) -> Result<Self, Refusal> {
        if !body::is_of_type(request.headers(), &PICTURES) {
            let expected = "image/webp, image/jpeg, image/png or image/gif";
            return Err(RequestRefusal::UnsupportedMediaType { expected }.into());
        }
        Ok(Self(body::read(http, request, MAX_PICTURE_BYTES as u64).await?.freeze()))
    }
}
