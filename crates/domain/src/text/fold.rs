//! Folding, so that what looks the same is the same.

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization;

/// The widest key that every database indexes whole (767 bytes at four bytes a character).
pub const MAX_KEY_CHARS: usize = 191;

/// The key under which two spellings meet: NFKC, lower case, white space trimmed and collapsed. One that would be wider than
/// [`MAX_KEY_CHARS`] characters ends in the digest of the whole, so that only what is the same throughout meets.
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
    if key.chars().count() <= MAX_KEY_CHARS { key } else { digested(&key) }
}

fn digested(key: &str) -> String {
    let digest: String = Sha256::digest(key).iter().map(|byte| format!("{byte:02x}")).collect();
    let begin: String = key.chars().take(MAX_KEY_CHARS - 1 - digest.len()).collect();
    format!("{}~{digest}", begin.trim_end())
}
