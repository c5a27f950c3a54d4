//! Reading product files made by other shops, and storing what they say.
//!
//! [`read`] is pure: bytes in, drafts and findings out; it touches no database and no network. One bad row
//! never loses the others, and every row of the file is either used by a product or named by a finding.
//!
//! - `limits`: how much one file may hold, and why
//! - `scan`, `rows`: bytes to rows, with physical line numbers and recovery after broken quotes
//! - `columns`: which cell is which
//! - `groups`: the rows of one product, found by vendor and handle
//! - `values`, `variant`, `images`, `product`: cells to prices, variants, pictures and products
//! - `markdown`: the small part of HTML that becomes Markdown
//! - `finding`, `refusal`, `draft`: what comes out
//! - [`import_products`]: stores it

mod columns;
mod draft;
mod finding;
mod groups;
mod images;
mod importing;
pub mod limits;
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
pub use importing::{DryRun, Progress, Report, Target, import_products};
pub use limits::Limits;
pub use markdown::markdown_from_html;
pub use reading::{Reading, read};
pub use refusal::FileRefusal;
