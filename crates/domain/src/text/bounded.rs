//! Text with a least and a greatest length.

use super::counted;
use crate::field::FieldError;

/// One line: trimmed, `min` to `max` characters, no control character at all, none that breaks the line, and none that
/// turns the direction of writing: with those a name reads as another one than it is. What copying leaves of them at either
/// end is dropped. Scripts from right to left need none, and the marks and joiners of theirs (RLM, LRM, ALM, ZWJ, ZWNJ) stay.
///
/// `pointer` names the field in the error, as `/shipping_address/city`.
pub fn bounded_line(pointer: &str, value: &str, min: usize, max: usize) -> Result<String, FieldError> {
    let value = trimmed(value);
    if value.chars().any(|c| c.is_control() || breaks_line(c)) {
        return Err(unprintable(pointer, "This may be one line only, without control characters."));
    }
    if value.chars().any(turns_direction) {
        let detail = "This holds an invisible character that turns the direction of writing. Type it anew.";
        return Err(unprintable(pointer, detail));
    }
    bounded(pointer, value, min, max)
}

/// A line without white space, and without what turns the direction of writing, at its ends.
pub(crate) fn trimmed(value: &str) -> &str {
    value.trim_matches(|c: char| c.is_whitespace() || turns_direction(c))
}

/// Embeddings, overrides and isolates, and what ends them (Unicode Annex 9).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The separators of lines and paragraphs, which are no control characters to Unicode.
fn breaks_line(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// What [`bounded_line`] takes of a stranger's text: one line, without what cannot be printed; one that is longer than `max`
/// characters ends with an ellipsis in its last.
pub fn cut_line(value: &str, max: usize) -> String {
    let printable = |c: &char| !c.is_control() && !turns_direction(*c);
    let spaced = value.replace(|c: char| c.is_control() || breaks_line(c), " ");
    let line: Vec<String> =
        spaced.split_whitespace().map(|word| word.chars().filter(printable).collect()).collect();
    let line = line.join(" ");
    if line.chars().count() <= max {
        return line;
    }
    line.chars().take(max.saturating_sub(1)).chain(['…']).collect()
}

/// Text of several lines: trimmed, `min` to `max` characters, of control characters only line breaks and tabs.
///
/// Line breaks of all kinds become `\n`.
pub fn bounded_text(pointer: &str, value: &str, min: usize, max: usize) -> Result<String, FieldError> {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    let value = value.trim();
    if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(unprintable(pointer, "This may have no control characters except line breaks and tabs."));
    }
    bounded(pointer, value, min, max)
}

fn bounded(pointer: &str, value: &str, min: usize, max: usize) -> Result<String, FieldError> {
    // Counting stops as soon as it is known to be too long.
    let length = value.chars().take(max.saturating_add(1)).count();
    if length < min {
        let detail = if length == 0 {
            "This is needed.".to_owned()
        } else {
            format!("This needs at least {}.", counted(min, "character", "characters"))
        };
        return Err(FieldError::new(pointer, if length == 0 { "required" } else { "too_short" }, detail));
    }
    if length > max {
        let detail = format!("This may have at most {}.", counted(max, "character", "characters"));
        return Err(FieldError::new(pointer, "too_long", detail));
    }
    Ok(value.to_owned())
}

fn unprintable(pointer: &str, detail: &str) -> FieldError {
    FieldError::new(pointer, "control_characters", detail)
}
