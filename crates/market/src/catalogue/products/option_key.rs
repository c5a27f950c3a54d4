use souk_domain::{
    hex::hex,
    text::{MAX_KEY_CHARS, fold_key},
};
use unicode_normalization::UnicodeNormalization as _;

use crate::secrets::capability_hash;

/// Stands between values, which have no control characters.
const BETWEEN: &str = "\u{1f}";

/// The identity of a variant within its product: its option values as they are written. Keys that no index could hold
/// whole are hashed.
pub(crate) fn option_key(values: &[String]) -> String {
    let words =
        |value: &String| value.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let written: Vec<String> = values.iter().map(words).collect();
    let key = written.join(BETWEEN);
    if key.chars().count() <= MAX_KEY_CHARS {
        return key;
    }
    hex(&capability_hash(key.as_bytes()))
}

/// The same however the values are spelled: by it a variant is found again of which only the spelling changed.
pub(crate) fn folded_option_key(values: &[String]) -> String {
    let folded: Vec<String> = values.iter().map(|value| fold_key(value)).collect();
    folded.join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn variants_that_differ_in_case_alone_are_two() {
        assert_ne!(option_key(&values(&["Red", "XL"])), option_key(&values(&["red", "xl"])));
        assert_eq!(folded_option_key(&values(&["Red", "XL"])), folded_option_key(&values(&[" red", "xl"])));
        assert_eq!(
            option_key(&values(&["Caf\u{e9}  au lait"])),
            option_key(&values(&["Cafe\u{301} au lait "]))
        );
        assert_ne!(option_key(&values(&["a", "b"])), option_key(&values(&["b", "a"])));
    }

    #[test]
    fn long_values_still_tell_variants_apart() {
        let long = |end: &str| option_key(&values(&[&format!("{}{end}", "x".repeat(MAX_KEY_CHARS))]));
        assert_ne!(long("1"), long("2"));
        assert!(long("1").chars().count() <= MAX_KEY_CHARS);
    }
}
