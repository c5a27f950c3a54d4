//! Countries by the names people look for.

use std::sync::LazyLock;

use souk_domain::address::Country;
use souk_market::shop::Served;

use crate::Choice;
use crate::texts::say;

static BY_NAME: LazyLock<Vec<&'static Country>> = LazyLock::new(|| {
    let mut all: Vec<&Country> = Country::all().collect();
    // "Åland Islands" stands with A
    all.sort_by_key(|country| country.name.replace('Å', "A"));
    all
});

/// Whether the code (alpha-2, capital letters) is a country's.
pub fn is_known(code: &str) -> bool {
    Country::of(code).is_some()
}

/// The name of a country; the code itself when it is none's.
pub fn name_of(code: &str) -> String {
    Country::of(code).map_or(code, |country| country.name).to_owned()
}

/// Every country by name, one of them chosen.
pub fn choices(chosen: &str) -> Vec<Choice> {
    let choice = |country: &&Country| Choice {
        value: country.code.to_owned(),
        name: country.name.to_owned(),
        chosen: country.code == chosen,
    };
    BY_NAME.iter().map(choice).collect()
}

/// The same with those first that orders can be sent to; the others say that they cannot.
pub fn by_reach(mut all: Vec<Choice>, served: &Served) -> Vec<Choice> {
    all.sort_by_key(|choice| !served.reaches(&choice.value));
    for choice in all.iter_mut().filter(|choice| !served.reaches(&choice.value)) {
        choice.name = say("country-unserved", &[("country", &choice.name)]);
    }
    all
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
        let served = Served::Only(["US", "AT"].map(str::to_owned).into());
        let sorted = by_reach(all.clone(), &served);
        let names: Vec<&str> = sorted.iter().take(3).map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Austria", "United States", "Afghanistan (no delivery)"]);
        assert!(sorted.len() == all.len() && by_reach(all.clone(), &Served::Everywhere) == all);
    }
}
