//! How addresses are written from country to country: which parts, in which order, by which names.

use souk_domain::address::{has_digits_only, has_postal_codes, postal_form};

/// A part of an address below the name and the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The street, with a second line folded behind it.
    Street,
    PostalCode,
    City,
    Region,
}

use Part::{City, PostalCode, Region, Street};

/// The order of most of the world: the code stands before the town.
const CODE_FIRST: &[Part] = &[Street, PostalCode, City, Region];
/// Where the code ends the address.
const CODE_LAST: &[Part] = &[Street, City, Region, PostalCode];
/// From the large to the small.
const DOWNWARDS: &[Part] = &[PostalCode, Region, City, Street];
/// The code is typed first, and names street and town.
const CODE_ABOVE: &[Part] = &[PostalCode, Street, City, Region];

/// A country whose addresses are not written as most are, or whose words are its own.
struct Own {
    country: &'static str,
    parts: &'static [Part],
    postal_label: &'static str,
    city_label: &'static str,
}

const fn own(
    country: &'static str,
    parts: &'static [Part],
    postal_label: &'static str,
    city_label: &'static str,
) -> Own {
    Own { country, parts, postal_label, city_label }
}

const POSTAL: &str = "field-postal-code";
const POSTCODE: &str = "field-postcode";
const CITY: &str = "field-city";
const TOWN: &str = "field-town";

const SHAPES: &[Own] = &[
    own("US", CODE_LAST, "field-zip", CITY),
    own("CA", CODE_LAST, POSTAL, CITY),
    own("AU", CODE_LAST, POSTCODE, "field-suburb"),
    own("NZ", CODE_LAST, POSTCODE, TOWN),
    own("GB", CODE_LAST, POSTCODE, TOWN),
    own("IE", CODE_LAST, "field-eircode", TOWN),
    own("IN", CODE_LAST, "field-pin", CITY),
    own("BR", CODE_ABOVE, "field-cep", CITY),
    own("JP", DOWNWARDS, POSTAL, CITY),
    own("CN", DOWNWARDS, POSTAL, CITY),
];

/// How the form asks for an address of one country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// In the order of the form.
    pub parts: Vec<Part>,
    /// Keys of the words for code and town.
    pub postal_label: &'static str,
    pub city_label: &'static str,
    /// What a code looks like, as HTML reads patterns; empty where any is taken.
    pub postal_pattern: String,
    /// What is right; empty where any is.
    pub postal_says: &'static str,
    /// Whether codes are digits alone.
    pub postal_digits: bool,
}

/// The shape of a country's addresses.
pub fn of(country: &str) -> Shape {
    let own = SHAPES.iter().find(|own| own.country == country);
    let (parts, postal_label, city_label) =
        own.map_or((CODE_FIRST, POSTAL, CITY), |own| (own.parts, own.postal_label, own.city_label));
    let coded = has_postal_codes(country);
    let (postal_pattern, postal_says) = postal_form(country).unwrap_or_default();
    Shape {
        parts: parts.iter().copied().filter(|part| coded || *part != PostalCode).collect(),
        postal_label,
        city_label,
        postal_pattern,
        postal_says,
        postal_digits: has_digits_only(country),
    }
}

impl Shape {
    /// The keyboard for the code.
    pub fn postal_keyboard(&self) -> &'static str {
        if self.postal_digits { "numeric" } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_for_as_it_is_written_there() {
        assert_eq!(of("DE").parts, [Street, PostalCode, City, Region]);
        assert_eq!(of("US").parts, [Street, City, Region, PostalCode]);
        assert_eq!(of("JP").parts.first(), Some(&PostalCode));
        assert_eq!((of("GB").postal_label, of("GB").city_label), (POSTCODE, TOWN));
        assert!(of("US").postal_digits && !of("GB").postal_digits && !of("ZZ").postal_digits);
    }

    #[test]
    fn where_there_are_no_codes_none_is_asked() {
        assert!(!of("HK").parts.contains(&PostalCode));
        assert!(of("HK").postal_pattern.is_empty());
    }

    #[test]
    fn every_country_we_know_well_says_what_its_codes_look_like() {
        for country in [
            "US", "CA", "GB", "DE", "FR", "ES", "IT", "NL", "AT", "CH", "SE", "PL", "PT", "IE", "AU", "NZ",
            "JP", "BR", "IN", "MX",
        ] {
            let shape = of(country);
            assert!(!shape.postal_pattern.is_empty() && !shape.postal_says.is_empty(), "{country}");
        }
    }
}
