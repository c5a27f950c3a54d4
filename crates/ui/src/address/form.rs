//! The form that an address is typed into, in the shape of its country.

use souk_domain::address::{Country, Part};

use super::{TypedAddress, countries, words};
use crate::texts::say;
use crate::{Choice, Entry};

/// Where it goes. Whatever an address may hold has a field: what the country's addresses do not have, only where it was filled.
#[derive(Clone, Debug)]
pub struct AddressForm {
    pub countries: Vec<Choice>,
    pub country_error: Option<String>,
    /// The country that the form is drawn for.
    pub shape: String,
    /// In the order of the form.
    pub parts: Vec<Part>,
    pub street: Entry,
    pub residence_number: Entry,
    pub line2: Entry,
    pub phone: Entry,
    pub description: Entry,
    pub city: Entry,
    pub city_label: &'static str,
    /// What to say when it is left empty; nothing where it may be.
    pub city_needed: String,
    pub region: Entry,
    pub region_label: &'static str,
    /// Empty: the region is typed.
    pub regions: Vec<Choice>,
    pub postal_code: Entry,
    pub postal_label: &'static str,
    pub postal_needed: String,
    /// What a code looks like, as HTML reads patterns; empty where any is taken.
    pub postal_pattern: String,
    /// What is right; empty where any is.
    pub postal_rule: String,
    /// The keyboard for it.
    pub postal_keyboard: &'static str,
}

impl AddressForm {
    /// The form in the shape of the chosen country; `wrong` tells what is wrong with a field.
    pub fn of(typed: &TypedAddress, wrong: impl Fn(&str) -> Option<String>) -> Self {
        let typed = &typed.settled();
        let country = Country::of(&typed.country);
        let entry = |name: &str, value: &str| Entry { value: value.to_owned(), error: wrong(name) };
        let (city, region) = (entry("city", &typed.city), entry("region", &typed.region));
        let postal_code = entry("postal_code", &typed.postal_code);
        let needed = |part, key: &str| match country.is_some_and(|country| country.needs(part)) {
            true => say(key, &[]),
            false => String::new(),
        };
        let filled = |entry: &Entry| !entry.value.is_empty() || entry.error.is_some();
        let mut parts = country.map_or_else(|| vec![Part::Street, Part::City], Country::parts);
        for (part, entry) in [(Part::City, &city), (Part::Region, &region), (Part::PostalCode, &postal_code)]
        {
            if filled(entry) && !parts.contains(&part) {
                parts.push(part);
            }
        }
        Self {
            countries: countries::choices(&typed.country),
            country_error: wrong("country"),
            shape: typed.country.clone(),
            parts,
            street: entry("street", &typed.street),
            residence_number: entry("residence_number", &typed.residence_number),
            line2: entry("line2", &typed.line2),
            phone: entry("phone", &typed.phone),
            description: entry("description", &typed.description),
            city_label: words::city(country),
            city_needed: needed(Part::City, "city-needed"),
            city,
            region_label: words::region(country),
            regions: country.map(|country| regions(country, &typed.region)).unwrap_or_default(),
            region,
            postal_label: words::postal(country),
            postal_needed: needed(Part::PostalCode, "postal-needed"),
            postal_pattern: country.and_then(Country::postal_pattern).unwrap_or_default(),
            postal_rule: country.and_then(Country::postal_rule).unwrap_or_default(),
            postal_keyboard: match country.is_some_and(Country::has_postal_digits_only) {
                true => "numeric",
                false => "",
            },
            postal_code,
        }
    }

    /// The names of its fields in the order in which they stand on the page.
    pub fn order(&self) -> Vec<&'static str> {
        let mut order = vec!["name", "country"];
        for part in &self.parts {
            order.extend_from_slice(match part {
                Part::Name => &[],
                Part::Street => &["street", "residence_number", "line2", "phone", "description"],
                Part::City => &["city"],
                Part::Region => &["region"],
                Part::PostalCode => &["postal_code"],
            });
        }
        order
    }

    /// Whether the fields that few addresses need are in sight.
    pub fn is_unfolded(&self) -> bool {
        let more = [&self.residence_number, &self.line2, &self.phone, &self.description];
        more.iter().any(|entry| !entry.value.is_empty() || entry.error.is_some())
    }

    /// Parts that stand next to each other share a row, and no row has a hole.
    pub fn width(&self, part: Part) -> &'static str {
        let Some(run) = self.parts.split(|part| *part == Part::Street).find(|run| run.contains(&part)) else {
            return "";
        };
        match run {
            [_] => "",
            // two and one, or one and two
            [first, _, Part::PostalCode] if *first == part => "",
            [_, _, Part::PostalCode] => "w3",
            [_, _, last] if *last == part => "",
            [first, second, ..] if *first == Part::PostalCode && *second == Part::Region => "w3",
            [first, second, ..] if ![*first, *second].contains(&Part::PostalCode) => "w3",
            _ if part == Part::PostalCode => "w2",
            _ => "w4",
        }
    }
}

/// The regions to choose from: those that addresses are written with, the chosen one whichever it is, and all where addresses
/// are written without.
fn regions(country: &Country, typed: &str) -> Vec<Choice> {
    let chosen = country.region(typed).map(|region| region.code);
    let asked = country.has(Part::Region);
    let offered =
        country.regions().iter().filter(|region| !asked || region.is_listed || Some(region.code) == chosen);
    let choice = |region: &souk_domain::address::Region| Choice {
        value: region.code.to_owned(),
        name: region.name.to_owned(),
        chosen: Some(region.code) == chosen,
    };
    offered.map(choice).collect()
}
