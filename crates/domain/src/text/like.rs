//! Texts that a database looks for. It compares what is stored as it is: databases fold letters each in their own way, so the key of a
//! text is stored beside it.

use unicode_normalization::UnicodeNormalization as _;

/// A text as it is looked for, stored beside it: NFKC, lower case, white space collapsed. However long the text is, none is cut off.
pub fn search_key(text: &str) -> String {
    let lowered: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let normal: String = lowered.nfkc().collect();
    normal.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a pattern of SQL's `like … escape '!'` for a column of [`search_key`]s: what is special in a pattern stands for itself.
pub fn like_pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for letter in search_key(text).chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_special_in_a_pattern_stands_for_itself() {
        assert_eq!(like_pattern("50%_Off! Jug"), "50!%!_off!! jug");
        assert_eq!(like_pattern(""), "");
    }

    #[test]
    fn a_text_is_found_however_it_is_spelled() {
        for spelled in ["ÖLBILD", "Ölbild", "O\u{308}lbild ", "ölbild"] {
            assert_eq!(like_pattern(spelled), search_key("Ölbild"), "{spelled}");
        }
        assert_eq!(search_key("Blue \n  Vase"), "blue vase");
    }
}
