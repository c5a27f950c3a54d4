//! Product files of other shops: bytes in, drafts and findings out. No database, no network, no clock.
//!
//! One bad row never loses the others, and every row of the file is either used by a product or named by a finding. What
//! a product may hold is `souk_domain::bounds`; how much one file may hold is [`Limits`].
//!
//! - [`read`]: the whole of it
//! - `scan`, `rows`: bytes to rows, with physical line numbers and recovery after broken quotes
//! - `columns`: which cell is which
//! - `groups`: the rows of one product, found by vendor and handle
//! - `values`, `variant`, `images`, `product`: cells to prices, variants, pictures and products
//! - [`markdown_from_html`]: the small part of HTML that becomes Markdown
//! - [`Finding`], [`FileRefusal`], [`ImportedProduct`]: what comes out

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::float_arithmetic))]

mod columns;
mod draft;
mod finding;
mod groups;
mod images;
mod limits;
mod markdown;
mod product;
mod reading;
mod refusal;
mod rows;
mod scan;
mod values;
mod variant;

#[cfg(test)]
mod tests;

pub use draft::{DraftStatus, ImportedImage, ImportedOption, ImportedProduct, ImportedVariant};
pub use finding::{Finding, FindingCode, Severity};
pub use limits::Limits;
pub use markdown::markdown_from_html;
pub use reading::{Reading, read};
pub use refusal::FileRefusal;
