//! Files as a request's body, read as they come.

use std::marker::PhantomData;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream::BoxStream};
use souk_domain::refusal::RequestRefusal;

use super::{MAX_UPLOAD_BYTES, body};
use crate::{HttpState, Refusal, load::Turn};

/// What a file may say it is.
pub trait FileKind: Send {
    /// The types that are taken.
    const TYPES: &'static [&'static str];
    /// The same in words.
    const EXPECTED: &'static str;
}

/// A table; its encoding is asked for elsewhere.
pub enum Table {}

impl FileKind for Table {
    const TYPES: &'static [&'static str] =
        &["text/csv", "text/tab-separated-values", "text/plain", "application/octet-stream"];
    const EXPECTED: &'static str =
        "text/csv without a charset, text/tab-separated-values, text/plain or application/octet-stream";
}

/// Any bytes.
pub enum Octets {}

impl FileKind for Octets {
    const TYPES: &'static [&'static str] = &["application/octet-stream"];
    const EXPECTED: &'static str = "application/octet-stream";
}

/// A file as it is sent, piece by piece: it is not held in memory.
pub struct FileBody<K> {
    pieces: BoxStream<'static, Result<Bytes, body::Broken>>,
    turn: Option<Turn>,
    kind: PhantomData<K>,
}

impl<K: FileKind> FromRequest<HttpState> for FileBody<K> {
    type Rejection = Refusal;

    async fn from_request(request: Request, http: &HttpState) -> Result<Self, Refusal> {
        if !body::is_of_type(request.headers(), K::TYPES) {
            return Err(RequestRefusal::UnsupportedMediaType { expected: K::EXPECTED }.into());
        }
        let turn = request.extensions().get::<Turn>().cloned();
        Ok(Self { pieces: body::stream(http, request, MAX_UPLOAD_BYTES)?.boxed(), turn, kind: PhantomData })
    }
}

impl<K> FileBody<K> {
    /// The next piece; `None` behind the last. Errors: it is too large, comes too slowly, or broke off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Refusal> {
        match self.pieces.next().await {
            Some(Ok(piece)) => Ok(Some(piece)),
            Some(Err(broken)) => Err(body::cut_off(broken.0)),
            None => {
                if let Some(turn) = &self.turn {
                    turn.come_back()?;
                }
                Ok(None)
            }
        }
    }

    /// All of it, which may be this many bytes. Errors: as [`FileBody::chunk`]; it is larger.
    pub async fn whole(mut self, max_bytes: usize) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.chunk().await? {
            if bytes.len() + piece.len() > max_bytes {
                return Err(RequestRefusal::BodyTooLarge { limit_bytes: max_bytes as u64 }.into());
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }
}
