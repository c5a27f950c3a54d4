//! Sellers as other pages show them.

use souk_market::catalogue::description_html;
use souk_market::shop::VendorCard;
use souk_market::vendors::Vendor;
use souk_ui::address::countries;
use souk_ui::{Picture, Seller, words};

use super::cards;

/// What a card tells of a story.
const STORY_CHARS: usize = 140;

/// A seller to know: sign, three products, a line.
#[derive(Clone, Debug)]
pub struct MakerCard {
    pub seller: Seller,
    pub things: u32,
    /// What they say about themselves, one or two sentences; may be empty.
    pub story: String,
    /// Exactly three fill the strip; fewer show no strip.
    pub pictures: Vec<Picture>,
}

/// The cards of these sellers: sign, a line, three products.
pub(crate) fn makers(vendors: &[VendorCard]) -> Vec<MakerCard> {
    let maker = |card: &VendorCard| MakerCard {
        seller: seller(&card.vendor),
        things: u32::try_from(card.products).unwrap_or(u32::MAX),
        story: line(&card.vendor),
        pictures: card.newest.iter().map(cards::picture).collect(),
    };
    vendors.iter().map(maker).collect()
}

/// The tagline, or how the story begins.
fn line(vendor: &Vendor) -> String {
    if vendor.tagline.is_empty() {
        words::plain(&description_html(&vendor.story), STORY_CHARS)
    } else {
        vendor.tagline.clone()
    }
}

/// A seller by name and place.
pub(crate) fn seller(vendor: &Vendor) -> Seller {
    Seller {
        name: vendor.name.clone(),
        slug: vendor.slug.clone(),
        place: place_of(&vendor.city, &vendor.country),
    }
}

/// "Asheville, United States", as far as it is known.
pub(crate) fn place_of(city: &str, country: &str) -> String {
    let country = if country.is_empty() { String::new() } else { countries::name_of(country) };
    let parts = [city, country.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Four sellers of the samples.
pub(crate) fn sample() -> Vec<MakerCard> {
    use souk_ui::samples::{hours, kiln, lumen, oak};
    vec![
        maker(
            kiln(),
            42,
            "Stoneware thrown on a kick wheel and fired for eleven hours.",
            ["mug-lagoon", "vase", "plates"],
        ),
        maker(
            oak(),
            17,
            "Bowls, boards and stools from trees that fell by themselves.",
            ["bowl", "board", "clock"],
        ),
        maker(hours(), 9, "Coffee roasted on Thursdays, posted on Fridays.", ["coffee", "honey", "oil"]),
        maker(lumen(), 1, "", ["lamp", "candle", "candle-2"]),
    ]
}

fn maker(seller: Seller, things: u32, story: &str, files: [&str; 3]) -> MakerCard {
    let pictures = files.into_iter().map(|file| souk_ui::samples::photo(file, "")).collect();
    MakerCard { seller, things, story: story.to_owned(), pictures }
}
