//! Text that came from outside: bounded, without control characters.
//!
//! - [`bounded_line`], [`bounded_text`]: one line, or several
//! - [`counted`]: a count before its word
//! - [`plain`]: what pasting brings along, taken out
//! - [`search_key`], [`like_pattern`]: a text that a database looks for
//! - [`fold_key`]: what two spellings of the same word have in common
//! - [`Slug`], [`Email`]

mod bounded;
mod counted;
mod email;
mod fold;
mod like;
mod plain;
mod slug;
#[cfg(test)]
mod tests;

pub(crate) use bounded::trimmed;
pub use bounded::{bounded_line, bounded_text, cut_line};
pub use counted::counted;
pub use email::{Email, MalformedEmail, email_key};
pub use fold::{MAX_KEY_CHARS, fold_key};
pub use like::{like_pattern, search_key};
pub use plain::plain;
pub use slug::{MalformedSlug, Slug};
