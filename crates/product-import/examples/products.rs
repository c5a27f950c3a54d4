//! Writes a file of many products to the output, to measure imports with: how many, and how long each description is.
//!
//! `cargo run --release --example products 50000 > products.csv`

use std::{
    collections::BTreeMap,
    io::{BufWriter, Write as _},
};

use souk_domain::money::Currency;
use souk_product_import::{DraftStatus, ExportedProduct, ExportedVariant, Generation, ProductWriter};

/// Vendors and categories: neither one for all nor one for each.
const VENDORS: usize = 40;
const CATEGORIES: usize = 20;
/// Sentences of a description: two kilobytes of a product's rows.
const SENTENCES: usize = 7;
const SENTENCE: &str =
    "Turned by hand from *one* piece, oiled twice and left to dry for a week, it darkens with the years. ";

fn main() -> std::io::Result<()> {
    let products = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(50_000);
    let writer = ProductWriter::new(Generation::Newer, Currency::USD);
    let mut out = BufWriter::new(std::io::stdout());
    out.write_all(writer.header().as_bytes())?;
    for number in 0..products {
        out.write_all(writer.rows(&product(number)).as_bytes())?;
    }
    out.flush()
}

fn product(number: usize) -> ExportedProduct {
    let variant = |size: &str, above: i64| ExportedVariant {
        values: vec![size.to_owned()],
        sku: Some(format!("B-{number}-{size}")),
        price: 500 + (number % 2_000) as i64 * 10 + above,
        compare_at: None,
        cost: Some(300),
        quantity: Some(50),
        backorder: false,
        is_unique: false,
        requires_shipping: true,
        taxable: true,
        weight_g: 300,
        barcode: Some(format!("{number:013}")),
        content: None,
        image_urls: Vec::new(),
    };
    ExportedProduct {
        handle: format!("turned-bowl-{number}"),
        vendor: format!("Maker {}", number % VENDORS),
        name: format!("Turned bowl {number}"),
        description: SENTENCE.repeat(SENTENCES).trim().to_owned(),
        category: vec!["Kitchen".to_owned(), format!("Kind {}", number % CATEGORIES)],
        tags: vec!["oak".to_owned(), "kitchen".to_owned()],
        status: DraftStatus::Active,
        brand: String::new(),
        specs: vec![("Wood".to_owned(), "Oak".to_owned())],
        seo_title: String::new(),
        seo_description: String::new(),
        metadata: BTreeMap::from([("batch".to_owned(), (number / 100).to_string())]),
        tax_class: "standard".to_owned(),
        options: vec!["Size".to_owned()],
        variants: vec![variant("Small", 0), variant("Large", 400)],
        images: Vec::new(),
    }
}
