//! What a product file says, before anything is stored.
//!
//! A field is `None` where the file does not say it: it has no such column, or what stands there cannot be read. What is
//! stored stays then. A cell that is there and blank says "nothing", which is a value of its own.

use std::collections::BTreeMap;

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
    pub name: Option<String>,
    /// The description as Markdown.
    pub description: Option<String>,
    /// The product type; empty when blank.
    pub product_type: Option<String>,
    /// The path of the standard category, from the top down; empty when blank.
    pub category: Option<Vec<String>>,
    /// Tags in the order of the file, without repeats.
    pub tags: Option<Vec<String>>,
    /// Whether the product may be shown, before its status is asked.
    pub published: Option<bool>,
    /// The product's status.
    pub status: Option<DraftStatus>,
    /// The name under which it was made, where the file says it beside the vendor's; empty when blank.
    pub brand: Option<String>,
    /// What kind of goods it is to the taxes, by the word that the file has for it; `standard` when blank.
    pub tax_class: Option<String>,
    /// Particulars, such as Material and Oak.
    pub specs: Option<Vec<(String, String)>>,
    /// What search engines are to show; empty when blank.
    pub seo_title: Option<String>,
    /// What search engines are to show below it; empty when blank.
    pub seo_description: Option<String>,
    /// Keys and values of what is kept beside; an empty value takes the key away.
    pub metadata: Vec<(String, String)>,
    /// All keys and values there shall be, where the file says them whole.
    pub all_metadata: Option<BTreeMap<String, String>>,
    /// Names of the options, at most three; empty for a product without a choice.
    pub options: Option<Vec<String>>,
    /// How many options the file has columns for.
    pub option_columns: usize,
    /// The variants that can be used.
    pub variants: Vec<ImportedVariant>,
    /// Whether these are all variants there are: the file describes products whole, and every row could be read. What is
    /// stored and not named is then gone.
    pub has_all_variants: bool,
    /// Pictures, sorted by position.
    pub images: Option<Vec<ImportedImage>>,
    /// Whether these are all pictures there are.
    pub has_all_images: bool,
}

/// The status of an imported product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftStatus {
    /// Not shown until somebody publishes it.
    Draft,
    /// Shown.
    Active,
    /// Put away.
    Archived,
}

/// A variant as one row describes it; identity within its product is the option values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedVariant {
    /// Physical line on which the row begins.
    pub line: u64,
    /// One value for each of the product's options, in their order.
    pub values: Vec<String>,
    /// Stock keeping unit; data, not identity. Empty when blank.
    pub sku: Option<String>,
    /// Price in minor units of the currency given to [`ProductFile::open`](super::ProductFile::open).
    pub price: Option<i64>,
    /// The price it was lowered from; above `price` where both are said.
    pub compare_at: Option<Option<i64>>,
    /// What a piece costs the vendor, in minor units.
    pub cost: Option<Option<i64>>,
    /// Pieces on hand, never negative.
    pub quantity: Option<i64>,
    /// Whether the pieces are counted at all.
    pub tracked: Option<bool>,
    /// Whether it may be sold beyond what is on hand.
    pub backorder: Option<bool>,
    /// Whether it has to be carried anywhere.
    pub requires_shipping: Option<bool>,
    /// Whether tax is due on it.
    pub taxable: Option<bool>,
    /// Weight in grams.
    pub weight_g: Option<u32>,
    /// Barcode as printed. Empty when blank.
    pub barcode: Option<String>,
    /// How much is in one piece.
    pub content: Option<Option<Content>>,
    /// It exists once.
    pub is_unique: Option<bool>,
    /// Addresses of the pictures of this variant.
    pub image_urls: Option<Vec<String>>,
}

/// A picture as a row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedImage {
    /// Physical line on which the row begins.
    pub line: u64,
    /// An http or https address, not yet fetched.
    pub url: String,
    /// What it shows; empty when blank.
    pub alt: Option<String>,
    /// Place in the gallery, 1 first, without gaps.
    pub position: u32,
}
