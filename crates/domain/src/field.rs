//! What is wrong with one field of what was sent.

/// One field that is wrong: where it is, a stable code, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into what was sent, such as `/lines/0/quantity`.
    pub pointer: String,
    /// A stable word for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub detail: String,
}

impl FieldError {
    /// A field error of its three parts.
    pub fn new(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into() }
    }
}

/// What is wrong with what was sent, gathered so that all of it is told at once.
#[derive(Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Adds one.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Adds one of its three parts.
    pub fn add(&mut self, pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) {
        self.push(FieldError::new(pointer, code, detail));
    }

    /// What was read, or nothing where it is wrong.
    pub fn take<T>(&mut self, read: Result<T, FieldError>) -> Option<T> {
        read.map_err(|error| self.push(error)).ok()
    }

    /// What was read, or the default where it is wrong: whoever goes on asks [`FieldErrors::none`] first.
    pub fn keep<T: Default>(&mut self, read: Result<T, FieldError>) -> T {
        self.take(read).unwrap_or_default()
    }

    /// Errors: what is wrong, if anything is.
    pub fn none(self) -> Result<(), Vec<FieldError>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
