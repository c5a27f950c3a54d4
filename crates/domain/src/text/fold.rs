//! Folding, so that what looks the same is the same.

use unicode_normalization::UnicodeNormalization;

/// The widest key that every database indexes whole (767 bytes at four bytes a character).
pub const MAX_KEY_CHARS: usize = 191;

/// The key under which two spellings meet: NFKC, lower case, white space trimmed and collapsed, at most
/// [`MAX_KEY_CHARS`] characters.
pub fn fold_key(text: &str) -> String {
    // Lowering can bring forth what NFKC would compose again, so it is normalised once more.
    let lowered: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let normal: String = lowered.nfkc().collect();
    let mut key = String::new();
    for word in normal.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    let cut: String = key.chars().take(MAX_KEY_CHARS).collect();
    cut.trim_end().to_owned()
}
