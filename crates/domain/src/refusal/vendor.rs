//! What a vendor refuses.

use super::{Code, FieldError, INVALID_INPUT, NOT_FOUND, SLUG_TAKEN, VENDOR_NAME_TAKEN, VENDOR_NOT_APPROVED};
use super::{STILL_REFERENCED, VENDOR_SUSPENDED};

/// What is refused about a vendor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VendorRefusal {
    /// No such vendor, or not open.
    #[error("There is no such vendor.")]
    NotFound,
    /// Another has that name.
    #[error("A vendor named “{name}” is here already. Choose another name.")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// Another has that slug.
    #[error("The slug “{slug}” is taken. Choose another.")]
    SlugTaken {
        /// The slug.
        slug: String,
    },
    /// It may not sell.
    #[error("This vendor is suspended. Write to the market.")]
    Suspended,
    /// It may not sell yet.
    #[error("This vendor is not approved yet. The market will write when it is.")]
    NotApproved,
    /// Something uses it.
    #[error("This vendor still has {count} {by}.")]
    StillReferenced {
        /// What, in the plural: `products`.
        by: &'static str,
        /// How many.
        count: u64,
    },
    /// Some fields are wrong.
    #[error("Some fields need a change.")]
    Invalid {
        /// Each of them.
        fields: Vec<FieldError>,
    },
}

impl VendorRefusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        match self {
            Self::NotFound => &NOT_FOUND,
            Self::NameTaken { .. } => &VENDOR_NAME_TAKEN,
            Self::SlugTaken { .. } => &SLUG_TAKEN,
            Self::Suspended => &VENDOR_SUSPENDED,
            Self::NotApproved => &VENDOR_NOT_APPROVED,
            Self::StillReferenced { .. } => &STILL_REFERENCED,
            Self::Invalid { .. } => &INVALID_INPUT,
        }
    }

    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        let pointer = match self {
            Self::Invalid { fields } => return fields.clone(),
            Self::NameTaken { .. } => "/name",
            Self::SlugTaken { .. } => "/slug",
            _ => return Vec::new(),
        };
        vec![FieldError::new(pointer, self.code().name, self.to_string())]
    }
}
