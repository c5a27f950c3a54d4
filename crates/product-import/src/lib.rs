//! Product files: bytes in, drafts and findings out, and products written as files. No database, no network, no clock.
//!
//! What is written here is read here as what it was. One bad row never loses the others, and every row of the file is either
//! used by a product or named by a finding. What a product may hold is `souk_domain::bounds`; how much one file may hold is
//! [`Limits`].
//!
//! - [`ProductFile`]: a file, read product by product in bounded memory
//! - `encoding`, `survey`: how the file is written, and which rows belong together
//! - `window`, `scan`, `row`, `rows`: bytes to rows, with physical line numbers and recovery after broken quotes
//! - `columns`: which cell is which, in both generations of the format
//! - `groups`: the rows of one product, found by vendor and handle
//! - `number`, `values`, `variant`, `images`, `product`: cells to prices, variants, pictures and products
//! - `markdown`: a description's HTML as Markdown, and Markdown as HTML
//! - `guard`: cells that spreadsheets would run, and lists within cells, there and back
//! - [`StockFile`]: how much is where, another kind of file; [`kind_of`] tells them apart
//! - [`FailedRows`]: what failed of a file, with why, to be mended
//! - [`ProductWriter`]: products as rows of a file
//! - [`Finding`], [`FileRefusal`], [`ImportedProduct`]: what comes out

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::float_arithmetic))]

mod columns;
mod draft;
mod encoding;
mod failed;
mod file;
mod finding;
mod groups;
mod guard;
mod images;
mod limits;
mod markdown;
mod number;
mod product;
mod refusal;
mod repeats;
mod row;
mod rows;
mod scan;
mod stock;
mod survey;
mod values;
mod variant;
mod window;
mod write;

#[cfg(test)]
mod tests;

pub use columns::Generation;
pub use draft::{DraftStatus, ImportedImage, ImportedProduct, ImportedVariant};
pub use encoding_rs::Encoding;
pub use failed::FailedRows;
pub use file::{Hints, ProductFile};
pub use finding::{Finding, FindingCode, Severity};
pub use limits::Limits;
pub use markdown::description_html;
pub use number::DecimalMark;
pub use refusal::FileRefusal;
pub use stock::{FileKind, StockFile, StockRow, kind_of};
pub use survey::Source;
pub use write::{ExportedImage, ExportedProduct, ExportedVariant, ProductWriter};
