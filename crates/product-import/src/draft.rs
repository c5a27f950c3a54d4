//! What a product file says, before anything is stored.

use souk_domain::content::Content;

/// A product as the file describes it; identity is vendor and handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedProduct {
    /// Physical line on which the product's first row begins, counted from 1.
    pub line: u64,
    /// The product's own address word in the file, lower case.
    pub handle: String,
    /// The vendor's name; `None` when no row of the product names one.
    pub vendor: Option<String>,
    /// The product's name.
    pub name: String,
    /// The description as Markdown.
    pub description: String,
    /// The product type, `None` when blank.
    pub product_type: Option<String>,
    /// Tags in the order of the file, without repeats.
    pub tags: Vec<String>,
    /// Whether the product may be shown.
    pub status: DraftStatus,
    /// Names of the options, at most three; empty for a product without a choice.
    pub options: Vec<String>,
    /// At least one variant.
    pub variants: Vec<ImportedVariant>,
    /// Pictures, sorted by position.
    pub images: Vec<ImportedImage>,
}

/// Whether an imported product is to be shown in the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftStatus {
    /// Not shown until somebody publishes it.
    Draft,
    /// Shown.
    Active,
}

/// A variant as one row describes it; identity within its product is the option values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedVariant {
    /// Physical line on which the row begins.
    pub line: u64,
    /// One value for each of the product's options, in their order.
    pub options: Vec<ImportedOption>,
    /// Stock keeping unit; data, not identity.
    pub sku: Option<String>,
    /// Price in minor units of the currency given to [`read`](super::read).
    pub price: i64,
    /// The price it was lowered from, always above `price`.
    pub compare_at: Option<i64>,
    /// Pieces on hand, never negative.
    pub quantity: i64,
    /// Whether the pieces are counted at all.
    pub tracked: bool,
    /// Whether it may be sold beyond what is on hand.
    pub backorder: bool,
    /// Whether it has to be carried anywhere.
    pub requires_shipping: bool,
    /// Whether tax is due on it.
    pub taxable: bool,
    /// Weight in grams, 0 when the file does not say.
    pub weight_g: u32,
    /// Barcode as printed.
    pub barcode: Option<String>,
    /// How much is in one piece, where the file says so.
    pub content: Option<Content>,
    /// Address of the picture of this very variant.
    pub image_url: Option<String>,
}

/// One chosen value of one option, such as Color: Red.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedOption {
    /// The option's name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A picture as a row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedImage {
    /// Physical line on which the row begins.
    pub line: u64,
    /// An http or https address, not yet fetched.
    pub url: String,
    /// What it shows, empty when the file does not say.
    pub alt: String,
    /// Place in the gallery, 1 first, without gaps.
    pub position: u32,
}
