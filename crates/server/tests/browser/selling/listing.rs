//! A product with six variants and four pictures.

use std::{fs, path::PathBuf};

use super::{PRODUCT, SHELF, coming};
use crate::harness::{Browser, Shop, until};

/// Two sizes of three colours, as the matrix makes them, and what each costs.
const VARIANTS: [(&str, &str); 6] = [
    ("S / Teal", "24.50"),
    ("S / Ink", "24.50"),
    ("S / Rust", "26.00"),
    ("M / Teal", "29.00"),
    ("M / Ink", "29.00"),
    ("M / Rust", "31.15"),
];
const COLOURS: [&str; 4] = ["teal", "midnightblue", "sienna", "wheat"];

/// Lists it and shows it. Answers its address in the shop.
pub(super) async fn list(shop: &Shop, seller: &Browser) -> String {
    let pictures = paint(shop, seller).await;
    seller.goto("/vendor/onboarding").await;
    coming::go(seller, "/vendor/products/new").await;
    seller.fill("#name", PRODUCT).await;
    seller.fill("#description", "Washed twice, *softer* each time.").await;
    seller.choose("#category", "Textiles / Scarves").await;
    seller.choose("#status", "Live").await;
    fill_matrix(seller).await;
    seller.press("button[value='save']").await;
    seller.wait_for_words("main .banner.ok", "It is made").await;

    let editor = "return document.querySelector('#product-form').getAttribute('action')";
    let editor = seller.ask(editor, vec![]).await.as_str().expect("an address").to_owned();
    seller.fill("#brand", "Not saved yet").await;
    seller.attach("#files", &pictures).await;
    seller.press("[data-key='pictures-send']").await;
    seller.wait_for("main ol li").await;
    let brand = seller.ask("return document.querySelector('#brand').value", vec![]).await;
    assert_eq!(brand.as_str(), Some("Not saved yet"), "sending pictures keeps what was typed");
    until("four pictures", || async {
        seller.goto(&editor).await;
        (seller.count("main ol li img").await == pictures.len()).then_some(())
    })
    .await;
    let page = "return document.querySelector(\".head-work a[href^='/p/']\").getAttribute('href')";
    seller.ask(page, vec![]).await.as_str().expect("an address").to_owned()
}

/// Names the options, lets the page make the variants, and fills in each.
async fn fill_matrix(seller: &Browser) {
    seller.fill("#o0-name", "Size").await;
    seller.fill("#o0-values", "S\nM").await;
    seller.fill("#o1-name", "Colour").await;
    seller.fill("#o1-values", "Teal\nInk\nRust").await;
    seller.press("#matrix fieldset.variant summary").await;
    seller.fill("#v0-weight", "220").await;
    seller.press("button[value='matrix']").await;
    seller.wait_for("#v5-price").await;
    let made = seller.texts("#matrix fieldset.variant > legend").await;
    assert_eq!(made, VARIANTS.map(|(name, _)| name));
    for (row, ((_, price), (sku, stock, _))) in VARIANTS.into_iter().zip(SHELF).enumerate() {
        seller.fill(&format!("#v{row}-price"), price).await;
        seller.fill(&format!("#v{row}-sku"), sku).await;
        seller.fill(&format!("#v{row}-stock"), stock).await;
    }
}

/// Four pictures, each of one colour.
async fn paint(shop: &Shop, browser: &Browser) -> Vec<PathBuf> {
    let mut pictures = Vec::new();
    for colour in COLOURS {
        browser.show(&format!("<title>{colour}</title><body style='background:{colour}'>")).await;
        let file = shop.directory().join(format!("{colour}.png"));
        fs::write(&file, browser.screenshot().await).expect("a picture");
        pictures.push(file);
    }
    pictures
}
