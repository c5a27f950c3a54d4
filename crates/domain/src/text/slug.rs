//! Slugs: names as they stand in an address.

use std::{fmt, str::FromStr};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::fold::MAX_KEY_CHARS;

/// A name for an address: small letters of any script, digits, and single dashes or underscores between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// The text is no slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a slug is 1 to {} small letters and digits, single dashes or underscores between them",
    Slug::MAX_CHARS
)]
pub struct MalformedSlug;

impl Slug {
    /// The widest that is a key too, so that no two slugs share one for being cut.
    pub const MAX_CHARS: usize = MAX_KEY_CHARS;
    /// Longer ones that are made of a name are cut off by mail programs, and none says more.
    const MADE_CHARS: usize = 96;

    /// Reads a slug as it is written; nothing is mended.
    pub fn parse(text: &str) -> Result<Self, MalformedSlug> {
        let is_word =
            |word: &str| word.chars().next().is_some_and(char::is_alphanumeric) && word.chars().all(stays);
        let words_ok = text.split(['-', '_']).all(is_word);
        let is_small = text.chars().all(|c| c.to_lowercase().eq([c]));
        let is_composed = text.nfc().eq(text.chars());
        let fits = text.chars().count() <= Self::MAX_CHARS;
        if words_ok && is_small && is_composed && fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedSlug)
        }
    }

    /// Makes a slug of a name: accents of Latin letters dropped, everything that is no letter or digit a dash.
    ///
    /// `None` when nothing is left, as with a name of punctuation alone: then use the id.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut words = String::new();
        let mut gap = false;
        let mut base = ' ';
        for letter in name.nfkd().flat_map(char::to_lowercase).nfkd().flat_map(spelled_out) {
            let is_mark = is_combining_mark(letter);
            if is_joiner(letter) || is_mark && (base.is_ascii() || gap) {
                continue;
            }
            if !is_mark {
                base = letter;
            }
            if !stays(letter) {
                gap = true;
                continue;
            }
            if gap && !words.is_empty() {
                words.push('-');
            }
            gap = false;
            words.push(letter);
        }
        let composed: String = words.nfc().take(Self::MADE_CHARS).collect();
        Self::parse(composed.trim_end_matches('-')).ok()
    }

    /// This slug with a number behind it, for the second thing of that name; the name is cut to make room.
    pub fn numbered(&self, number: u32) -> Self {
        let tail = format!("-{number}");
        let kept: String = self.0.chars().take(Self::MAX_CHARS - tail.len()).collect();
        Self(format!("{}{tail}", kept.trim_end_matches(['-', '_'])))
    }

    /// The slug's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a word of a slug is made of.
fn stays(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// What stands between letters without a gap: apostrophes, and marks that only say how letters join.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// Letters that do not fall apart into a base and an accent.
fn spelled_out(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'þ' => ('t', Some('h')),
        'ı' => ('i', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

impl FromStr for Slug {
    type Err = MalformedSlug;

    fn from_str(text: &str) -> Result<Self, MalformedSlug> {
        Self::parse(text)
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
