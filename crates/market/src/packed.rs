//! Texts that are kept small: what repeats in a longer one is written once.

use std::io::{Read as _, Write as _};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

/// How the bytes after the first one are to be read.
const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;
/// Shorter texts hardly shrink.
const WORTH_IT: usize = 100;
/// A text that unpacks to more is none of ours.
const MOST: u64 = 16 * 1024 * 1024;

/// The bytes that stand for a text.
pub(crate) fn packed(text: &str) -> Vec<u8> {
    let plain = || [&[PLAIN], text.as_bytes()].concat();
    if text.len() < WORTH_IT {
        return plain();
    }
    let mut deflated = DeflateEncoder::new(vec![DEFLATED], Compression::default());
    match deflated.write_all(text.as_bytes()).and_then(|()| deflated.finish()) {
        Ok(smaller) if smaller.len() <= text.len() => smaller,
        _ => plain(),
    }
}

/// The text that bytes stand for; none when they stand for none.
pub(crate) fn unpacked(bytes: &[u8]) -> Option<String> {
    match bytes.split_first()? {
        (&PLAIN, text) => String::from_utf8(text.to_vec()).ok(),
        (&DEFLATED, deflated) => {
            let mut text = String::new();
            DeflateDecoder::new(deflated).take(MOST).read_to_string(&mut text).ok()?;
            Some(text)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_byte_for_byte() {
        let long: String =
            (0..500).map(|line| format!("{{\"line\": {line}, \"name\": \"Tasse, groß\"}}\n")).collect();
        for text in ["", "paid", "\u{1a}\u{0}", &long] {
            assert_eq!(unpacked(&packed(text)).as_deref(), Some(text));
        }
        assert!(packed(&long).len() * 4 < long.len());
        assert_eq!(packed("paid"), b"\0paid");
    }

    #[test]
    fn what_does_not_shrink_is_kept_as_it_is() {
        let random: String =
            (0_u64..200).map(|n| format!("{:x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
        assert!(packed(&random).len() <= random.len() + 1);
        assert_eq!(unpacked(&packed(&random)), Some(random));
    }

    #[test]
    fn bytes_that_stand_for_no_text_are_none() {
        for bytes in [&[][..], &[2, 65], &[0, 0xff], &[1, 0xff, 0xff]] {
            assert_eq!(unpacked(bytes), None);
        }
    }
}
