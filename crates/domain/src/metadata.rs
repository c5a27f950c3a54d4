//! What a vendor keeps beside a product for its own use.

use std::collections::BTreeMap;

use crate::{
    bounds::product::{MAX_METADATA, MAX_METADATA_CHARS, MAX_METADATA_KEY_CHARS, MAX_METADATA_VALUE_CHARS},
    field::FieldError,
    text::{bounded_line, bounded_text},
};

/// Keys and values as they are kept. Errors: a key or value that cannot be, too many, too much in all.
pub fn checked(
    pointer: &str,
    metadata: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, FieldError> {
    if metadata.len() > MAX_METADATA {
        return Err(FieldError::new(pointer, "too_many", format!("At most {MAX_METADATA} keys.")));
    }
    let mut kept = BTreeMap::new();
    for (key, value) in metadata {
        let at = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        let key = bounded_line(&at, key, 1, MAX_METADATA_KEY_CHARS)?;
        kept.insert(key, bounded_text(&at, value, 0, MAX_METADATA_VALUE_CHARS)?);
    }
    if !fits(&kept) {
        let detail = format!("At most {MAX_METADATA_CHARS} characters in all keys and values together.");
        return Err(FieldError::new(pointer, "too_long", detail));
    }
    Ok(kept)
}

/// Whether a product may keep so much.
pub fn fits(metadata: &BTreeMap<String, String>) -> bool {
    let chars = |(key, value): (&String, &String)| key.chars().count() + value.chars().count();
    metadata.len() <= MAX_METADATA && metadata.iter().map(chars).sum::<usize>() <= MAX_METADATA_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_kept_is_trimmed_and_what_cannot_be_is_named() {
        assert_eq!(checked("/m", &map(&[(" a/b ", " x ")])), Ok(map(&[("a/b", "x")])));
        let error = checked("/m", &map(&[("a/b", "x\u{0}")])).unwrap_err();
        assert_eq!((error.pointer.as_str(), error.code), ("/m/a~1b", "control_characters"));
        assert_eq!(checked("/m", &map(&[(" ", "x")])).unwrap_err().code, "required");
    }

    #[test]
    fn all_together_is_bounded() {
        let value = "ø".repeat(MAX_METADATA_VALUE_CHARS);
        let many: BTreeMap<String, String> = (0..=MAX_METADATA_CHARS / MAX_METADATA_VALUE_CHARS)
            .map(|at| (at.to_string(), value.clone()))
            .collect();
        assert_eq!(checked("/m", &many).unwrap_err().code, "too_long");
        let small: BTreeMap<String, String> =
            (0..=MAX_METADATA).map(|at| (at.to_string(), String::new())).collect();
        assert_eq!(checked("/m", &small).unwrap_err().code, "too_many");
    }
}
