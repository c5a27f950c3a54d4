//! What a form holds: what was typed, and what is wrong with it.

/// One field as it was sent: the words stay, the complaint stands below them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub value: String,
    /// What is wrong and how to mend it.
    pub error: Option<String>,
}

impl Entry {
    /// A field with nothing to complain about.
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }

    /// A field that has to be mended.
    pub fn wrong(value: impl Into<String>, error: impl Into<String>) -> Self {
        Self { value: value.into(), error: Some(error.into()) }
    }
}

/// One line of the summary above a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The `id` of the field it is about; empty when it is about none.
    pub field: String,
    pub words: String,
}

/// One entry of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub chosen: bool,
}
