//! The regions of one country: those that its addresses are written with, and the others of ISO 3166-2.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::Result;
use serde_json::{Map, Value};

use super::{list, text};

/// A code that is longer is a name.
const LONGEST_CODE: usize = 3;

/// Countries whose regions CLDR still has by codes that ISO 3166-2 gave to others since.
const RENUMBERED: [&str; 1] = ["IR"];

struct Region {
    code: String,
    name: String,
    /// In the country's own script; empty where that is Latin.
    local: String,
    others: Vec<String>,
}

/// Writes the regions of a country.
pub(super) fn write(
    table: &mut String,
    country: &str,
    facts: &Map<String, Value>,
    subdivisions: &Map<String, Value>,
) -> Result<()> {
    let english = |code: &str| {
        if RENUMBERED.contains(&country) {
            return None;
        }
        let key = format!("{}{}", country.to_lowercase(), code.to_lowercase());
        text(subdivisions, &key).map(str::to_owned)
    };
    let standard = standard(country);
    let keys = list(facts, "sub_keys");
    let [codes, names, latin] = ["sub_isoids", "sub_names", "sub_lnames"].map(|key| list(facts, key));
    let at = |list: &[&str], place: usize| {
        list.get(place).copied().filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let short = |key: &str| key.is_ascii() && key.len() <= LONGEST_CODE;
    let mut posted = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        let own = at(&names, place).unwrap_or_else(|| (*key).to_owned());
        let spelled = at(&latin, place);
        let latin_name = if is_latin(&own) { own.clone() } else { (*key).to_owned() };
        let sought = spelled.clone().unwrap_or(latin_name);
        let named = |code: &str| english(code).into_iter().chain(standard_name(&standard, code));
        let given = at(&codes, place).or_else(|| short(key).then(|| (*key).to_owned()));
        // the source has codes that the standard has given up, or gave to another region since
        let current = given.clone().filter(|code| named(code).any(|name| bare(&name) == bare(&sought)));
        let exact = || standard.iter().find(|(code, _)| named(code).any(|name| fold(&name) == fold(&sought)));
        let alike = || standard.iter().find(|(code, _)| named(code).any(|name| bare(&name) == bare(&sought)));
        let code = current
            .or_else(|| exact().or_else(alike).map(|(code, _)| code.clone()))
            .or(given.clone())
            .unwrap_or_else(|| if key.is_ascii() { (*key).to_owned() } else { sought.clone() });
        // where two regions share a name but for its last word, the shorter name is nobody's
        let shared = latin.iter().filter(|other| bare(other) == bare(&sought)).count() > 1;
        let english = english(&code).filter(|_| !shared);
        let (name, local) = match (is_latin(&own), &english) {
            (true, _) => (own.clone(), String::new()),
            (false, Some(english)) => (english.clone(), own.clone()),
            (false, None) => (sought.clone(), own.clone()),
        };
        let standard_name = standard_name(&standard, &code).filter(|_| !shared);
        let others = [Some((*key).to_owned()), given, Some(own), spelled, english, standard_name];
        posted.push(region(code, name, local, others.into_iter().flatten().collect()));
    }
    if !keys.is_empty()
        && keys.iter().zip(&posted).all(|(key, region)| *key == region.code)
        && !codes.is_empty()
    {
        writeln!(table, "written code")?;
    }
    posted.sort_by_cached_key(|region| fold(&region.name));
    let known: BTreeSet<String> = posted.iter().map(|region| region.code.clone()).collect();
    for region in &posted {
        line(table, "region", region)?;
    }
    let mut others: Vec<Region> = Vec::new();
    for (code, name) in standard.iter().filter(|(code, _)| !known.contains(code)) {
        let english = english(code);
        let shown = english.clone().unwrap_or_else(|| name.clone());
        others.push(region(code.clone(), shown, String::new(), vec![name.clone()]));
    }
    others.sort_by_cached_key(|region| fold(&region.name));
    // without a list of its own, a country that writes regions writes those of the standard
    let word = if posted.is_empty() && text(facts, "fmt").is_some_and(|format| format.contains("%S")) {
        "region"
    } else {
        "other"
    };
    for region in &others {
        line(table, word, region)?;
    }
    Ok(())
}

fn region(code: String, name: String, local: String, spellings: Vec<String>) -> Region {
    let mut others: Vec<String> = Vec::new();
    for other in spellings {
        let other = other.trim().trim_end_matches('*').to_owned();
        let known =
            [&code, &name, &local].into_iter().chain(&others).any(|known| fold(known) == fold(&other));
        if !known && !other.is_empty() {
            others.push(other);
        }
    }
    Region { code, name, local, others }
}

fn line(table: &mut String, word: &str, region: &Region) -> Result<()> {
    write!(table, "{word} {}|{}", region.code, region.name)?;
    if !region.local.is_empty() || !region.others.is_empty() {
        write!(table, "|{}", region.local)?;
    }
    for other in &region.others {
        write!(table, "|{other}")?;
    }
    writeln!(table)?;
    Ok(())
}

/// Whether a name is in Latin script, marks and punctuation included.
fn is_latin(name: &str) -> bool {
    name.chars().all(|c| c <= '\u{24f}' || ('\u{1e00}'..='\u{206f}').contains(&c))
}

/// Codes and names of ISO 3166-2.
fn standard(country: &str) -> Vec<(String, String)> {
    let all = rust_iso3166::from_alpha2(country).and_then(|found| found.subdivisions().map(<[_]>::to_vec));
    let all = all.unwrap_or_default();
    all.iter()
        .map(|one| (one.region_code.to_owned(), one.name.trim().trim_end_matches('*').to_owned()))
        .collect()
}

fn standard_name(standard: &[(String, String)], code: &str) -> Option<String> {
    standard.iter().find(|(known, _)| known == code).map(|(_, name)| name.clone())
}

/// A name without the word for its kind.
fn bare(name: &str) -> String {
    let kinds = [" province", " county", " city", " region", " governorate"];
    let name = name.to_lowercase();
    fold(kinds.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(&name))
}

/// Letters and digits, in lower case: what the order of names goes by, and what two spellings have in common.
fn fold(name: &str) -> String {
    let plain = |letter: char| match letter {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'i',
        'Ñ' | 'ñ' | 'Ń'..='ň' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō'..='ő' => 'o',
        'Ś'..='š' => 's',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        'Ź'..='ž' => 'z',
        other => other,
    };
    name.chars().map(plain).filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
