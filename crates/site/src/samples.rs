//! A small market to look at pages with: the same sellers and things in every sample.

use jiff::civil::{Date, date};
use souk_domain::money::{Currency, Money};

use crate::ui::{Aisle, Availability, Card, Frame, Picture, Price, Sandbox, Seller, Shelf};

mod every;
pub use every::every;

/// A page or letter rendered from its sample: file name and text.
pub struct Sample {
    pub name: &'static str,
    pub rendered: askama::Result<String>,
}

/// So many cents.
pub(crate) fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

pub(crate) fn tuesday() -> Date {
    date(2026, 11, 24)
}

pub(crate) fn friday() -> Date {
    date(2026, 11, 27)
}

pub(crate) fn photo(file: &str, alt: &str) -> Picture {
    Picture::plain(crate::routes::media(&format!("{file}.webp")), (640, 640), alt)
}

pub(crate) fn frame(path: &str) -> Frame {
    let aisle = |name: &str, slug: &str| Aisle {
        name: name.to_owned(),
        slug: slug.to_owned(),
        shelves: vec![Shelf { name: "Small things".to_owned(), slug: format!("{slug}-small") }],
    };
    Frame {
        market: "Souk".to_owned(),
        origin: "http://127.0.0.1:8080".to_owned(),
        path: path.to_owned(),
        csrf: "3f6c1f0e9b".to_owned(),
        cart_count: 5,
        account: None,
        aisles: vec![
            aisle("Kitchen & table", "kitchen-table"),
            aisle("Living", "living"),
            aisle("Textiles", "textiles"),
            aisle("Bath", "bath"),
            aisle("Pantry", "pantry"),
            aisle("Paper", "paper"),
            aisle("Play", "play"),
            aisle("Plants", "plants"),
        ]
        .into(),
        sandbox: Sandbox::On,
        announcement: "Most sellers deliver by December 23".to_owned(),
        ships_to: "United States".to_owned(),
        has_sale: true,
        mark: String::new(),
    }
}

pub(crate) fn kiln() -> Seller {
    seller("Kiln & Fern", "kiln-fern", "Asheville, NC")
}
pub(crate) fn oak() -> Seller {
    seller("Oak & Ash Workshop", "oak-ash", "Portland, ME")
}
pub(crate) fn hours() -> Seller {
    seller("Small Hours Coffee", "small-hours", "Oakland, CA")
}
pub(crate) fn lumen() -> Seller {
    seller("Lumen Works", "lumen-works", "Santa Fe, NM")
}

fn seller(name: &str, slug: &str, place: &str) -> Seller {
    Seller { name: name.to_owned(), slug: slug.to_owned(), place: place.to_owned() }
}

fn card(file: &str, name: &str, seller: &Seller, cents: i64) -> Card {
    Card {
        slug: file.to_owned(),
        name: name.to_owned(),
        seller: seller.name.clone(),
        picture: photo(file, ""),
        second: None,
        price: Price::plain(usd(cents)),
        availability: Availability::InStock,
        unique: false,
        new: false,
        arrives: Some(tuesday()),
    }
}

/// Nine things in all the states a card knows.
pub(crate) fn cards() -> Vec<Card> {
    let mug = Card {
        second: Some(photo("mug-lagoon-2", "")),
        ..card("mug-lagoon", "Tall stoneware mug", &kiln(), 2800)
    };
    let mug = Card { price: Price { from: true, ..mug.price }, ..mug };
    let bowl = card("bowl", "Walnut fruit bowl", &oak(), 6800);
    let bowl = Card { price: Price { was: Some(usd(8500)), ..bowl.price }, arrives: Some(friday()), ..bowl };
    vec![
        mug,
        Card { new: true, ..card("teapot", "Fern teapot, brass handle", &kiln(), 9600) },
        bowl,
        Card { unique: true, ..card("vase", "Speckled bottle vase", &kiln(), 5400) },
        Card {
            availability: Availability::SoldOut,
            ..card("mug-ink", "Tall stoneware mug, ink", &kiln(), 3000)
        },
        card("coffee", "Night shift espresso, 12 oz", &hours(), 1900),
        Card {
            availability: Availability::Backorder,
            ..card("lamp", "Mushroom table lamp", &lumen(), 16_400)
        },
        Card {
            availability: Availability::OnHold,
            unique: true,
            ..card("stool", "Three-legged milking stool with a rather long name", &oak(), 123_450)
        },
        Card {
            picture: crate::ui::drawn::picture("Honey", "pantry"),
            ..card("honey-jar", "Raw wildflower honey", &hours(), 1650)
        },
    ]
}

/// File names of the drawn pictures that samples show.
pub fn drawings() -> Vec<String> {
    [("Honey", "pantry"), ("Tall stoneware mug", "kitchen-table")]
        .into_iter()
        .map(|(name, category)| {
            crate::ui::drawn::picture(name, category).src.trim_start_matches("/media/").to_owned()
        })
        .collect()
}
