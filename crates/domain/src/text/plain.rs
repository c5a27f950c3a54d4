//! What pasting brings along, taken out of fields that are no prose.

/// The text as a plain keyboard types it, without white space at its ends: every kind of space is a space, every kind of
/// dash a `-`, digits and full-width characters are ASCII, and what has no width is gone (soft hyphens, joiners, marks of
/// direction, byte order marks).
///
/// Every field that is read by its characters goes through this before anything is checked: codes, numbers, prices, telephone
/// numbers, e-mail addresses, cards. Names, streets and whatever else is prose do not.
pub fn plain(text: &str) -> String {
    // room for all of it at once: a copy of a card's number that growing leaves behind is wiped by nobody
    let mut plain = String::with_capacity(text.len());
    plain.extend(text.chars().filter(|c| !has_no_width(*c)).map(typed));
    plain.truncate(plain.trim_end().len());
    let leading = plain.len() - plain.trim_start().len();
    plain.drain(..leading);
    plain
}

fn has_no_width(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn typed(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' => c,
        // hyphens, dashes and bars, minus signs, their small and full-width forms, and the long vowel that stands for one
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff70}' => '-',
        '\u{3002}' | '\u{ff61}' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ if c.is_ascii() => c,
        _ if c.is_whitespace() => ' ',
        _ => digit(c).unwrap_or(c),
    }
}

/// The zeros of scripts that write numbers in digits of their own; nine more follow each.
const ZEROS: [u32; 16] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
    0x1040,
];

fn digit(c: char) -> Option<char> {
    let place = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&place))?;
    char::from_digit(place - zero, 10)
}
