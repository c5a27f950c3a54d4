//! How much one product file may hold.

use souk_domain::bounds::product::{MAX_PICTURES, MAX_VARIANTS};

/// Bytes of one file: a thousand times the largest export we have seen.
pub(super) const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Rows of one file: a shop of this size is moved in several files, and what is remembered of each row stays bounded.
pub(super) const MAX_ROWS: usize = 1_000_000;
/// Bytes of one row: the longest of each text that a product may have, with all its markup.
pub(super) const MAX_ROW_BYTES: usize = 2 * 1024 * 1024;
/// Bytes looked at again while searching the next good row after broken ones; past it a file is beyond mending.
pub(super) const MAX_RESCAN_BYTES: usize = 256 * 1024 * 1024;
/// Bytes of the rows of one handle, held in memory together: as many variants as there may be, with long texts.
pub(super) const MAX_PRODUCT_BYTES: usize = 24 * 1024 * 1024;
/// Bytes held for products whose rows stand apart; more of them are read in several passes.
pub(super) const MAX_HELD_BYTES: usize = 24 * 1024 * 1024;

/// Characters of a description's HTML that are looked at: ten times the longest real one we met, markup included.
pub(super) const MAX_HTML_CHARS: usize = 100_000;
/// Elements open within each other; parsing time grows with the square of it, and no page of words nests deeper.
pub(super) const MAX_HTML_DEPTH: usize = 200;

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
    /// Bytes of all rows of one handle.
    pub product_bytes: usize,
    /// Bytes held at once for products whose rows stand apart.
    pub held_bytes: usize,
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
            product_bytes: MAX_PRODUCT_BYTES,
            held_bytes: MAX_HELD_BYTES,
            variants: MAX_VARIANTS,
            images: MAX_PICTURES,
        }
    }
}
