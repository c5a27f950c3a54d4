//! Parts of a path.

use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams, rejection::RawPathParamsRejection};
use http::request;
use souk_domain::refusal::RequestRefusal;

use crate::{HttpState, Refusal};

/// Longer than any id, slug or number of ours.
pub const MAX_PART_CHARS: usize = 256;

/// The only part of the path, as an id, a slug, or a text. One that cannot be read names nothing: 404, the same as a thing
/// that is not there or not yours.
pub struct Part<T>(pub T);

/// The two parts of the path, in their order.
pub struct Parts<A, B>(pub A, pub B);

/// The three parts of the path, in their order.
pub struct ThreeParts<A, B, C>(pub A, pub B, pub C);

impl<T: FromStr> FromRequestParts<HttpState> for Part<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut request::Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        let texts = texts(parts).await?;
        Ok(Self(one(texts.first())?))
    }
}

impl<A: FromStr, B: FromStr> FromRequestParts<HttpState> for Parts<A, B> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut request::Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        let texts = texts(parts).await?;
        Ok(Self(one(texts.first())?, one(texts.get(1))?))
    }
}

impl<A: FromStr, B: FromStr, C: FromStr> FromRequestParts<HttpState> for ThreeParts<A, B, C> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut request::Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        let texts = texts(parts).await?;
        Ok(Self(one(texts.first())?, one(texts.get(1))?, one(texts.get(2))?))
    }
}

async fn texts(parts: &mut request::Parts) -> Result<Vec<String>, Refusal> {
    let found = RawPathParams::from_request_parts(parts, &()).await.map_err(|rejection| match rejection {
        RawPathParamsRejection::InvalidUtf8InPathParam(_) => Refusal::from(RequestRefusal::InvalidUtf8),
        _ => Refusal::internal("a path part was asked for where there is none"),
    })?;
    Ok(found.iter().map(|(_name, text)| text.to_owned()).collect())
}

fn one<T: FromStr>(text: Option<&String>) -> Result<T, Refusal> {
    // no name of ours holds U+0000, which some databases refuse even to be asked for
    let may_name = |text: &&String| text.chars().count() <= MAX_PART_CHARS && !text.contains('\0');
    let text = text.filter(may_name).ok_or(RequestRefusal::NotFound)?;
    text.parse().map_err(|_| RequestRefusal::NotFound.into())
}
