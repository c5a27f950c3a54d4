//! Percent encoding (RFC 3986): a value as it stands in an address, and back.

/// Everything but unreserved characters escaped, so that a value stays one path segment or one query value.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A path with what an address cannot hold escaped, its slashes kept.
pub fn encode_path(path: &str) -> String {
    path.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// The value of a query or a form, where `+` is a space. A `%` that starts no escape stands for itself, as browsers have it.
/// `None`: bytes that are no UTF-8.
pub fn decode_form(text: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

fn digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_reads_back() {
        for value in ["", "mug", "a b/c", "var_1&x=1", "é+%", "100%"] {
            assert_eq!(decode_form(encode(value).as_bytes()).as_deref(), Some(value));
        }
        assert_eq!(encode("a b/c-._~"), "a%20b%2Fc-._~");
        assert_eq!(encode_path("/p/é b"), "/p/%C3%A9%20b");
    }

    #[test]
    fn what_browsers_send_is_read() {
        for (sent, read) in [("1+2", "1 2"), ("%C3%A9%", "é%"), ("%4", "%4"), ("%zz", "%zz"), ("%2b", "+")] {
            assert_eq!(decode_form(sent.as_bytes()).as_deref(), Some(read), "{sent}");
        }
        assert_eq!(decode_form(b"%FF"), None);
    }
}
