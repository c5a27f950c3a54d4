//! From a refusal to words at the fields of a form.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use souk_domain::refusal::{AccountRefusal, Refusal, RequestRefusal};
use souk_market::Error;

use crate::texts::say;
use crate::{Entry, FormError};

/// What is wrong with a form.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// Field and words.
    fields: Vec<(String, String)>,
    /// What is about no field.
    whole: Vec<String>,
    /// Seconds to wait, when it was too much.
    wait_s: Option<u32>,
}

impl Faults {
    /// What somebody can mend. Errors: everything else, as it came.
    pub fn of(error: Error) -> souk_http::Result<Self> {
        let mut faults = Self::default();
        match error.refusal() {
            Some(Refusal::Throttle(refusal)) => {
                faults.wait_s = Some(refusal.retry_after_s);
                let minutes = refusal.retry_after_s.div_ceil(60);
                faults.whole.push(say("account-too-many", &[("minutes", &minutes)]));
            }
            Some(Refusal::Request(RequestRefusal::PreconditionFailed)) => {
                faults.whole.push(say("account-changed-meanwhile", &[]));
            }
            Some(
                refusal @ (Refusal::Account(_)
                | Refusal::Vendor(_)
                | Refusal::Request(
                    RequestRefusal::InvalidFields { .. } | RequestRefusal::ListFull { .. },
                )),
            ) => {
                let found = refusal.fields();
                if found.is_empty() {
                    faults.whole.push(refusal.detail());
                }
                for field in found {
                    // the domain's words begin in the middle of a sentence, for programs
                    let words = match field.code {
                        "malformed_email" => say("email-malformed", &[]),
                        _ => field.detail,
                    };
                    faults.put(name_of(&field.pointer), words);
                }
            }
            _ => return Err(error.into()),
        }
        Ok(faults)
    }

    /// One field that is wrong.
    pub fn at(field: &str, words: String) -> Self {
        let mut faults = Self::default();
        faults.put(field, words);
        faults
    }

    pub fn put(&mut self, field: &str, words: String) {
        self.fields.push((field.to_owned(), words));
    }

    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.whole.is_empty()
    }

    /// The words at a field.
    pub fn words(&self, field: &str) -> Option<String> {
        self.fields.iter().find(|(known, _)| known == field).map(|(_, words)| words.clone())
    }

    /// A field with what was typed, and what is wrong with it.
    pub fn entry(&self, field: &str, value: &str) -> Entry {
        Entry { value: value.to_owned(), error: self.words(field) }
    }

    /// Everything, in the order of the form; what the form has no field for stands first.
    pub fn summary(&self, order: &[&str]) -> Vec<FormError> {
        let error = |field: &str, words: &str| FormError { field: field.to_owned(), words: words.to_owned() };
        let elsewhere = self.fields.iter().filter(|(field, _)| !order.contains(&field.as_str()));
        let mut errors: Vec<FormError> = self.whole.iter().map(|words| error("", words)).collect();
        errors.extend(elsewhere.map(|(_, words)| error("", words)));
        errors.extend(order.iter().filter_map(|field| Some(error(field, &self.words(field)?))));
        errors
    }

    /// The status of the page that shows them.
    pub fn status(&self) -> StatusCode {
        match self.wait_s {
            Some(_) => StatusCode::TOO_MANY_REQUESTS,
            None if self.is_empty() => StatusCode::OK,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The page, saying when to come again where that is known.
    pub fn answered(&self, mut response: Response) -> Response {
        if let Some(wait) = self.wait_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response
    }
}

/// The field of a form that a pointer names.
fn name_of(pointer: &str) -> &str {
    match pointer.trim_start_matches('/') {
        "totp" => "code",
        name => name,
    }
}

/// Whether a link does not work, for whatever reason.
pub fn is_dead_link(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Account(AccountRefusal::LinkInvalid)))
}
