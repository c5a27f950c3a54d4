//! The bytes of a body, bounded.

use axum::{
    body::{Body, BodyDataStream, HttpBody as _},
    extract::{FromRequest, Request},
};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use http::{HeaderMap, header::CONTENT_TYPE};
use souk_domain::refusal::RequestRefusal;

use super::MAX_BODY_BYTES;
use crate::{HttpState, Refusal};

/// How much of a body that is too large is still taken in: beyond that the client is hostile, not clumsy.
const POURED_AWAY_BYTES: usize = 8 * 1024 * 1024;

/// The whole body. Errors: more than `limit_bytes`; the client broke off.
pub(super) async fn read(body: Body, limit_bytes: u64) -> Result<BytesMut, Refusal> {
    let too_large = || Refusal::from(RequestRefusal::BodyTooLarge { limit_bytes });
    let announced = body.size_hint().lower();
    let mut stream = body.into_data_stream();
    if announced > limit_bytes {
        pour_away(stream).await;
        return Err(too_large());
    }
    let mut bytes = BytesMut::with_capacity(usize::try_from(announced).unwrap_or(0));
    while let Some(piece) = stream.next().await {
        // the client hung up, or sent chunks that are none
        let piece = piece.map_err(|_| RequestRefusal::MalformedJson { line: 1, column: 1 })?;
        if (bytes.len() + piece.len()) as u64 > limit_bytes {
            pour_away(stream).await;
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Reads on without keeping anything: a client that is still sending when the connection closes never sees its answer.
async fn pour_away(mut stream: BodyDataStream) {
    let mut left = POURED_AWAY_BYTES;
    while let Some(Ok(piece)) = stream.next().await {
        left = left.saturating_sub(piece.len());
        if left == 0 {
            return;
        }
    }
}

/// Whether the content type is one of `types`, with no charset but UTF-8.
pub(super) fn is_of_type(headers: &HeaderMap, types: &[&str]) -> bool {
    let mut lines = headers.get_all(CONTENT_TYPE).iter();
    let Some(line) = lines.next().filter(|_| lines.next().is_none()).and_then(|line| line.to_str().ok())
    else {
        return false;
    };
    let mut parts = line.split(';');
    let essence = parts.next().unwrap_or_default().trim();
    let charset_fits = parts.filter_map(|part| part.trim().split_once('=')).all(|(name, value)| {
        !name.eq_ignore_ascii_case("charset") || value.trim_matches('"').eq_ignore_ascii_case("utf-8")
    });
    charset_fits && types.iter().any(|known| essence.eq_ignore_ascii_case(known))
}

/// A body exactly as it was sent, at most 1 MiB: what a gateway signed.
pub struct Raw(pub Bytes);

impl FromRequest<HttpState> for Raw {
    type Rejection = Refusal;

    async fn from_request(request: Request, _edge: &HttpState) -> Result<Self, Refusal> {
        Ok(Self(read(request.into_body(), MAX_BODY_BYTES).await?.freeze()))
    }
}
