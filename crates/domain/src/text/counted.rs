//! A count before its word.

use std::fmt::Display;

/// The count with the word that it takes: `1 second`, `2 seconds`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    let word = if count == N::from(1) { one } else { many };
    format!("{count} {word}")
}
