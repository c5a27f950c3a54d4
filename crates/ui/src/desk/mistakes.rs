//! What is wrong with a form, at its fields.

use crate::FormError;
use crate::order::shipment_label;
use crate::texts::say;
use axum::http::StatusCode;
use souk_domain::money::Money;
use souk_domain::refusal::{RefundRefusal, Refusal, RequestRefusal, ShipmentRefusal};
use souk_http::Result;
use souk_market::Error;

use super::once::is_spent;

/// What somebody can mend.
#[derive(Clone, Debug, Default)]
pub struct Mistakes(Vec<FormError>);

impl Mistakes {
    /// What a refusal says, at the fields that `name` finds for its pointers; empty: at none. Errors: what nobody can mend here, such as
    /// what is not there.
    pub fn of(error: Error, name: impl Fn(&str) -> String) -> Result<Self> {
        let Some(refusal) = error.refusal() else { return Err(error.into()) };
        if matches!(refusal, Refusal::Request(RequestRefusal::PreconditionFailed)) {
            let words = say("desk-changed-meanwhile", &[]);
            return Ok(Self(vec![FormError { field: String::new(), words }]));
        }
        if is_spent(&error) {
            let words = say("desk-sent-before", &[]);
            return Ok(Self(vec![FormError { field: String::new(), words }]));
        }
        let (fields, detail) = (refusal.fields(), in_words(refusal));
        let refused: souk_http::Refusal = error.into();
        if !matches!(
            refused.status(),
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::BAD_REQUEST
        ) {
            return Err(refused);
        }
        if fields.is_empty() {
            return Ok(Self(vec![FormError { field: String::new(), words: detail }]));
        }
        let error = |field: souk_domain::field::FieldError| FormError {
            field: name(&field.pointer),
            words: field.detail,
        };
        Ok(Self(fields.into_iter().map(error).collect()))
    }

    pub fn add(&mut self, field: &str, words: String) {
        self.0.push(FormError { field: field.to_owned(), words });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words at a field.
    pub fn words(&self, field: &str) -> Option<String> {
        self.0.iter().find(|error| error.field == field).map(|error| error.words.clone())
    }

    /// All of them, for the summary above the form.
    pub fn all(&self) -> Vec<FormError> {
        self.0.clone()
    }

    /// The status of a page that shows them.
    pub fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

/// The sum that would go back, where that is all that was refused: somebody is to see it first.
pub fn sum_of(error: &Error) -> Option<Money> {
    match error.refusal() {
        Some(Refusal::Refund(RefundRefusal::OtherSum { sum })) => Some(*sum),
        _ => None,
    }
}

/// What a refusal says to people; those that name states as programs do are said otherwise.
fn in_words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Shipment(
            ShipmentRefusal::StepNotAllowed { from, .. } | ShipmentRefusal::Ended { status: from },
        ) => say("track-not-so", &[("status", &say(shipment_label(*from), &[]))]),
        Refusal::Shipment(ShipmentRefusal::NothingToSend { .. }) => say("batch-nothing", &[]),
        _ => refusal.detail(),
    }
}
