//! What the catalogue refuses.

use super::FieldError;
use crate::code::refusals;

refusals! {
    /// What the catalogue refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum CatalogueRefusal {
        /// No such product, or not for sale to the asker.
        #[error("There is no such product.")]
        ProductNotFound => NOT_FOUND,
        /// No such variant.
        #[error("There is no such variant.")]
        VariantNotFound => NOT_FOUND,
        /// No such category.
        #[error("There is no such category.")]
        CategoryNotFound => NOT_FOUND,
        /// No such picture.
        #[error("There is no such picture.")]
        ImageNotFound => NOT_FOUND,
        /// No such file, or not the asker's to have.
        #[error("There is no such file.")]
        DownloadNotFound => NOT_FOUND,
        /// A link whose time is over.
        #[error("This link has run out. Open your order: a fresh one stands there.")]
        DownloadLinkExpired => LINK_EXPIRED,
        /// Another has that slug.
        #[error("The slug “{slug}” is taken. Choose another.")]
        SlugTaken {
            /// The slug.
            slug: String,
        } => SLUG_TAKEN,
        /// Another variant of the vendor has that SKU.
        #[error("The SKU “{sku}” is taken. Choose another.")]
        SkuTaken {
            /// JSON pointer of the SKU.
            pointer: String,
            /// The SKU.
            sku: String,
        } => SKU_TAKEN,
        /// Two variants with the same options.
        #[error("Two variants have the same options. Give each its own.")]
        OptionsRepeated {
            /// JSON pointer of the second one's options.
            pointer: String,
        } => OPTIONS_REPEATED,
        /// A variant without a value for one of the options.
        #[error("This variant has no value for “{option}”.")]
        OptionsIncomplete {
            /// JSON pointer of the variant's options.
            pointer: String,
            /// The option it lacks.
            option: String,
        } => OPTIONS_INCOMPLETE,
        /// More variants than a product may have.
        #[error("A product has at most {max} variants. Split it.")]
        TooManyVariants {
            /// The most.
            max: usize,
        } => TOO_MANY_VARIANTS,
        /// Only what waits for the staff, or is shown, or was rejected, is judged.
        #[error("The product is {status}: nothing is to be said of it that way now. Look at it again.")]
        ProductStepNotAllowed {
            /// The word of its status.
            status: &'static str,
        } => PRODUCT_STEP_NOT_ALLOWED,
        /// Too many at once.
        #[error("That is too much at once: at most {max} {of}. Choose fewer.")]
        TooManyAtOnce {
            /// The most.
            max: usize,
            /// What is counted, in the plural.
            of: &'static str,
        } => INVALID_INPUT,
        /// Something uses it.
        #[error("This is still used by {count} {by}. Move or remove them first.")]
        StillReferenced {
            /// What uses it, in the plural: `products`.
            by: &'static str,
            /// How many.
            count: u64,
        } => STILL_REFERENCED,
        /// A category inside itself.
        #[error("A category cannot be inside itself. Choose another parent.")]
        CategoryCycle => CATEGORY_CYCLE,
        /// Two categories beside each other with one name.
        #[error("A category named “{name}” is beside it already. Choose another name, or merge the two.")]
        CategoryNameTaken {
            /// The name.
            name: String,
        } => CATEGORY_NAME_TAKEN,
        /// Two that are to become one, of which one holds the other.
        #[error("A category cannot be merged into itself or into one below it. Choose another.")]
        MergedIntoItself => CATEGORY_CYCLE,
        /// What it is to stand before is elsewhere.
        #[error("What it is to stand before is not beside it. Look at the tree again.")]
        NotASibling => INVALID_INPUT,
        /// Too many levels.
        #[error("Categories have at most {max} levels. Choose a parent nearer to the top.")]
        CategoryTooDeep {
            /// The most.
            max: u32,
        } => CATEGORY_TOO_DEEP,
        /// Some fields are wrong.
        #[error("Some fields need a change.")]
        Invalid {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
    }
}

impl CatalogueRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        let pointer = match self {
            Self::Invalid { fields } => return fields.clone(),
            Self::SlugTaken { .. } => "/slug",
            Self::SkuTaken { pointer, .. }
            | Self::OptionsRepeated { pointer }
            | Self::OptionsIncomplete { pointer, .. } => pointer.as_str(),
            Self::TooManyVariants { .. } => "/variants",
            Self::TooManyAtOnce { .. } => "/product_ids",
            Self::CategoryNameTaken { .. } => "/name",
            Self::MergedIntoItself => "/into_id",
            Self::NotASibling => "/before_id",
            Self::CategoryCycle | Self::CategoryTooDeep { .. } => "/parent_id",
            _ => return Vec::new(),
        };
        vec![FieldError::new(pointer, self.code().name, self.to_string())]
    }
}
