/// A text as a pattern of SQL's `like … escape '!'` in lower case: what is special in a pattern stands for itself.
pub fn like_pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
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
}
