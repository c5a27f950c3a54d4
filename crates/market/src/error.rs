use souk_domain::refusal::Refusal;

/// Why a use case did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no; the caller can mend it, and nothing changed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something we depend on failed; the caller cannot mend it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What a use case answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure that is ours, not the caller's.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    Database(#[from] souk_db::Error),
    /// Stored data does not say what it must; `souk check` will tell more.
    #[error("stored data is broken: {0}")]
    Broken(String),
    /// A file, a socket or another process failed.
    #[error("{0}")]
    Outside(String),
}

impl Fault {
    /// True when the same request may succeed a moment later: the database was busy, away, or did not say how it ended.
    pub fn is_passing(&self) -> bool {
        use souk_db::Error::{Contended, Overloaded};
        self.is_of_storage() || matches!(self, Self::Database(Contended { .. } | Overloaded))
    }

    /// True when the database cannot be reached or its disk fails: nobody's transaction gets through, or nobody knows.
    pub fn is_of_storage(&self) -> bool {
        use souk_db::Error::{Disconnected, OutcomeUnknown, Storage};
        matches!(self, Self::Database(Disconnected { .. } | OutcomeUnknown { .. } | Storage { .. }))
    }
}

impl Error {
    /// Stored data does not say what it must.
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Fault(Fault::Broken(what.into()))
    }

    /// The refusal, when that is what this is.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Fault(_) => None,
        }
    }
}

impl From<souk_db::Error> for Error {
    fn from(error: souk_db::Error) -> Self {
        Self::Fault(Fault::Database(error))
    }
}

impl souk_db::Abort for Error {
    fn database(&self) -> Option<&souk_db::Error> {
        match self {
            Self::Fault(Fault::Database(error)) => Some(error),
            _ => None,
        }
    }
}

macro_rules! refused {
    ($($(#[$about:meta])* $name:ident($refusal:ident)),+ $(,)?) => {$(
        impl From<souk_domain::refusal::$refusal> for Error {
            fn from(refusal: souk_domain::refusal::$refusal) -> Self {
                Self::Refused(refusal.into())
            }
        }
    )+};
}
souk_domain::each_refusal!(refused);
