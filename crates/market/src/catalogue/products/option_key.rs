use souk_domain::{
    hex::hex,
    text::{MAX_KEY_CHARS, fold_key},
};

use crate::secrets::capability_hash;

/// Stands between folded values, which have no control characters.
const BETWEEN: &str = "\u{1f}";

/// The identity of a variant within its product: its option values, however they are spelled. Keys that no index could hold
/// whole are hashed.
pub(crate) fn option_key(values: &[String]) -> String {
    let folded: Vec<String> = values.iter().map(|value| fold_key(value)).collect();
    let key = folded.join(BETWEEN);
    if key.chars().count() <= MAX_KEY_CHARS {
        return key;
    }
    hex(&capability_hash(key.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_tell_variants_apart_and_long_values_still_do() {
        let key =
            |values: &[&str]| option_key(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>());
        assert_eq!(key(&["Teal ", "M"]), key(&["teal", "m"]));
        assert_ne!(key(&["a", "b c"]), key(&["a b", "c"]));
        let (long, longer) = ("x".repeat(120), "y".repeat(120));
        assert_ne!(key(&[&long, &long]), key(&[&long, &longer]));
        assert_eq!(key(&[&long, &long]).len(), 64);
        assert_eq!(key(&[]), "");
    }
}
