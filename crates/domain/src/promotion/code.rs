//! Codes that unlock promotions: how they are typed, compared and drawn.

use crate::bounds::promotion::{MAX_CODE_CHARS, MAX_PREFIX_CHARS, MIN_CODE_CHARS};
use crate::field::FieldError;
use crate::text::{fold_key, plain};

/// What a random code is drawn from: each byte makes one character.
pub const RANDOM_BYTES: usize = 10;

/// Letters and digits that are not mistaken for each other, read aloud or in print. 32 of them, so that a byte chooses evenly.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// What two spellings of a code have in common: case and surrounding blanks do not matter.
pub fn code_key(typed: &str) -> String {
    fold_key(&plain(typed))
}

/// A code as it is kept. Errors: what is wrong with it.
pub fn checked_code(pointer: &str, typed: &str) -> Result<String, FieldError> {
    let code = plain(typed).to_uppercase();
    if (MIN_CODE_CHARS..=MAX_CODE_CHARS).contains(&code.chars().count()) && is_written_so(&code) {
        return Ok(code);
    }
    let detail = format!(
        "A code has {MIN_CODE_CHARS} to {MAX_CODE_CHARS} letters A to Z, digits, dashes and underscores, and begins with \
         a letter or digit."
    );
    Err(FieldError::new(pointer, "invalid_value", detail))
}

/// What every code of a batch begins with, as it is kept; it may be empty. Errors: what is wrong with it.
pub fn checked_prefix(pointer: &str, typed: &str) -> Result<String, FieldError> {
    let prefix = plain(typed).to_uppercase();
    if prefix.chars().count() <= MAX_PREFIX_CHARS && is_written_so(&prefix) {
        return Ok(prefix);
    }
    let detail =
        format!("A prefix has at most {MAX_PREFIX_CHARS} letters A to Z, digits, dashes and underscores.");
    Err(FieldError::new(pointer, "invalid_value", detail))
}

/// A code that nobody guesses: 50 random bits behind its prefix.
pub fn random_code(prefix: &str, random: [u8; RANDOM_BYTES]) -> String {
    let letter = |byte: &u8| LETTERS.get(usize::from(*byte) % LETTERS.len()).copied().unwrap_or(b'A');
    let letters = random.iter().map(letter).map(char::from);
    prefix.chars().chain(letters).collect()
}

/// It begins with a letter or digit, so that no spreadsheet takes it for a formula.
fn is_written_so(code: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    code.chars().all(|c| is_letter(c) || c == '-' || c == '_') && code.chars().next().is_none_or(is_letter)
}
