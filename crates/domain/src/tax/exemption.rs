//! Accounts that pay no tax.

use jiff::Timestamp;

use crate::bounds::tax::{MAX_EXEMPTION_NUMBER_CHARS, MAX_EXEMPTION_REASON_CHARS};
use crate::field::{FieldError, FieldErrors};
use crate::text::bounded_line;

/// That an account pays no tax, and why. Prices that include tax stay as they are, with none in them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaxExemption {
    /// Why, such as `Reseller`.
    pub reason: String,
    /// The number of the certificate or of the business; may be empty.
    pub number: String,
    /// Until when; `None`: until it is taken back.
    pub ends_at: Option<Timestamp>,
}

impl TaxExemption {
    /// Whether it holds at a time.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.ends_at.is_none_or(|end| now < end)
    }

    /// As it is kept. Errors: what is wrong, each by its pointer; an end that is past already.
    pub fn checked(&self, now: Timestamp) -> Result<Self, Vec<FieldError>> {
        let mut wrong = FieldErrors::default();
        let reason = wrong.keep(bounded_line("/reason", &self.reason, 1, MAX_EXEMPTION_REASON_CHARS));
        let number = wrong.keep(bounded_line("/number", &self.number, 0, MAX_EXEMPTION_NUMBER_CHARS));
        if !self.holds(now) {
            let detail = "It would have ended already. Name a time to come, or leave it out.";
            wrong.add("/ends_at", "out_of_range", detail);
        }
        wrong.none().map(|()| Self { reason, number, ends_at: self.ends_at })
    }
}
