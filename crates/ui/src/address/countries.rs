//! Countries by the names people look for.

use std::sync::LazyLock;

use crate::Choice;

/// Where the list of the standard says more than anyone looks for.
const SHORT: &[(&str, &str)] = &[
    ("BN", "Brunei"),
    ("BO", "Bolivia"),
    ("CD", "Congo (Kinshasa)"),
    ("CG", "Congo (Brazzaville)"),
    ("CI", "Ivory Coast"),
    ("CZ", "Czechia"),
    ("FK", "Falkland Islands"),
    ("FM", "Micronesia"),
    ("GB", "United Kingdom"),
    ("IR", "Iran"),
    ("KP", "North Korea"),
    ("KR", "South Korea"),
    ("LA", "Laos"),
    ("MD", "Moldova"),
    ("NL", "Netherlands"),
    ("PS", "Palestine"),
    ("RU", "Russia"),
    ("SY", "Syria"),
    ("TR", "Türkiye"),
    ("TW", "Taiwan"),
    ("TZ", "Tanzania"),
    ("US", "United States"),
    ("VA", "Vatican City"),
    ("VE", "Venezuela"),
    ("VG", "Virgin Islands (British)"),
    ("VI", "Virgin Islands (U.S.)"),
    ("VN", "Vietnam"),
];

static BY_NAME: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let mut all: Vec<(&str, String)> = rust_iso3166::ALL
        .iter()
        .map(|country| (country.alpha2, short_name(country.alpha2, country.name)))
        .collect();
    // "Åland Islands" stands with A
    all.sort_by_key(|(_, name)| name.replace('Å', "A"));
    all
});

fn short_name(code: &str, long: &str) -> String {
    let short = SHORT.iter().find(|(known, _)| *known == code);
    short.map_or_else(|| long.trim_end_matches(" (the)").to_owned(), |(_, name)| (*name).to_owned())
}

/// Whether the code (alpha-2, capital letters) is a country's.
pub fn is_known(code: &str) -> bool {
    BY_NAME.iter().any(|(known, _)| *known == code)
}

/// The name of a country; the code itself when it is none's.
pub fn name_of(code: &str) -> String {
    BY_NAME.iter().find(|(known, _)| *known == code).map_or_else(|| code.to_owned(), |(_, name)| name.clone())
}

/// Every country by name, one of them chosen.
pub fn choices(chosen: &str) -> Vec<Choice> {
    let choice = |(code, name): &(&str, String)| Choice {
        value: (*code).to_owned(),
        name: name.clone(),
        chosen: *code == chosen,
    };
    BY_NAME.iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_stand_by_name_with_one_chosen() {
        let all = choices("US");
        assert!(all.len() > 240 && all.windows(2).all(|pair| pair[0].value != pair[1].value));
        assert_eq!(all.iter().filter(|one| one.chosen).count(), 1);
        assert_eq!(name_of("US"), "United States");
        assert_eq!(name_of("ZZ"), "ZZ");
        for (code, _) in SHORT {
            assert!(is_known(code), "{code}");
        }
    }
}
