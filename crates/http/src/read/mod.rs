//! Reading what was sent, strictly: nothing is guessed, dropped or read twice, and every wrong part is named.
//!
//! - [`Json`]: a body for programs; [`Form`]: one from our own pages, [`LongForm`] and [`Upload`] too; [`Raw`]: bytes that a gateway signed
//! - [`FormSubject`]: for whom a form must be
//! - [`Query`], [`Part`]: parameters and path parts
//! - [`Picture`]: a picture as a body; [`FileBody`]: a file, as it comes
//! - [`IdempotencyKey`], [`IfMatch`], [`order_token`]: headers

mod body;
mod diagnose;
mod file;
mod form;
mod idempotency_key;
mod if_match;
mod json;
mod long_form;
mod no_nul;
mod order_token;
mod pairs;
mod part;
mod picture;
mod query;
mod subject;
mod texts;
mod upload;

pub use body::Raw;
pub use file::{FileBody, FileKind, Octets, Table};
pub use form::Form;
pub use idempotency_key::IdempotencyKey;
pub use if_match::{IfMatch, etag, etag_of_text, is_held};
pub use json::{Json, change};
pub use long_form::LongForm;
pub use order_token::{HEADER as ORDER_TOKEN_HEADER, order_token};
pub use part::{MAX_PART_CHARS, Part, Parts, ThreeParts};
pub use picture::{PICTURES, Picture};
pub use query::Query;
pub use subject::FormSubject;
pub use upload::{Sent, Texts, Upload};

/// Bodies for programs: a product with a hundred variants and a long description is a tenth of it.
pub const MAX_BODY_BYTES: u64 = 1 << 20;
/// Forms: the longest, a checkout, is a few kilobytes.
pub const MAX_FORM_BYTES: u64 = 64 << 10;
/// Long forms: a product with a hundred variants and a description at its bound, in letters of three bytes, each escaped.
pub const MAX_LONG_FORM_BYTES: u64 = 1 << 20;
/// Forms with files: a product file of a hundred thousand rows. It is not held in memory.
pub const MAX_UPLOAD_BYTES: u64 = 512 << 20;
/// Parameters in one query or form: more than any page of ours sends.
const MAX_PAIRS: usize = 200;
/// Fields in one long form: a hundred variants at twenty places each, and the product's own.
const MAX_LONG_PAIRS: usize = 4_000;
/// A query longer than this is no query of ours.
const MAX_QUERY_BYTES: usize = 8 << 10;
