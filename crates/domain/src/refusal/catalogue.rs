//! What the catalogue refuses.

use super::{
    CATEGORY_CYCLE, CATEGORY_TOO_DEEP, Code, FieldError, INVALID_INPUT, NOT_FOUND, OPTIONS_INCOMPLETE,
};
use super::{OPTIONS_REPEATED, SKU_TAKEN, SLUG_TAKEN, STILL_REFERENCED, TOO_MANY_VARIANTS};

/// What the catalogue refuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueRefusal {
    /// No such product, or not for sale to the asker.
    #[error("There is no such product.")]
    ProductNotFound,
    /// No such variant.
    #[error("There is no such variant.")]
    VariantNotFound,
    /// No such category.
    #[error("There is no such category.")]
    CategoryNotFound,
    /// No such picture.
    #[error("There is no such picture.")]
    ImageNotFound,
    /// Another has that slug.
    #[error("The slug “{slug}” is taken. Choose another.")]
    SlugTaken {
        /// The slug.
        slug: String,
    },
    /// Another variant of the vendor has that SKU.
    #[error("The SKU “{sku}” is taken. Choose another.")]
    SkuTaken {
        /// JSON pointer of the SKU.
        pointer: String,
        /// The SKU.
        sku: String,
    },
    /// Two variants with the same options.
    #[error("Two variants have the same options. Give each its own.")]
    OptionsRepeated {
        /// JSON pointer of the second one's options.
        pointer: String,
    },
    /// A variant without a value for one of the options.
    #[error("This variant has no value for “{option}”.")]
    OptionsIncomplete {
        /// JSON pointer of the variant's options.
        pointer: String,
        /// The option it lacks.
        option: String,
    },
    /// More variants than a product may have.
    #[error("A product has at most {max} variants. Split it.")]
    TooManyVariants {
        /// The most.
        max: usize,
    },
    /// Something uses it.
    #[error("This is still used by {count} {by}. Move or remove them first.")]
    StillReferenced {
        /// What uses it, in the plural: `products`.
        by: &'static str,
        /// How many.
        count: u64,
    },
    /// A category inside itself.
    #[error("A category cannot be inside itself. Choose another parent.")]
    CategoryCycle,
    /// Too many levels.
    #[error("Categories have at most {max} levels. Choose a parent nearer to the top.")]
    CategoryTooDeep {
        /// The most.
        max: u32,
    },
    /// Some fields are wrong.
    #[error("Some fields need a change.")]
    Invalid {
        /// Each of them.
        fields: Vec<FieldError>,
    },
}

impl CatalogueRefusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        match self {
            Self::ProductNotFound | Self::VariantNotFound | Self::CategoryNotFound | Self::ImageNotFound => {
                &NOT_FOUND
            }
            Self::SlugTaken { .. } => &SLUG_TAKEN,
            Self::SkuTaken { .. } => &SKU_TAKEN,
            Self::OptionsRepeated { .. } => &OPTIONS_REPEATED,
            Self::OptionsIncomplete { .. } => &OPTIONS_INCOMPLETE,
            Self::TooManyVariants { .. } => &TOO_MANY_VARIANTS,
            Self::StillReferenced { .. } => &STILL_REFERENCED,
            Self::CategoryCycle => &CATEGORY_CYCLE,
            Self::CategoryTooDeep { .. } => &CATEGORY_TOO_DEEP,
            Self::Invalid { .. } => &INVALID_INPUT,
        }
    }

    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        let pointer = match self {
            Self::Invalid { fields } => return fields.clone(),
            Self::SlugTaken { .. } => "/slug",
            Self::SkuTaken { pointer, .. }
            | Self::OptionsRepeated { pointer }
            | Self::OptionsIncomplete { pointer, .. } => pointer.as_str(),
            Self::TooManyVariants { .. } => "/variants",
            Self::CategoryCycle | Self::CategoryTooDeep { .. } => "/parent_id",
            _ => return Vec::new(),
        };
        vec![FieldError::new(pointer, self.code().name, self.to_string())]
    }
}
