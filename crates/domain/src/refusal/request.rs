//! What is refused about a request itself, before any rule of the market is asked.

use super::{FieldError, MALFORMED_ID};
use crate::code::refusals;
use crate::ids::MalformedId;

refusals! {
    /// What is refused about a request itself.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum RequestRefusal {
        /// No JSON, or not all of it.
        #[error("The body is not valid JSON (line {line}, column {column}). Send one complete JSON value.")]
        MalformedJson {
            /// Line, from 1.
            line: usize,
            /// Column, from 1.
            column: usize,
        } => MALFORMED_JSON,
        /// Bytes that are no UTF-8.
        #[error("The text is not valid UTF-8.")]
        InvalidUtf8 => INVALID_UTF8,
        /// A field nobody knows.
        #[error("There is no field “{name}” here. Check its spelling, or leave it out.")]
        UnknownField {
            /// JSON pointer of the field.
            pointer: String,
            /// Its name.
            name: String,
        } => INVALID_INPUT,
        /// A field sent twice.
        #[error("The field “{name}” is there twice. Send it once.")]
        DuplicateField {
            /// JSON pointer of the field.
            pointer: String,
            /// Its name.
            name: String,
        } => INVALID_INPUT,
        /// A field that is needed.
        #[error("The field “{name}” is missing.")]
        MissingField {
            /// JSON pointer of the field.
            pointer: String,
            /// Its name.
            name: String,
        } => INVALID_INPUT,
        /// A field of the wrong type or with a wrong value.
        #[error("{detail}")]
        InvalidValue {
            /// JSON pointer of the field.
            pointer: String,
            /// What is wrong and how to mend it.
            detail: String,
        } => INVALID_INPUT,
        /// Several fields are wrong.
        #[error("Some fields need a change.")]
        InvalidFields {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
        /// More bytes than are taken.
        #[error("The body is larger than {limit_bytes} bytes. Send less at once.")]
        BodyTooLarge {
            /// The most.
            limit_bytes: u64,
        } => BODY_TOO_LARGE,
        /// Bytes that come too slowly.
        #[error("The body came too slowly. Send it again over a better connection, or send less at once.")]
        BodyTooSlow => BODY_TOO_SLOW,
        /// A body that is more than cut into chunks.
        #[error("This transfer coding is not taken. Send a Content-Length, or chunks alone.")]
        UnknownTransferCoding => UNKNOWN_TRANSFER_CODING,
        /// Another content type.
        #[error("Send the body as {expected}.")]
        UnsupportedMediaType {
            /// The content type that is taken.
            expected: &'static str,
        } => UNSUPPORTED_MEDIA_TYPE,
        /// An id that is none.
        #[error(
            "Ids here look like {expected_prefix}_… with 26 characters after the underscore. Use them as the API gave them."
        )]
        MalformedId {
            /// What an id of this kind starts with.
            expected_prefix: &'static str,
            /// JSON pointer of the field, for an id in the body.
            pointer: Option<String>,
        } => MALFORMED_ID,
        /// A cursor that is none of this list.
        #[error("This cursor is not of this list. Start again without `after`.")]
        MalformedCursor => MALFORMED_CURSOR,
        /// A query that cannot be read.
        #[error("The query cannot be read: {}", first_detail(fields))]
        MalformedQuery {
            /// Each wrong parameter, its pointer `/name`.
            fields: Vec<FieldError>,
        } => MALFORMED_QUERY,
        /// Nothing at that address.
        #[error("There is nothing at this address.")]
        NotFound => NOT_FOUND,
        /// Another method is needed.
        #[error("This address does not take {method}.")]
        MethodNotAllowed {
            /// The method that was used.
            method: String,
        } => METHOD_NOT_ALLOWED,
        /// Another host.
        #[error("This server does not answer for that host name. Use the market's public address.")]
        Misdirected => MISDIRECTED,
        /// Nobody is signed in.
        #[error("Sign in first, or send an API key.")]
        Unauthenticated => UNAUTHENTICATED,
        /// Not allowed.
        #[error("This needs the permission “{permission}”.")]
        Forbidden {
            /// The permission that lacks.
            permission: &'static str,
        } => FORBIDDEN,
        /// The role asks for sign-in codes, and the account has none.
        #[error("Your role asks for sign-in codes. Set them up first; until then nothing else is open to you.")]
        SecondFactorRequired => SECOND_FACTOR_REQUIRED,
        /// A form from elsewhere.
        #[error("This form was not sent from our page, or it has grown old. Reload the page and send it again.")]
        Csrf => CSRF,
        /// A list of the market that has an end.
        #[error("A market has at most {max} {what}. Use one there is, or take one away first.")]
        ListFull {
            /// What is listed, in the plural: `categories`.
            what: &'static str,
            /// The most.
            max: usize,
        } => LIST_FULL,
        /// Changed since it was read.
        #[error("This was changed since you read it. Fetch it again, then repeat your change.")]
        PreconditionFailed => PRECONDITION_FAILED,
        /// Too busy.
        #[error("Souk is busy. Nothing was changed; try again in a moment.")]
        Unavailable {
            /// When to try again.
            retry_after_s: u32,
        } => UNAVAILABLE,
        /// The database cannot be reached, or its disk fails; what was sent may have got through.
        #[error("Souk can keep nothing at the moment. Try the same again soon.")]
        StorageUnavailable {
            /// When to try again.
            retry_after_s: u32,
        } => STORAGE_UNAVAILABLE,
        /// Our fault; never says more.
        #[error("Something went wrong on our side.")]
        Internal => INTERNAL,
    }
}

impl RequestRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        let (pointer, code) = match self {
            Self::UnknownField { pointer, .. } => (pointer, "unknown_field"),
            Self::DuplicateField { pointer, .. } => (pointer, "duplicate_field"),
            Self::MissingField { pointer, .. } => (pointer, "missing_field"),
            Self::InvalidValue { pointer, .. } => (pointer, "invalid_value"),
            Self::MalformedId { pointer: Some(pointer), .. } => (pointer, MALFORMED_ID.name),
            Self::InvalidFields { fields } | Self::MalformedQuery { fields } => return fields.clone(),
            _ => return Vec::new(),
        };
        vec![FieldError::new(pointer.as_str(), code, self.to_string())]
    }
}

/// Refuses a change that was made on another revision than the one that stands. `None` asks for none.
pub fn expect_revision(expected: Option<i64>, revision: i64) -> Result<(), RequestRefusal> {
    match expected {
        Some(expected) if expected != revision => Err(RequestRefusal::PreconditionFailed),
        _ => Ok(()),
    }
}

impl From<MalformedId> for RequestRefusal {
    fn from(id: MalformedId) -> Self {
        Self::MalformedId { expected_prefix: id.expected_prefix, pointer: None }
    }
}

impl From<MalformedId> for super::Refusal {
    fn from(id: MalformedId) -> Self {
        Self::Request(id.into())
    }
}

fn first_detail(fields: &[FieldError]) -> &str {
    fields.first().map_or("check its parameters.", |field| field.detail.as_str())
}
