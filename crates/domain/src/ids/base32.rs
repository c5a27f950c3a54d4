//! Crockford base32 of 128 bits: 26 characters, the first at most `7`.

/// Lower case, without i, l, o, u, so that nothing is misread aloud or on paper.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters that 128 bits take at five bits each.
pub(super) const LENGTH: usize = 26;

/// The symbol of the lowest five bits of `value`.
pub(super) fn symbol(value: u128) -> char {
    let place = usize::from((value & 31) as u8);
    ALPHABET.get(place).map_or('0', |byte| char::from(*byte))
}

/// The five bits of `symbol`, only for the canonical lower-case alphabet.
pub(super) fn value(symbol: u8) -> Option<u8> {
    ALPHABET.iter().position(|known| *known == symbol).and_then(|place| u8::try_from(place).ok())
}

/// The 26 characters of 16 bytes, big end first.
pub(super) fn encode(bytes: [u8; 16]) -> String {
    let number = u128::from_be_bytes(bytes);
    (0..LENGTH).rev().map(|place| symbol(number >> (place * 5))).collect()
}

/// The 16 bytes of 26 canonical characters; anything else is `None`.
pub(super) fn decode(text: &str) -> Option<[u8; 16]> {
    if text.len() != LENGTH {
        return None;
    }
    let mut number: u128 = 0;
    for (place, byte) in text.bytes().enumerate() {
        let five = value(byte)?;
        // 26 symbols hold 130 bits: the first may only carry three of its five.
        if place == 0 && five > 7 {
            return None;
        }
        number = (number << 5) | u128::from(five);
    }
    Some(number.to_be_bytes())
}
