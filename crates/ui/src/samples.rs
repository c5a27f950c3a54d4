//! A small market to look at pages with: the same sellers and products in every sample.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use souk_domain::money::{Currency, Money};
use souk_market::portal::DayOfSales;
use souk_market::settings::BankAccount;
use souk_market::shop::{MenuCategory, MenuEntry};

use crate::bill::Standing;
use crate::order::Transfer;
use crate::{Availability, Bill, Card, Discount, Frame, Picture, Price, Sandbox, Seller};

/// So many cents.
pub fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

pub fn tuesday() -> Date {
    date(2026, 11, 24)
}

pub fn friday() -> Date {
    date(2026, 11, 27)
}

pub fn photo(file: &str, alt: &str) -> Picture {
    Picture::plain(crate::routes::media(&format!("{file}.webp")), (640, 640), alt)
}

pub fn frame(path: &str) -> Frame {
    let category = |name: &str, slug: &str| MenuCategory {
        name: name.to_owned(),
        slug: slug.to_owned(),
        below: vec![MenuEntry { name: "Small things".to_owned(), slug: format!("{slug}-small") }],
    };
    Frame {
        market: "Souk".to_owned(),
        origin: "http://127.0.0.1:8080".to_owned(),
        path: path.to_owned(),
        csrf: "3f6c1f0e9b".to_owned(),
        cart_count: 5,
        account: None,
        menu: vec![
            category("Kitchen & table", "kitchen-table"),
            category("Living", "living"),
            category("Textiles", "textiles"),
            category("Bath", "bath"),
            category("Pantry", "pantry"),
            category("Paper", "paper"),
            category("Play", "play"),
            category("Plants", "plants"),
        ]
        .into(),
        sandbox: Sandbox::On,
        announcement: "Most sellers deliver by December 23".to_owned(),
        ships_to: "United States".to_owned(),
        has_sale: true,
        mark: String::new(),
    }
}

pub fn kiln() -> Seller {
    seller("Kiln & Fern", "kiln-fern", "Asheville, NC")
}
pub fn oak() -> Seller {
    seller("Oak & Ash Workshop", "oak-ash", "Portland, ME")
}
pub fn hours() -> Seller {
    seller("Small Hours Coffee", "small-hours", "Oakland, CA")
}
pub fn lumen() -> Seller {
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
        rating: String::new(),
        reviews: 0,
    }
}

/// Nine products in all the states a card knows.
pub fn cards() -> Vec<Card> {
    let mug = Card {
        second: Some(photo("mug-lagoon-2", "")),
        rating: "4.5".to_owned(),
        reviews: 12,
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
            picture: crate::drawn::picture("Honey", "pantry"),
            ..card("honey-jar", "Raw wildflower honey", &hours(), 1650)
        },
    ]
}

/// File names of the drawn pictures that samples show.
pub fn drawings() -> Vec<String> {
    [("Honey", "pantry"), ("Tall stoneware mug", "kitchen-table")]
        .into_iter()
        .map(|(name, category)| {
            crate::drawn::picture(name, category).src.split('/').next_back().unwrap_or_default().to_owned()
        })
        .collect()
}

/// A moment of the week the samples play in.
pub fn at(day: i8, hour: i8, minute: i8) -> Zoned {
    date(2026, 11, day).at(hour, minute, 0, 0).to_zoned(TimeZone::UTC).unwrap_or_default()
}

/// Thirty days that end on the samples' Tuesday, each with what it came to.
pub fn days_of_sales(total: impl Fn(i64) -> i64) -> Vec<DayOfSales> {
    let last = at(24, 0, 0).timestamp();
    let day = |ago: i64| {
        let total = total(30 - ago);
        let day = Timestamp::from_second(last.as_second() - ago * 86_400).unwrap_or(last);
        DayOfSales { day, orders: total / 5_600, total }
    };
    (0..30).rev().map(day).collect()
}

/// What to write into the bank's form.
pub fn transfer() -> Transfer {
    Transfer {
        account: Some(BankAccount {
            holder: "Souk Demo Market".to_owned(),
            number: "US00 SOUK 0000 0000 0000 01".to_owned(),
            bank: "First Sandbox Bank".to_owned(),
        }),
        contact: "help@souk.example".to_owned(),
        reference: "S-7K2M-9QXT".to_owned(),
        received: None,
        outstanding: usd(20_935),
        held_until: at(28, 16, 12),
    }
}

/// The bill of the sample cart.
pub fn bill(standing: Standing) -> Bill {
    Bill {
        pieces: 5,
        sellers: 3,
        goods: usd(19_700),
        discounts: vec![Discount { label: "AUTUMN10, ceramics".to_owned(), off: usd(1100) }],
        delivery: Some(usd(1150)),
        delivery_lowered_by: String::new(),
        tax: usd(1185),
        tax_rate: "6 %".to_owned(),
        tax_included: false,
        total: usd(20_935),
        standing,
    }
}
