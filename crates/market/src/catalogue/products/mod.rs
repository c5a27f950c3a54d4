//! Products: what a vendor writes about a thing, and the variants in which it is sold.

mod create;
mod draft;
mod duplicate;
mod life;
mod option_key;
mod patch;
mod prices;
mod remove;
pub(super) mod store;
mod update;
mod variants;

pub use create::create_product_in;
pub(crate) use create::create_product_with;
pub use draft::{MetadataChange, NewProduct, ProductChanges, ProductDetails, VariantDraft};
pub use duplicate::duplicate_product_in;
pub use life::{Verdict, judge_product_in};
pub(crate) use option_key::{folded_option_key, option_key};
pub use patch::VariantPatch;
pub(crate) use patch::patched_variants;
pub use prices::{LOWEST_WITHIN, PRICES_KEPT, VariantPrices};
pub(crate) use prices::{list_prices_of, list_product_prices, lowest_price};
pub use remove::{Removed, archive_product, remove_product_in};
pub(crate) use store::list_all_variants;
pub use store::{PriceRow, ProductRow, VariantRow, find_product_by_handle, list_option_names, list_variants};
pub use update::update_product;
pub(crate) use update::update_product_with;
pub(crate) use variants::Origin;

use crate::stored::stored_words;

/// Whether a product is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProductStatus {
    /// Its vendor alone sees it.
    Draft,
    /// Waits for the staff's word.
    InReview,
    /// Shown and sold.
    Active,
    /// The staff does not want it as it is, and said why.
    Rejected,
    /// Put away; placed orders still name it.
    Archived,
}

stored_words!(ProductStatus {
    Draft = "draft",
    InReview = "in_review",
    Active = "active",
    Rejected = "rejected",
    Archived = "archived",
});

/// Whether a variant is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariantStatus {
    Active,
    /// No longer offered; placed orders still name it.
    Archived,
}

stored_words!(VariantStatus { Active = "active", Archived = "archived" });
