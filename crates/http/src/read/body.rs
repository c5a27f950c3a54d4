//! The bytes of a body, bounded in number, time and memory.

use std::{pin::pin, time::Duration};

use axum::{
    body::{Body, HttpBody as _},
    extract::{FromRequest, Request},
};
use bytes::{Bytes, BytesMut};
use futures_util::{FutureExt as _, Stream, StreamExt as _, stream};
use http::{
    HeaderMap, HeaderValue,
    header::{CONNECTION, CONTENT_TYPE},
};
use souk_domain::refusal::RequestRefusal;
use tokio::time::Instant;

use super::MAX_BODY_BYTES;
use crate::{HttpState, Refusal, load::Turn};

/// A body of this size that is there with its head is read without asking for memory: most are.
const SMALL_BYTES: usize = 64 << 10;

/// The whole body of a request. Errors: more than `limit_bytes`; it comes too slowly; no memory is left for it; the client
/// broke off.
pub(super) async fn read(http: &HttpState, request: Request, limit_bytes: u64) -> Result<BytesMut, Refusal> {
    let (parts, body) = request.into_parts();
    let turn = parts.extensions.get::<Turn>();
    if body.size_hint().lower() > limit_bytes {
        return Err(cut_off(RequestRefusal::BodyTooLarge { limit_bytes }));
    }
    let bytes = arrive(http, body, turn, limit_bytes).await?;
    if let Some(turn) = turn {
        turn.come_back()?;
    }
    Ok(bytes)
}

async fn arrive(
    http: &HttpState,
    body: Body,
    turn: Option<&Turn>,
    limit_bytes: u64,
) -> Result<BytesMut, Refusal> {
    let begun = Instant::now();
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX).min(SMALL_BYTES);
    let mut stream = body.into_data_stream();
    let mut bytes = BytesMut::new();
    let hold = |bytes: usize| turn.map_or(Ok(()), |turn| turn.hold(bytes));
    loop {
        let mut next = pin!(stream.next());
        let piece = match next.as_mut().now_or_never() {
            Some(piece) => piece,
            None => {
                if let Some(turn) = turn {
                    turn.step_aside();
                }
                hold(bytes.len()).map_err(closing)?;
                let end = begun + time_for(http, bytes.len());
                let piece = tokio::time::timeout_at(end, next).await;
                piece.map_err(|_elapsed| cut_off(RequestRefusal::BodyTooSlow))?
            }
        };
        let Some(piece) = piece else { return Ok(bytes) };
        // the client hung up, or sent chunks that are none
        let piece = piece.map_err(|_| RequestRefusal::MalformedJson { line: 1, column: 1 })?;
        let length = bytes.len() + piece.len();
        if length as u64 > limit_bytes {
            return Err(cut_off(RequestRefusal::BodyTooLarge { limit_bytes }));
        }
        if length > SMALL_BYTES {
            hold(length).map_err(closing)?;
        }
        // room for all of a small one: a growing buffer leaves copies behind, and a card may be in it
        bytes.reserve(piece.len().max(announced.saturating_sub(bytes.len())));
        bytes.extend_from_slice(&piece);
    }
}

/// Why a body that is read as it comes broke off.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Broken(pub(super) RequestRefusal);

/// A body as it comes; its request steps aside until it is there. Errors: more than `limit_bytes` is announced; later, more came,
/// or it comes too slowly: the time in which nobody asked for the next piece is not counted.
pub(super) fn stream(
    http: &HttpState,
    request: Request,
    limit_bytes: u64,
) -> Result<impl Stream<Item = Result<Bytes, Broken>> + Send + use<>, Refusal> {
    let (parts, body) = request.into_parts();
    if body.size_hint().lower() > limit_bytes {
        return Err(cut_off(RequestRefusal::BodyTooLarge { limit_bytes }));
    }
    if let Some(turn) = parts.extensions.get::<Turn>() {
        turn.step_aside();
    }
    let begun = (http.clone(), body.into_data_stream(), 0_usize, Duration::ZERO);
    Ok(stream::try_unfold(begun, move |(http, mut body, length, waited)| async move {
        let asked = Instant::now();
        let end = asked + time_for(&http, length).saturating_sub(waited);
        let piece = tokio::time::timeout_at(end, body.next()).await;
        let Some(piece) = piece.map_err(|_elapsed| Broken(RequestRefusal::BodyTooSlow))? else {
            return Ok(None);
        };
        let piece = piece.map_err(|_| Broken(RequestRefusal::MalformedJson { line: 1, column: 1 }))?;
        let length = length + piece.len();
        if length as u64 > limit_bytes {
            return Err(Broken(RequestRefusal::BodyTooLarge { limit_bytes }));
        }
        Ok(Some((piece, (http, body, length, waited + asked.elapsed()))))
    }))
}

/// How long a body may take of which so many bytes came: a slow line has its time, a drip has an end.
fn time_for(http: &HttpState, bytes: usize) -> Duration {
    let settings = http.settings();
    let rate = f64::from(settings.body_bytes_per_second.get());
    settings.body_timeout + Duration::from_secs_f64(bytes as f64 / rate)
}

/// A refusal before all was read: the connection ends with it.
pub(super) fn cut_off(refusal: RequestRefusal) -> Refusal {
    closing(refusal.into())
}

fn closing(refusal: Refusal) -> Refusal {
    refusal.with_header(CONNECTION, HeaderValue::from_static("close"))
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

    async fn from_request(request: Request, http: &HttpState) -> Result<Self, Refusal> {
        Ok(Self(read(http, request, MAX_BODY_BYTES).await?.freeze()))
    }
}
