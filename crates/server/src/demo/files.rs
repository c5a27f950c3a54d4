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
    use souk_market::catalogue::Colour;

    use super::*;

    #[test]
    fn every_picture_has_its_colour() {
        let vendors = vendors(&market().unwrap()).unwrap();
        let noted = colours().unwrap();
        let pictures: Vec<_> = pictures(&vendors).unwrap().into_iter().collect();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for some in pictures.chunks(pictures.len().div_ceil(cores)) {
                scope.spawn(|| {
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
