//! The variant picker: every value of every option is a link to the variant it leads to.
//!
//! A sold-out combination stays in sight, struck through and marked, and can be chosen to be read about.

use souk_domain::money::Money;

use crate::routes;
use crate::ui::Availability;

/// One variant, as the picker needs it.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The variant's public id.
    pub variant: String,
    /// One value per option, in the order of the options.
    pub values: Vec<String>,
    pub price: Money,
    pub availability: Availability,
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
                name: value.clone(),
                href: routes::product_variant(slug, &offer.variant),
                chosen: *value == chosen,
                sold_out: !offer.availability.can_be_bought(),
                difference: (more != 0).then(|| Money::new(more, current.price.currency)),
            });
        }
    }
    OptionGroup { name: name.to_owned(), chosen, values }
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
