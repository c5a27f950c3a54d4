//! Enough of Rust's grammar to tell code from comments and strings.

/// What is replaced by spaces; byte positions and line breaks stay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    Comments,
    CommentsAndStrings,
}

/// The text with comments, and strings if asked, blanked out.
pub(super) fn blank(text: &str, what: Blank) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (length, kept) = if rest.starts_with(b"//") {
            (line_length(rest), false)
        } else if rest.starts_with(b"/*") {
            (block_comment_length(rest), false)
        } else if let Some(length) = literal_length(text, at) {
            (length, what == Blank::Comments)
        } else {
            (char_length(rest), true)
        };
        if !kept {
            for byte in &mut out[at..at + length] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        at += length;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// How long the string literal at this byte is; none when none begins there.
pub(super) fn literal_length(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    raw_string_length(bytes, at).or_else(|| string_length(bytes.get(at..)?))
}

/// How many bytes of code stand together at this byte, where no string begins.
pub(super) fn step(text: &str, at: usize) -> usize {
    char_length(&text.as_bytes()[at..])
}

fn line_length(rest: &[u8]) -> usize {
    rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len())
}

fn block_comment_length(rest: &[u8]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn string_length(rest: &[u8]) -> Option<usize> {
    if rest.first() != Some(&b'"') {
        return None;
    }
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    Some(rest.len())
}

fn raw_string_length(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let after_name = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    // `br"…"` and `cr"…"` start one byte later; that byte is then passed over as code.
    if rest.first() != Some(&b'r') || (after_name && !matches!(bytes[at - 1], b'b' | b'c')) {
        return None;
    }
    let hashes = rest[1..].iter().take_while(|&&b| b == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return None;
    }
    let mut close = vec![b'"'];
    close.resize(1 + hashes, b'#');
    let body = 2 + hashes;
    let end = rest[body..].windows(close.len()).position(|window| window == close);
    Some(end.map_or(rest.len(), |end| body + end + close.len()))
}

/// One byte of code, or a whole character literal, so that `'"'` opens no string.
fn char_length(rest: &[u8]) -> usize {
    match rest {
        [b'\'', b'\\', _, tail @ ..] => tail.iter().position(|&b| b == b'\'').map_or(1, |end| end + 4),
        [b'\'', _, b'\'', ..] => 3,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_blanked_and_strings_kept_or_not() {
        let text = "a // \"b\n/* c /* d */ \" */ e \"f // \\\" g\" h";
        assert_eq!(blank(text, Blank::Comments), "a      \n                  e \"f // \\\" g\" h");
        assert_eq!(blank(text, Blank::CommentsAndStrings), "a      \n                  e             h");
    }

    #[test]
    fn raw_strings_chars_and_lifetimes_are_told_apart() {
        let text = r##"r#"a " b"# '"' '\'' '\u{22}' &'a x for"y""##;
        let blanked = blank(text, Blank::CommentsAndStrings);
        assert_eq!(blanked, r#"           '"' '\'' '\u{22}' &'a x for   "#);
        assert_eq!(blanked.len(), text.len());
    }
}
