use axum::body::to_bytes;
use axum::http::{HeaderMap, StatusCode, header};

use askama::Template as _;

use super::*;
use crate::storefront::catalogue::ListingPage;
use crate::ui::{Card, Picture};

/// What the storefront's style and script may weigh in Brotli.
const STYLE_LIMIT: usize = 20 * 1024;
const SCRIPT_LIMIT: usize = 12 * 1024;
/// What the page of a listing with two dozen things may weigh in Brotli.
const LISTING_LIMIT: usize = 15 * 1024;

fn file_of(plain: &str) -> String {
    url(plain).trim_start_matches("/a/").to_owned()
}

fn asking(coding: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_ENCODING, coding.parse().unwrap());
    headers
}

#[test]
fn every_part_of_the_style_exists() {
    for name in STYLE {
        assert!(Files::get(name).is_some(), "{name}");
    }
    let parts = Files::iter().filter(|name| name.starts_with("css/")).count();
    assert_eq!(parts, STYLE.len(), "a style file that is in no list");
}

#[test]
fn a_hashed_name_is_found_and_a_plain_one_is_not() {
    let answer = answer(&file_of("shop.css"), &asking("gzip, br"));
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    assert_eq!(super::answer("shop.css", &asking("br")).status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_coding_gives_the_same_bytes() {
    let body = async |coding: &str| {
        let answer = answer(&file_of("app.js"), &asking(coding));
        to_bytes(answer.into_body(), usize::MAX).await.unwrap()
    };
    let plain = body("identity").await;
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut body("br").await.as_ref(), &mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    let mut unzipped = Vec::new();
    let zipped = body("gzip, br;q=0").await;
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(zipped.as_ref()), &mut unzipped).unwrap();
    assert_eq!(unzipped, plain);
}

#[test]
fn style_script_and_a_listing_stay_light() {
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
    let file = |plain: &str| SHELF.by_plain[plain].packed.brotli().len();
    for (what, weight, limit) in [
        ("style", file("shop.css"), STYLE_LIMIT),
        ("script", file("app.js"), SCRIPT_LIMIT),
        ("listing of 24", page, LISTING_LIMIT),
    ] {
        eprintln!("{what}: {weight} of {limit} bytes in Brotli");
        assert!(weight <= limit, "{what} weighs {weight} bytes, more than {limit}");
    }
}
