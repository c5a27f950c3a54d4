use axum::body::to_bytes;
use axum::http::{HeaderMap, StatusCode, header};

use super::*;

/// What the styles and the script may weigh in Brotli.
const STYLE_LIMIT: usize = 20 * 1024;
const DESK_STYLE_LIMIT: usize = 25 * 1024;
const SCRIPT_LIMIT: usize = 12 * 1024;

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
    let listed = || SHOP_STYLE.iter().chain(DESK_STYLE);
    for name in listed() {
        assert!(Files::get(name).is_some(), "{name}");
    }
    for part in Files::iter().filter(|name| name.starts_with("css/")) {
        assert!(listed().any(|name| *name == part), "{part} is in no list");
    }
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
fn style_and_script_stay_light() {
    let limits = [("shop.css", STYLE_LIMIT), ("desk.css", DESK_STYLE_LIMIT), ("app.js", SCRIPT_LIMIT)];
    for (file, limit) in limits {
        let weight = ASSETS.by_plain[file].packed.brotli().len();
        eprintln!("{file}: {weight} of {limit} bytes in Brotli");
        assert!(weight <= limit, "{file} weighs {weight} bytes, more than {limit}");
    }
}
