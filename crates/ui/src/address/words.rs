//! What a country calls the parts of its addresses: keys of texts.

use souk_domain::address::Country;

/// The key of the label for the postal code. Where English has a word of its own for a country's, it stands.
pub(super) fn postal(country: Option<&Country>) -> &'static str {
    match country.map(|country| (country.postal_word, country.code)) {
        Some(("zip", _)) => "field-zip",
        Some(("pin", _)) => "field-pin",
        Some(("eircode", _)) => "field-eircode",
        Some((_, "AU" | "GB" | "NZ")) => "field-postcode",
        Some((_, "BR")) => "field-cep",
        _ => "field-postal-code",
    }
}

/// The key of the label for the town.
pub(super) fn city(country: Option<&Country>) -> &'static str {
    match country.map(|country| (country.city_word, country.code)) {
        Some(("suburb", _)) => "field-suburb",
        Some(("district", _)) => "field-district",
        Some(("post_town", _) | (_, "IE" | "NZ")) => "field-town",
        _ => "field-city",
    }
}

/// The key of the label for the region.
pub(super) fn region(country: Option<&Country>) -> &'static str {
    match country.map(Country::region_word) {
        Some("state") => "field-state",
        Some("province") => "field-province",
        Some("prefecture") => "field-prefecture",
        Some("county") => "field-county",
        Some("department") => "field-department",
        Some("district") => "field-district",
        Some("emirate") => "field-emirate",
        Some("island") => "field-island",
        Some("parish") => "field-parish",
        Some("area") => "field-area",
        _ => "field-region",
    }
}
