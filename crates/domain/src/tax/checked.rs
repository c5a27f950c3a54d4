//! Zones and classes as staff write them, checked field by field.

use std::collections::{BTreeMap, BTreeSet};

use super::{TaxClass, TaxClassCode, TaxPlace, TaxZone, zone::postal_symbols};
use crate::address::{Country, MAX_POSTAL_CODE_CHARS, Part};
use crate::bounds::{
    market::MAX_TAX_BPS,
    tax::{MAX_CLASS_NAME_CHARS, MAX_PLACES_OF_ZONE, MAX_ZONE_NAME_CHARS},
};
use crate::field::{FieldError, FieldErrors};
use crate::text::bounded_line;

/// A class as it is kept. Errors: what is wrong, each by its pointer.
pub fn checked_class(class: &TaxClass) -> Result<TaxClass, Vec<FieldError>> {
    let mut wrong = FieldErrors::default();
    let name = wrong.keep(bounded_line("/name", &class.name, 1, MAX_CLASS_NAME_CHARS));
    if let Some(bps) = class.bps {
        if class.code.is_standard() {
            let detail = "The standard class has the rate of each zone, and elsewhere that of the market. Leave it out.";
            wrong.add("/rate_bps", "invalid_value", detail);
        }
        check_rate("/rate_bps", bps, &mut wrong);
    }
    wrong.none().map(|()| TaxClass { name, ..class.clone() })
}

/// A zone as it is kept: regions by their codes, each place once. `others` are the zones beside it, `classes` those there are.
/// Errors: what is wrong, each by its pointer; a place that another zone holds already names that zone.
pub fn checked_zone(
    zone: &TaxZone,
    classes: &[TaxClassCode],
    others: &[&TaxZone],
) -> Result<TaxZone, Vec<FieldError>> {
    let mut wrong = FieldErrors::default();
    let name = wrong.keep(bounded_line("/name", &zone.name, 1, MAX_ZONE_NAME_CHARS));
    if let Some(other) = others.iter().find(|other| other.name.to_lowercase() == name.to_lowercase()) {
        let detail = format!("Another zone is called “{}” already. Choose another name.", other.name);
        wrong.add("/name", "repeated", detail);
    }
    let places = checked_places(&zone.places, others, &mut wrong);
    check_rates(&zone.rates, classes, &mut wrong);
    wrong.none().map(|()| TaxZone { name, places, ..zone.clone() })
}

fn check_rates(rates: &BTreeMap<TaxClassCode, u32>, classes: &[TaxClassCode], wrong: &mut FieldErrors) {
    if !rates.contains_key(&TaxClassCode::default()) {
        let detail = "Say the rate of the standard class; classes without a rate of their own have it too.";
        wrong.add("/rates/standard", "required", detail);
    }
    for (class, bps) in rates {
        let at = format!("/rates/{class}");
        if classes.contains(class) {
            check_rate(&at, *bps, wrong);
        } else {
            wrong.add(at, "invalid_value", format!("There is no tax class “{class}”."));
        }
    }
}

fn check_rate(at: &str, bps: u32, wrong: &mut FieldErrors) {
    if bps > MAX_TAX_BPS {
        wrong.add(at, "out_of_range", format!("From 0 to {MAX_TAX_BPS} basis points; 1900 is 19 %."));
    }
}

fn checked_places(places: &[TaxPlace], others: &[&TaxZone], wrong: &mut FieldErrors) -> Vec<TaxPlace> {
    if places.is_empty() {
        if let Some(other) = others.iter().find(|other| other.places.is_empty()) {
            let detail =
                format!("The zone “{}” is everywhere else already. Name the places of this one.", other.name);
            wrong.add("/places", "overlapping", detail);
        }
        return Vec::new();
    }
    if places.len() > MAX_PLACES_OF_ZONE {
        let detail = format!("A zone has at most {MAX_PLACES_OF_ZONE} places. Make two zones of it.");
        wrong.add("/places", "out_of_range", detail);
        return Vec::new();
    }
    let (mut kept, mut seen) = (Vec::with_capacity(places.len()), BTreeSet::new());
    for (number, place) in places.iter().enumerate() {
        let at = format!("/places/{number}");
        let Some(place) = wrong.take(checked_place(&at, place)) else { continue };
        let held = others.iter().find(|other| other.places.iter().any(|held| held.overlaps(&place)));
        if let Some(other) = held {
            let detail = format!(
                "The zone “{}” holds this place already. Take it out there first, or name a narrower one here.",
                other.name
            );
            wrong.add(at, "overlapping", detail);
        }
        if seen.insert(place.clone()) {
            kept.push(place);
        }
    }
    kept
}

fn checked_place(at: &str, place: &TaxPlace) -> Result<TaxPlace, FieldError> {
    let wrong =
        |field: &str, detail: String| FieldError::new(format!("{at}/{field}"), "invalid_value", detail);
    let country = Country::of(&place.country)
        .ok_or_else(|| wrong("country", "Use a country's two capital letters, such as US.".to_owned()))?;
    if place.region.is_some() && place.postal_prefix.is_some() {
        let detail = "Name a region or a beginning of postal codes, not both.".to_owned();
        return Err(wrong("postal_prefix", detail));
    }
    let region = match place.region.as_deref() {
        Some(typed) => Some(country.require_region(typed).map_err(|detail| wrong("region", detail))?),
        None => None,
    };
    let postal_prefix = match place.postal_prefix.as_deref().map(postal_symbols) {
        Some(_) if !country.has(Part::PostalCode) => {
            let detail = format!("Addresses in {} have no postal code.", country.name);
            return Err(wrong("postal_prefix", detail));
        }
        Some(prefix) if !(1..=MAX_POSTAL_CODE_CHARS).contains(&prefix.chars().count()) => {
            let detail = format!("From 1 to {MAX_POSTAL_CODE_CHARS} letters and digits, such as 902.");
            return Err(wrong("postal_prefix", detail));
        }
        prefix => prefix,
    };
    Ok(TaxPlace { country: place.country.clone(), region: region.map(str::to_owned), postal_prefix })
}
