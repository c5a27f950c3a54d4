//! Bytes as text of hexadecimal digits.

/// Two small digits for each byte, as `0a1f`.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of `N` pairs of small hexadecimal digits. `None`: the text is no such thing.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let pairs = text.as_bytes().chunks_exact(2);
    if text.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(pairs) {
        *byte = 16 * digit(*pair.first()?)? + digit(*pair.last()?)?;
    }
    Some(bytes)
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_two_small_digits() {
        assert_eq!((hex(&[]), hex(&[0, 10, 255])), (String::new(), "000aff".to_owned()));
    }

    #[test]
    fn what_was_written_is_read_and_nothing_else() {
        assert_eq!(unhex("000aff"), Some([0, 10, 255]));
        for odd in ["", "000af", "000aff0", "000aFF", "000agg", "é0aff"] {
            assert_eq!(unhex::<3>(odd), None, "{odd}");
        }
    }
}
