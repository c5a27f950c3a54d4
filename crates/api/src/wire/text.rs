//! From texts of a body to what they mean, with the field named when they mean nothing.

use std::str::FromStr;

use jiff::Timestamp;
use souk_domain::{
    field::FieldError,
    ids::MalformedId,
    quantity::Quantity,
    refusal::{CartRefusal, RequestRefusal},
    text::{Email, Slug},
};
use souk_http::Refusal;

/// An id in a body.
pub(crate) fn id<T: FromStr<Err = MalformedId>>(pointer: &str, text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|MalformedId { expected_prefix }| {
        invalid(pointer, format!("Send an id as the API gave it: {expected_prefix}_ and 26 characters."))
    })
}

/// An id in a body that may be left out.
pub(crate) fn optional_id<T: FromStr<Err = MalformedId>>(
    pointer: &str,
    text: Option<&str>,
) -> Result<Option<T>, Refusal> {
    text.map(|text| id(pointer, text)).transpose()
}

/// How many pieces.
pub(crate) fn quantity(number: i64) -> Result<Quantity, Refusal> {
    Quantity::parse(number).map_err(|_| CartRefusal::QuantityOutOfRange.into())
}

/// An e-mail address.
pub(crate) fn email(pointer: &str, text: &str) -> Result<Email, Refusal> {
    Email::parse(text)
        .map_err(|_| invalid(pointer, "Send one e-mail address, such as ada@example.com.".to_owned()))
}

/// A slug that is wished for.
pub(crate) fn slug(pointer: &str, text: Option<&str>) -> Result<Option<Slug>, Refusal> {
    let slug = text.map(Slug::parse).transpose();
    slug.map_err(|_| {
        invalid(
            pointer,
            "A slug has small letters and digits, and single dashes or underscores between them.".to_owned(),
        )
    })
}

/// A time in a body.
pub(crate) fn moment(pointer: &str, text: &str) -> Result<Timestamp, Refusal> {
    text.parse().map_err(|_| {
        invalid(pointer, "Send a time as RFC 3339 has it, such as 2026-11-01T00:00:00Z.".to_owned())
    })
}

/// A time, as RFC 3339 has it.
pub(crate) fn time(at: Timestamp) -> String {
    at.to_string()
}

fn invalid(pointer: &str, detail: String) -> Refusal {
    RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail }.into()
}

/// A moment of a query. Errors: it is none.
pub(crate) fn asked_moment(pointer: &str, text: Option<&str>) -> Result<Option<Timestamp>, Refusal> {
    let read = |text: &str| text.parse::<Timestamp>();
    text.map(read).transpose().map_err(|_| {
        let detail = "Send a time as RFC 3339 has it, such as 2026-11-01T00:00:00Z.";
        let field = FieldError::new(pointer, "invalid_value", detail);
        Refusal::from(RequestRefusal::MalformedQuery { fields: vec![field] })
    })
}
