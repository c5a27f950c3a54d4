//! Files that a form of our own pages sends, read as they come: none is in memory whole unless whoever reads it wants that.

use axum::{
    RequestExt as _,
    extract::{FromRequest, Request},
};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use multer::{Field, Multipart};
use souk_domain::refusal::RequestRefusal;

use super::{
    FormSubject, MAX_LONG_FORM_BYTES, MAX_LONG_PAIRS, MAX_UPLOAD_BYTES, body, form::TOKEN_FIELD, subject,
};
use crate::{HttpState, Refusal, Visitor, load::Turn};

/// What is taken.
const TYPE: &str = "multipart/form-data";
/// A token is far shorter.
const MAX_TOKEN_BYTES: usize = 256;

/// The parts of a form with files, one after the other. Its first is the hidden field `csrf`, which is checked before anything
/// else is read, as are the headers; the second says for whom it is, where that is asked.
pub struct Upload {
    parts: Multipart<'static>,
    turn: Option<Turn>,
}

/// The texts of a form with files, in their order: as much as a long form without files brings.
#[derive(Default)]
pub struct Texts {
    pairs: Vec<(String, String)>,
    bytes: u64,
}

impl Texts {
    /// Keeps a part that is a text. Errors: those of [`Sent::text`]; more texts, or longer ones, than a long form has.
    pub async fn take(&mut self, part: Sent) -> Result<(), Refusal> {
        let limit_bytes = MAX_LONG_FORM_BYTES;
        let name = part.name.clone();
        let text = part.text(usize::try_from(limit_bytes).unwrap_or(usize::MAX)).await?;
        self.bytes += (name.len() + text.len()) as u64;
        if self.bytes > limit_bytes || self.pairs.len() == MAX_LONG_PAIRS {
            return Err(RequestRefusal::BodyTooLarge { limit_bytes }.into());
        }
        self.pairs.push((name, text));
        Ok(())
    }

    /// The text of a field, where it came.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    /// All of them.
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.pairs
    }
}

/// One part: a text, or a file.
pub struct Sent {
    /// The name of the field.
    pub name: String,
    /// What the file is called where it comes from; `None`: it is a text.
    pub file_name: Option<String>,
    part: Field<'static>,
    turn: Option<Turn>,
}

impl FromRequest<HttpState> for Upload {
    type Rejection = Refusal;

    async fn from_request(mut request: Request, http: &HttpState) -> Result<Self, Refusal> {
        let visitor: Visitor = request.extract_parts_with_state(http).await?;
        let headers = request.headers().clone();
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let boundary = kind.and_then(|kind| multer::parse_boundary(kind).ok());
        let boundary = boundary.ok_or(RequestRefusal::UnsupportedMediaType { expected: TYPE })?;
        let subject = request.extensions().get::<FormSubject>().cloned();
        let turn = request.extensions().get::<Turn>().cloned();
        let stream = body::stream(http, request, MAX_UPLOAD_BYTES)?;
        let mut upload = Self { parts: Multipart::new(stream, boundary), turn };
        let token = match upload.part().await? {
            Some(first) if first.name == TOKEN_FIELD => Some(first.text(MAX_TOKEN_BYTES).await?),
            _ => None,
        };
        visitor.may_send(token.as_deref(), &headers)?;
        if let Some(subject) = subject {
            let second = match upload.part().await? {
                Some(second) => Some((second.name.clone(), second.text(MAX_TOKEN_BYTES).await?)),
                None => None,
            };
            subject::require(&subject, second.as_ref())?;
        }
        Ok(upload)
    }
}

impl Upload {
    /// The next part; what was not read of the one before is passed over. Errors: it is no form; it is too large, or comes too
    /// slowly.
    pub async fn next_part(&mut self) -> Result<Option<Sent>, Refusal> {
        let next = self.part().await?;
        if let (None, Some(turn)) = (&next, &self.turn) {
            turn.come_back()?;
        }
        Ok(next)
    }

    async fn part(&mut self) -> Result<Option<Sent>, Refusal> {
        let Some(part) = self.parts.next_field().await.map_err(refusal)? else { return Ok(None) };
        let name = part.name().unwrap_or_default().to_owned();
        // a field for files that nobody chose comes with an empty name
        let file_name = part.file_name().map(str::to_owned);
        Ok(Some(Sent { name, file_name, part, turn: self.turn.clone() }))
    }
}

impl Sent {
    /// All of it as a text. Errors: no UTF-8, or more bytes than that.
    pub async fn text(self, limit_bytes: usize) -> Result<String, Refusal> {
        let bytes = self.bytes(limit_bytes).await?;
        let text = String::from_utf8(bytes).map_err(|_| RequestRefusal::InvalidUtf8)?;
        super::no_nul::check("", &text)?;
        Ok(text)
    }

    /// All of it. Errors: more bytes than that; no memory is left for it.
    pub async fn bytes(mut self, limit_bytes: usize) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.chunk().await? {
            if bytes.len() + piece.len() > limit_bytes {
                return Err(RequestRefusal::BodyTooLarge { limit_bytes: limit_bytes as u64 }.into());
            }
            if let Some(turn) = &self.turn {
                turn.hold(bytes.len() + piece.len())?;
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    /// Its first bytes, so many at most: what comes behind them is passed over.
    pub async fn first_bytes(mut self, at_most: usize) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        while bytes.len() < at_most {
            let Some(mut piece) = self.chunk().await? else { break };
            piece.truncate(at_most - bytes.len());
            if let Some(turn) = &self.turn {
                turn.hold(bytes.len() + piece.len())?;
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    }

    /// The next piece of it.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Refusal> {
        self.part.chunk().await.map_err(refusal)
    }
}

fn refusal(error: multer::Error) -> Refusal {
    let broken = match error {
        multer::Error::StreamReadFailed(error) => error.downcast::<body::Broken>().ok(),
        _ => None,
    };
    let detail = || "The form broke off or cannot be read. Send it again.".to_owned();
    let refusal = broken.map_or_else(
        || RequestRefusal::InvalidValue { pointer: String::new(), detail: detail() },
        |broken| broken.0,
    );
    body::cut_off(refusal)
}
