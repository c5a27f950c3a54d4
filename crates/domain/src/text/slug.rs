//! Slugs: names as they stand in an address.

use std::{fmt, str::FromStr};
use unicode_normalization::UnicodeNormalization;

/// A name for an address: lower-case letters a–z, digits and single dashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// The text is no slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a slug is 1 to 96 characters of a–z, 0–9 and single dashes between them")]
pub struct MalformedSlug;

impl Slug {
    /// Longer ones are cut off by mail programs, and none says more.
    pub const MAX_CHARS: usize = 96;

    /// Reads a slug as it is written; nothing is mended.
    pub fn parse(text: &str) -> Result<Self, MalformedSlug> {
        let words_ok = text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if words_ok && text.len() <= Self::MAX_CHARS { Ok(Self(text.to_owned())) } else { Err(MalformedSlug) }
    }

    /// Makes a slug of a name: accents dropped, everything else that is no letter a–z or digit a dash.
    ///
    /// `None` when nothing is left, as with a name in another script: then use the id.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = String::new();
        let mut gap = false;
        for letter in name.nfkd().flat_map(char::to_lowercase).flat_map(spelled_out) {
            if is_joiner(letter) {
                continue;
            }
            if !letter.is_ascii_alphanumeric() {
                gap = true;
                continue;
            }
            let dash = gap && !slug.is_empty();
            if slug.len() + usize::from(dash) + 1 > Self::MAX_CHARS {
                break;
            }
            if dash {
                slug.push('-');
            }
            gap = false;
            slug.push(letter);
        }
        if slug.is_empty() { None } else { Some(Self(slug)) }
    }

    /// This slug with a number behind it, for the second thing of that name; the name is cut to make room.
    pub fn numbered(&self, number: u32) -> Self {
        let tail = format!("-{number}");
        let kept: String = self.0.chars().take(Self::MAX_CHARS - tail.len()).collect();
        Self(format!("{}{tail}", kept.trim_end_matches('-')))
    }

    /// The slug's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Accents that NFKD has split off, and apostrophes: they leave no gap.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\'' | '’')
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
