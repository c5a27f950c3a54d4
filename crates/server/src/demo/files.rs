//! The files of the demonstration, inside the binary.

use std::{borrow::Cow, collections::BTreeMap};

use anyhow::{Context as _, Result};
use rust_embed::RustEmbed;

use super::shape::{Market, Vendor};

#[derive(RustEmbed)]
#[folder = "demo/"]
// what the pictures were rendered from is for reading, not for serving
#[exclude = "scenes/*"]
#[exclude = "*.md"]
struct Files;

/// What all vendors share.
pub(super) fn market() -> Result<Market> {
    read("market.toml")
}

/// The vendors, in the order of the market.
pub(super) fn vendors(market: &Market) -> Result<Vec<Vendor>> {
    market.vendors.iter().map(|name| read(&format!("vendors/{name}.toml"))).collect()
}

/// The bytes of every picture that a product shows, by name.
pub(super) fn pictures(vendors: &[Vendor]) -> Result<BTreeMap<String, Cow<'static, [u8]>>> {
    let shown = vendors.iter().flat_map(|vendor| &vendor.products).flat_map(|product| &product.pictures);
    shown.map(|picture| Ok((picture.file.clone(), bytes(&format!("pictures/{}", picture.file))?))).collect()
}

/// The mean colour of every picture, by name: reading it from the pixels would cost the start a second.
pub(super) fn colours() -> Result<BTreeMap<String, String>> {
    read("colours.toml")
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> Result<T> {
    let bytes = bytes(name)?;
    let text = std::str::from_utf8(&bytes).with_context(|| name.to_owned())?;
    toml::from_str(text).with_context(|| name.to_owned())
}

fn bytes(name: &str) -> Result<Cow<'static, [u8]>> {
    Ok(Files::get(name).with_context(|| format!("{name} is missing"))?.data)
}

#[cfg(test)]
mod tests {
    use souk_domain::{money::Currency, pricing::ShippingKind};
    use souk_market::catalogue::Colour;

    use super::{
        super::{
            prices,
            shape::{SentFrom, Shipping},
        },
        *,
    };

    /// What a parcel of so many kilograms costs whose goods are worth little.
    fn fee(way: &Shipping, kilograms: i64) -> i64 {
        match prices::shipping(way, Currency::USD).unwrap().zones[0].kind {
            ShippingKind::Flat { fee } => fee,
            ShippingKind::ByWeight { base, per_kg } => base + per_kg * kilograms,
            _ => panic!("{} has a fee that no file says", way.name),
        }
    }

    #[test]
    fn who_waits_longer_pays_no_more_and_nothing_crosses_a_border_in_three_days() {
        let ways = market().unwrap().shipping;
        for quick in &ways {
            let is_of_home = quick.from == SentFrom::Home && quick.countries == ["US"];
            assert!(is_of_home || quick.min_days > 3, "{}: {} days", quick.name, quick.min_days);
            for slow in ways.iter().filter(|way| way.from == quick.from) {
                let is_slower = quick.min_days < slow.min_days && quick.max_days < slow.max_days;
                let both = quick.countries.iter().find(|country| slow.countries.contains(country));
                if let Some(country) = both.filter(|_| is_slower) {
                    for kilograms in [1, 2, 5] {
                        let (less, more) = (fee(slow, kilograms), fee(quick, kilograms));
                        assert!(less <= more, "{} costs more than {} to {country}", slow.name, quick.name);
                    }
                }
            }
        }
    }

    #[test]
    fn every_picture_has_its_colour() {
        let vendors = vendors(&market().unwrap()).unwrap();
        let noted = colours().unwrap();
        let pictures: Vec<_> = pictures(&vendors).unwrap().into_iter().collect();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let noted = &noted;
            for some in pictures.chunks(pictures.len().div_ceil(cores)) {
                scope.spawn(move || {
                    for (name, bytes) in some {
                        let colour = Colour::of_picture(bytes).map(|colour| colour.to_string());
                        assert_eq!(
                            noted.get(name),
                            colour.as_ref(),
                            "{name}: write the colours anew, as crates/pictures/examples/colours.rs says"
                        );
                    }
                });
            }
        });
    }
}
