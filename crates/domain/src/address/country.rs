//! How countries write their addresses: one table for every form, check, comparison and line on a parcel.
//!
//! `countries.txt` is made of libaddressinput's, the CLDR's and ISO 3166's facts: `docs/decisions/021-addresses.md`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use crate::text::plain;

const TABLE: &str = include_str!("countries.txt");

static COUNTRIES: LazyLock<BTreeMap<&'static str, Country>> =
    LazyLock::new(|| read(TABLE).into_iter().map(|country| (country.code, country)).collect());

/// A part of an address whose place differs from country to country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who it is for.
    Name,
    /// Street and house, with the second line.
    Street,
    /// Town.
    City,
    /// State, province, county.
    Region,
    /// Postal code.
    PostalCode,
}

impl Part {
    pub(super) const fn of(letter: char) -> Option<Self> {
        match letter {
            'N' => Some(Self::Name),
            'A' => Some(Self::Street),
            'C' => Some(Self::City),
            'S' => Some(Self::Region),
            'Z' => Some(Self::PostalCode),
            _ => None,
        }
    }
}

/// How one country writes its addresses.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Lines with parts as `%A` and so on, a new line as `%n`.
    pub(super) format: &'static str,
    /// The same in Latin script, where that differs; else empty.
    pub(super) latin: &'static str,
    needs: Vec<Part>,
    /// The forms of a postal code: `#` a digit, `@` a letter, `*` either, anything else itself.
    pub(super) forms: Vec<&'static str>,
    /// A postal code; empty where there are none.
    pub example: &'static str,
    region_word: &'static str,
    /// What the postal code is called: `postal`, `zip`, `pin`, `eircode`.
    pub postal_word: &'static str,
    /// What the town is called: `city`, `post_town`, `suburb`, `district`.
    pub city_word: &'static str,
    pub(super) writes_region_codes: bool,
    /// Those that addresses are written with first, by name.
    regions: Vec<Region>,
}

/// State, province, prefecture: a part of a country with a code.
#[derive(Debug)]
pub struct Region {
    /// That of ISO 3166-2 without the country, where it has one.
    pub code: &'static str,
    /// Its name in Latin script.
    pub name: &'static str,
    /// Its name in the country's script; empty where that is Latin.
    pub(super) local: &'static str,
    others: Vec<&'static str>,
    /// Whether the country's addresses are written with it: a form offers these.
    pub is_listed: bool,
}

impl Country {
    /// The country of a code (ISO 3166-1 alpha-2, capital letters).
    pub fn of(code: &str) -> Option<&'static Self> {
        COUNTRIES.get(code)
    }

    /// Every country, by code.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        COUNTRIES.values()
    }

    /// What its addresses have beside the name, in the order in which they are written.
    pub fn parts(&self) -> Vec<Part> {
        let letters = self.format.split('%').skip(1).filter_map(|piece| piece.chars().next());
        letters.filter_map(Part::of).filter(|part| *part != Part::Name).collect()
    }

    /// Whether its addresses have this part at all.
    pub fn has(&self, part: Part) -> bool {
        self.parts().contains(&part)
    }

    /// Whether none of its addresses lacks this part.
    pub fn needs(&self, part: Part) -> bool {
        part == Part::Name || self.needs.contains(&part)
    }

    /// What its regions are called, as in "the state": one word, without an article.
    pub fn region_word(&self) -> &'static str {
        match self.region_word {
            "do_si" => "province",
            "oblast" => "region",
            _ if !self.has(Part::Region) => "region",
            word => word,
        }
    }

    /// Its regions: those that addresses are written with, by name, and then the others.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region of a name or code in any case, with or without accents; ISO 3166-2 codes with the country in front too.
    pub fn region(&self, typed: &str) -> Option<&Region> {
        let typed = plain(typed);
        let bare = typed.get(..3).filter(|front| front.eq_ignore_ascii_case(&format!("{}-", self.code)));
        let typed = if bare.is_some() { typed.get(3..).unwrap_or_default() } else { &typed };
        let sought = fold(typed);
        if sought.is_empty() {
            return None;
        }
        let all = &self.regions;
        // a code is nobody else's, and a name rather its own than another's second
        all.iter()
            .find(|region| fold(region.code) == sought)
            .or_else(|| all.iter().find(|region| fold(region.name) == sought || fold(region.local) == sought))
            .or_else(|| all.iter().find(|region| region.others.iter().any(|other| fold(other) == sought)))
    }

    /// The code of the region of a name or code. Errors: a sentence why there is none.
    pub fn require_region(&self, typed: &str) -> Result<&'static str, String> {
        if !self.has(Part::Region) {
            return Err(format!("Addresses in {} have no region: name the whole country.", self.name));
        }
        region_code(self.code, typed).ok_or_else(|| {
            let word = self.region_word();
            format!("{} has no {word} of that name or code. Leave it out for the whole country.", self.name)
        })
    }
}

/// The code of a region by its name or code; `None` where the country has no such region.
pub fn region_code(country: &str, typed: &str) -> Option<&'static str> {
    Some(Country::of(country)?.region(typed)?.code)
}

/// Whether this is the code of a country (ISO 3166-1 alpha-2, capital letters).
pub fn is_country(code: &str) -> bool {
    Country::of(code).is_some()
}

/// Letters and digits of a name, in lower case and without accents.
pub(super) fn fold(name: &str) -> String {
    let bare = name.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    let mut folded = String::with_capacity(name.len());
    for letter in bare.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ə' => folded.push('e'),
            other => folded.push(other),
        }
    }
    folded
}

fn read(table: &'static str) -> Vec<Country> {
    let mut all: Vec<Country> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some((word, rest)) = line.split_once(' ') else { continue };
        if word == "=" {
            all.extend(rest.split_once('|').map(|(code, name)| Country::new(code, name)));
        } else if let Some(country) = all.last_mut() {
            country.learn(word, rest);
        }
    }
    all
}

impl Country {
    const fn new(code: &'static str, name: &'static str) -> Self {
        Self {
            code,
            name,
            format: "",
            latin: "",
            needs: Vec::new(),
            forms: Vec::new(),
            example: "",
            region_word: "",
            postal_word: "",
            city_word: "",
            writes_region_codes: false,
            regions: Vec::new(),
        }
    }

    fn learn(&mut self, word: &str, rest: &'static str) {
        match word {
            "format" => self.format = rest,
            "latin" => self.latin = rest,
            "needs" => self.needs = rest.chars().filter_map(Part::of).collect(),
            "postal" => self.forms.push(rest),
            "like" => self.example = rest,
            "words" => {
                let mut words = rest.split(' ');
                let mut next = || words.next().unwrap_or_default();
                (self.region_word, self.postal_word, self.city_word) = (next(), next(), next());
            }
            "written" => self.writes_region_codes = rest == "code",
            _ => self.regions.extend(Region::read(rest, word == "region")),
        }
    }
}

impl Region {
    fn read(line: &'static str, is_listed: bool) -> Option<Self> {
        let mut fields = line.split('|');
        let (code, name) = (fields.next()?, fields.next()?);
        let local = fields.next().unwrap_or_default();
        Some(Self { code, name, local, others: fields.collect(), is_listed })
    }
}
