//! How much one product file may hold.

/// Bytes of one file: held in memory while it is read, and ten times the largest export we have seen described.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Rows of one file: a shop of this size is moved in several files, and memory stays bounded for tiny rows.
pub const MAX_ROWS: usize = 1_000_000;
/// Bytes of one row: a description of `MAX_DESCRIPTION_CHARS` with all its markup fits many times.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;
/// Bytes looked at again while searching the next good row after broken ones; past it a file is beyond mending.
pub const MAX_RESCAN_BYTES: usize = 256 * 1024 * 1024;

/// Variants of one product, as the format itself allows.
pub const MAX_VARIANTS: usize = 100;
/// Options of one product, as the format has columns for.
pub const MAX_OPTIONS: usize = 3;
/// Pictures of one product, as the format itself allows.
pub const MAX_IMAGES: usize = 250;
/// Tags of one product, as the format itself allows.
pub const MAX_TAGS: usize = 250;

/// Characters of a handle: it becomes part of an address.
pub const MAX_HANDLE_CHARS: usize = 191;
/// Characters of a product name: two lines on a phone.
pub const MAX_NAME_CHARS: usize = 200;
/// Characters of a vendor name.
pub const MAX_VENDOR_CHARS: usize = 120;
/// Characters of a product type.
pub const MAX_TYPE_CHARS: usize = 120;
/// Characters of one tag.
pub const MAX_TAG_CHARS: usize = 100;
/// Characters of an option's name.
pub const MAX_OPTION_NAME_CHARS: usize = 60;
/// Characters of an option's value.
pub const MAX_OPTION_VALUE_CHARS: usize = 120;
/// Characters of a SKU.
pub const MAX_SKU_CHARS: usize = 120;
/// Characters of a barcode: the longest GS1 code and its punctuation.
pub const MAX_BARCODE_CHARS: usize = 64;
/// Characters of a picture's address: what browsers and proxies agree to carry.
pub const MAX_URL_CHARS: usize = 2_048;
/// Characters of a picture's alternative text.
pub const MAX_ALT_CHARS: usize = 500;
/// Characters of a description after conversion to Markdown.
pub const MAX_DESCRIPTION_CHARS: usize = 20_000;
/// Characters of a description's HTML that are looked at: ten times the longest real one we met, markup included.
pub const MAX_HTML_CHARS: usize = 100_000;
/// Elements open within each other; parsing time grows with the square of it, and no page of words nests deeper.
pub const MAX_HTML_DEPTH: usize = 200;
/// Pieces of one variant on hand; above it a typing mistake is likelier than a warehouse.
pub const MAX_QUANTITY: i64 = 1_000_000;
/// Grams of one variant: two tonnes, the most a pallet carrier takes.
pub const MAX_WEIGHT_G: i64 = 2_000_000;

/// The limits a caller may narrow, for a test or a smaller machine; `Default` is the constants above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Rows of the file, the header not counted.
    pub rows: usize,
    /// Bytes of one row.
    pub row_bytes: usize,
    /// Bytes looked at again while recovering.
    pub rescan_bytes: usize,
    /// Variants of one product.
    pub variants: usize,
    /// Pictures of one product.
    pub images: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: MAX_FILE_BYTES,
            rows: MAX_ROWS,
            row_bytes: MAX_ROW_BYTES,
            rescan_bytes: MAX_RESCAN_BYTES,
            variants: MAX_VARIANTS,
            images: MAX_IMAGES,
        }
    }
}
