//! What a vendor refuses.

use super::FieldError;
use crate::code::refusals;

refusals! {
    /// What is refused about a vendor.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum VendorRefusal {
        /// No such vendor, or not open.
        #[error("There is no such vendor.")]
        NotFound => NOT_FOUND,
        /// Another has that name.
        #[error("A vendor named “{name}” is here already. Choose another name.")]
        NameTaken {
            /// The name.
            name: String,
        } => VENDOR_NAME_TAKEN,
        /// Another has that slug.
        #[error("The slug “{slug}” is taken. Choose another.")]
        SlugTaken {
            /// The slug.
            slug: String,
        } => SLUG_TAKEN,
        /// It may not sell.
        #[error("This vendor is suspended. Write to the market.")]
        Suspended => VENDOR_SUSPENDED,
        /// It may not sell yet.
        #[error("This vendor is not approved yet. The market will write when it is.")]
        NotApproved => VENDOR_NOT_APPROVED,
        /// Something uses it.
        #[error("This vendor still has {count} {by}.")]
        StillReferenced {
            /// What, in the plural: `products`.
            by: &'static str,
            /// How many.
            count: u64,
        } => STILL_REFERENCED,
        /// Some fields are wrong.
        #[error("Some fields need a change.")]
        Invalid {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
    }
}

impl VendorRefusal {
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
