use std::fmt;

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which invariant it breaks: its number in the book of the domain.
    pub invariant: u8,
    /// Which rule of it, for programs.
    pub code: &'static str,
    /// What is broken: an id, as the API writes it.
    pub subject: String,
    /// How, in words and figures.
    pub detail: String,
}

/// One line for a person: `invariant 2, stock_not_moved: var_… at loc_…: on hand 5, moved 4`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invariant {}, {}: {}: {}", self.invariant, self.code, self.subject, self.detail)
    }
}
