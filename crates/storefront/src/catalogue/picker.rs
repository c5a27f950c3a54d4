//! The variant picker: every value of every option is a link to the variant it leads to.
//!
//! A sold-out combination stays in sight, struck through and marked, and can be chosen to be read about.

use souk_domain::money::Money;
use souk_ui::routes;
use souk_ui::{Availability, Picture};
use std::collections::BTreeSet;

use super::swatches;

/// One variant, as the picker needs it.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The variant's public id.
    pub variant: String,
    /// One value per option, in the order of the options.
    pub values: Vec<String>,
    pub price: Money,
    pub availability: Availability,
    /// A picture of its own, if it has one.
    pub picture: Option<Picture>,
}

/// One option with all its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionGroup {
    pub name: String,
    pub chosen: String,
    pub values: Vec<OptionValue>,
}

/// One value, and the variant that choosing it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionValue {
    pub name: String,
    pub href: String,
    pub chosen: bool,
    pub sold_out: bool,
    /// How much more (or, below zero, less) than the chosen variant it costs.
    pub difference: Option<Money>,
    /// What it looks like; every value of a group has one, or none has.
    pub picture: Option<Picture>,
    /// The class of the dot that shows its colour, where its name is one.
    pub swatch: Option<&'static str>,
}

impl OptionGroup {
    /// Whether its values are chosen by how they look.
    pub fn is_seen(&self) -> bool {
        self.values.iter().all(|value| value.picture.is_some())
    }
}

/// The groups of a product whose variant number `chosen` is shown. Values keep the order in which offers name them.
pub fn groups(slug: &str, options: &[String], offers: &[Offer], chosen: usize) -> Vec<OptionGroup> {
    let Some(current) = offers.get(chosen) else { return Vec::new() };
    options.iter().enumerate().map(|(place, name)| group(slug, name, place, offers, current)).collect()
}

fn group(slug: &str, name: &str, place: usize, offers: &[Offer], current: &Offer) -> OptionGroup {
    let chosen = current.values.get(place).cloned().unwrap_or_default();
    let mut values: Vec<OptionValue> = Vec::new();
    for value in offers.iter().filter_map(|offer| offer.values.get(place)) {
        if values.iter().any(|known| known.name == *value) {
            continue;
        }
        if let Some(offer) = nearest(offers, current, place, value) {
            let more = offer.price.minor - current.price.minor;
            values.push(OptionValue {
                swatch: swatches::class_of(value),
                name: value.clone(),
                href: routes::product_variant(slug, &offer.variant),
                chosen: *value == chosen,
                sold_out: !offer.availability.can_be_bought(),
                difference: (more != 0).then(|| Money::new(more, current.price.currency)),
                picture: picture_of(offers, place, value),
            });
        }
    }
    // a picture here and none there, or the same on two, shows nobody what to choose
    let looks = values.iter().filter_map(|value| value.picture.as_ref().map(|picture| &picture.src));
    if looks.collect::<BTreeSet<_>>().len() < values.len().max(2) {
        values.iter_mut().for_each(|value| value.picture = None);
    }
    OptionGroup { name: name.to_owned(), chosen, values }
}

/// The first picture that a variant with this value has of its own.
fn picture_of(offers: &[Offer], place: usize, value: &str) -> Option<Picture> {
    let with_value = |offer: &&Offer| offer.values.get(place).is_some_and(|own| own == value);
    offers.iter().filter(with_value).find_map(|offer| offer.picture.clone())
}

/// The variant with this value that differs least from the current one; of equals, one that can be bought.
fn nearest<'a>(offers: &'a [Offer], current: &Offer, place: usize, value: &str) -> Option<&'a Offer> {
    offers.iter().filter(|offer| offer.values.get(place).is_some_and(|own| own == value)).min_by_key(
        |offer| {
            let apart = offer.values.iter().zip(&current.values).filter(|(own, other)| own != other).count();
            (apart, !offer.availability.can_be_bought())
        },
    )
}
