//! What the import of a file refuses.

use super::FieldError;
use crate::code::refusals;

refusals! {
    /// What is refused about a file that a vendor imports.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum ImportRefusal {
        /// No such import, or another vendor's.
        #[error("There is no such import.")]
        NotFound => NOT_FOUND,
        /// Nothing can be read of the file.
        #[error("{detail}")]
        FileRefused {
            /// Stable word for what is wrong with it.
            word: &'static str,
            /// What is wrong with it, and how to mend it.
            detail: String,
        } => IMPORT_FILE_REFUSED,
        /// A vendor imports one file at a time.
        #[error("The import of “{file_name}” is open. Start it, wait until it has ended, or cancel it; then send the next file.")]
        AnotherOpen {
            /// What the other file is called.
            file_name: String,
        } => IMPORT_OPEN,
        /// There is no such step from where it stands.
        #[error("The import is {status} and cannot do that now. Look at it again: somebody may have been faster.")]
        StepNotAllowed {
            /// Where it stands.
            status: &'static str,
        } => IMPORT_STEP_NOT_ALLOWED,
        /// The file was removed after its time.
        #[error("The file of this import is not kept any more. Send it again.")]
        FileGone => IMPORT_FILE_GONE,
        /// Some fields are wrong.
        #[error("Some fields need a change.")]
        Invalid {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
    }
}

impl ImportRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid { fields } => fields.clone(),
            Self::FileRefused { word, detail } => vec![FieldError::new("/file", word, detail.clone())],
            _ => Vec::new(),
        }
    }
}
