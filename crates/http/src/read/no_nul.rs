//! U+0000, which no text may hold: some databases take it, others refuse the whole statement, so nobody is given it.

use souk_domain::refusal::RequestRefusal;

/// What an escape of JSON says of it.
const ESCAPED: &[u8] = b"\\u0000";

/// Refuses a text with U+0000 in it; `pointer` is its field.
pub(super) fn check(pointer: &str, text: &str) -> Result<(), RequestRefusal> {
    if text.contains('\0') { Err(refusal(pointer)) } else { Ok(()) }
}

/// Refuses a JSON text in which some string, or the name of a field, says U+0000. Unescaped it is no JSON.
pub(super) fn check_json(text: &[u8]) -> Result<(), RequestRefusal> {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = rest.get(at..).unwrap_or_default();
        if escape.starts_with(ESCAPED) {
            return Err(refusal(""));
        }
        // a backslash and what it escapes
        rest = escape.get(2..).unwrap_or_default();
    }
    Ok(())
}

fn refusal(pointer: &str) -> RequestRefusal {
    let detail = "A text holds the character U+0000, which is never seen: take it out.".to_owned();
    RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_is_told_from_a_backslash_before_the_same_letters() {
        for clean in
            [r#"{"a":"b"}"#, r#"{"a":"\\u0000"}"#, r#"{"a":"\u00e9\u0001"}"#, r#"{"a":"\n\\\\u0000"}"#, "\\"]
        {
            assert!(check_json(clean.as_bytes()).is_ok(), "{clean}");
        }
        for dirty in [r#"{"a":"\u0000"}"#, r#"{"\u0000":1}"#, r#"{"a":"\\\u0000"}"#, r#"["x\n\u0000"]"#] {
            assert!(check_json(dirty.as_bytes()).is_err(), "{dirty}");
        }
    }
}
