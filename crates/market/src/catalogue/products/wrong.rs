use souk_domain::{
    field::FieldError,
    refusal::CatalogueRefusal,
    text::{bounded_line, bounded_text},
};

use crate::Result;

/// Gathers what is wrong with a form, so that all of it is told at once.
#[derive(Default)]
pub(super) struct Wrong(Vec<FieldError>);

impl Wrong {
    pub(super) fn line(&mut self, pointer: &str, value: &str, min: usize, max: usize) -> String {
        self.keep(bounded_line(pointer, value, min, max))
    }

    /// A line that may be left out; blank is left out.
    pub(super) fn maybe_line(&mut self, pointer: &str, value: Option<&str>, max: usize) -> Option<String> {
        let line = self.line(pointer, value?, 0, max);
        (!line.is_empty()).then_some(line)
    }

    pub(super) fn text(&mut self, pointer: &str, value: &str, max: usize) -> String {
        self.keep(bounded_text(pointer, value, 0, max))
    }

    pub(super) fn add(&mut self, pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.0.push(FieldError::new(pointer, code, detail));
    }

    fn keep(&mut self, outcome: std::result::Result<String, FieldError>) -> String {
        outcome.unwrap_or_else(|field| {
            self.0.push(field);
            String::new()
        })
    }

    pub(super) fn none(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(CatalogueRefusal::Invalid { fields: self.0 }.into()) }
    }
}
