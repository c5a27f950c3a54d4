use askama::Template as _;
use souk_ui::assets::Packed;
use souk_ui::{Card, Picture};

use crate::catalogue::ListingPage;

/// What the page of a listing with two dozen things may weigh in Brotli.
const LISTING_LIMIT: usize = 15 * 1024;

#[test]
fn a_listing_stays_light() {
    let mut listing = ListingPage::sample();
    let shelf = listing.listing.cards.clone();
    // no two alike, as in a real shop
    let card = |(place, card): (usize, Card)| {
        let word = format!("{:x}", place * 7_919 + 104_729);
        let picture = |mut old: Picture, way: &str| {
            old.src = old.src.replace(".webp", &format!("-{word}-{way}.webp"));
            old
        };
        Card {
            name: format!("{} {word}", card.name),
            slug: format!("{}-{word}", card.slug),
            second: card.second.map(|second| picture(second, "second")),
            picture: picture(card.picture, "first"),
            ..card
        }
    };
    listing.listing.cards = shelf.into_iter().cycle().take(24).enumerate().map(card).collect();
    let html = listing.render().unwrap().into_bytes();
    let page = Packed::new("text/html", html).brotli().len();
    eprintln!("listing of 24: {page} of {LISTING_LIMIT} bytes in Brotli");
    assert!(page <= LISTING_LIMIT, "a listing of 24 weighs {page} bytes, more than {LISTING_LIMIT}");
}
