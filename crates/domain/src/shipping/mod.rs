//! Ways to ship as they are written: what a zone may be.
//!
//! - [`checked_zones`]: the zones of a way to ship, checked field by field

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::address::Country;
use crate::bounds::shipping_method::{MAX_BRACKET_G, MAX_BRACKETS, MAX_PLACES, MAX_ZONES};
use crate::field::{FieldError, FieldErrors};
use crate::money::MAX_PRICE;
use crate::pricing::{Bracket, Place, ShippingKind, ShippingZone};

/// Zones as they are kept: regions by their codes. Errors: what is wrong, each by its pointer under `/zones`.
pub fn checked_zones(zones: &[ShippingZone]) -> Result<Vec<ShippingZone>, Vec<FieldError>> {
    let mut wrong = FieldErrors::default();
    if zones.is_empty() || zones.len() > MAX_ZONES {
        wrong.add("/zones", "out_of_range", format!("Say where it leads: from 1 to {MAX_ZONES} zones."));
    }
    let mut named = BTreeSet::new();
    let mut kept = Vec::with_capacity(zones.len().min(MAX_ZONES));
    for (number, zone) in zones.iter().take(MAX_ZONES).enumerate() {
        let at = format!("/zones/{number}");
        let places = checked_places(&at, &zone.places, &mut named, &mut wrong);
        check_kind(&at, &zone.kind, &mut wrong);
        if zone.free_from.is_some_and(|free_from| !(0..=MAX_PRICE).contains(&free_from)) {
            wrong.add(format!("{at}/fee/free_from"), "out_of_range", "From 0 to the dearest price there is.");
        }
        kept.push(ShippingZone { places, ..zone.clone() });
    }
    wrong.none().map(|()| kept)
}

/// `named`: the places of this and earlier zones, `None` for the rest of the world. Each stands in one zone, so that no place
/// has two fees.
fn checked_places(
    at: &str,
    places: &[Place],
    named: &mut BTreeSet<Option<Place>>,
    wrong: &mut FieldErrors,
) -> Vec<Place> {
    if places.is_empty() && !named.insert(None) {
        let detail = "Another zone is the rest of the world already. Name the places of this one.";
        wrong.add(format!("{at}/places"), "repeated", detail);
    }
    if places.len() > MAX_PLACES {
        wrong.add(format!("{at}/places"), "out_of_range", format!("A zone has at most {MAX_PLACES} places."));
        return Vec::new();
    }
    let mut kept = Vec::with_capacity(places.len());
    for (number, place) in places.iter().enumerate() {
        let at = |field: &str| format!("{at}/places/{number}/{field}");
        let Some(country) = Country::of(&place.country) else {
            wrong.add(at("country"), "invalid_value", "Use a country's two capital letters, such as US.");
            continue;
        };
        let region = match place.region.as_deref().map(|typed| country.require_region(typed)).transpose() {
            Ok(region) => region.map(str::to_owned),
            Err(detail) => {
                wrong.add(at("region"), "invalid_value", detail);
                continue;
            }
        };
        let checked = Place { country: place.country.clone(), region };
        if !named.insert(Some(checked.clone())) {
            let detail = "This place stands in these zones already. Name it once.";
            wrong.add(at("country"), "repeated", detail);
        }
        kept.push(checked);
    }
    kept
}

fn check_kind(at: &str, kind: &ShippingKind, wrong: &mut FieldErrors) {
    let prices: &[(&str, i64)] = match kind {
        ShippingKind::Flat { fee } => &[("fee", *fee)],
        ShippingKind::ByWeight { base, per_kg } => &[("fee", *base), ("per_kg", *per_kg)],
        ShippingKind::WeightBrackets(brackets) => {
            return check_brackets(at, brackets, (MAX_BRACKET_G, "g"), wrong);
        }
        ShippingKind::AmountBrackets(brackets) => {
            return check_brackets(at, brackets, (MAX_PRICE, ""), wrong);
        }
        // which carriers there are, the market knows
        ShippingKind::Carrier { .. } => &[],
    };
    for (field, price) in prices {
        if !(0..=MAX_PRICE).contains(price) {
            wrong.add(format!("{at}/fee/{field}"), "out_of_range", "From 0 to the dearest price there is.");
        }
    }
}

/// Each bracket begins where the one before it ends, so that none overlaps another and nothing lies between; only the last one
/// has no end.
fn check_brackets(at: &str, brackets: &[Bracket], (most, unit): (i64, &str), wrong: &mut FieldErrors) {
    if brackets.is_empty() || brackets.len() > MAX_BRACKETS {
        let detail = format!("From 1 to {MAX_BRACKETS} brackets.");
        wrong.add(format!("{at}/fee/brackets"), "out_of_range", detail);
        return;
    }
    let mut before: Option<i64> = Some(0);
    for (number, bracket) in brackets.iter().enumerate() {
        let at = |field: &str| format!("{at}/fee/brackets/{number}/{field}");
        if !(0..=MAX_PRICE).contains(&bracket.fee) {
            wrong.add(at("fee"), "out_of_range", "From 0 to the dearest price there is.");
        }
        match (before, bracket.up_to) {
            (None, _) => {
                let detail = "The bracket before it has no end. Give it one, or leave this one out.";
                wrong.add(at("up_to"), "overlapping", detail);
            }
            (Some(start), Some(end)) if end <= start => {
                let detail = format!(
                    "It begins above {start}{unit}, where the one before it ends: end it further up."
                );
                wrong.add(at("up_to"), "overlapping", detail);
            }
            (Some(_), Some(end)) if end > most => {
                wrong.add(
                    at("up_to"),
                    "out_of_range",
                    format!("At most {most}{unit}; leave it out for no end."),
                );
            }
            _ => {}
        }
        before = bracket.up_to;
    }
}
