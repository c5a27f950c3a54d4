//! Every rule of the reader, on small files written for it.

mod file;
mod hostile;
mod markdown;
mod product;
mod recovery;
mod round_trip;
mod stock;
mod variant;

use std::io::Cursor;

use souk_domain::money::Currency;

use super::*;

/// A whole file, read.
#[derive(Debug)]
struct Reading {
    products: Vec<ImportedProduct>,
    findings: Vec<Finding>,
}

/// Reads a file to its end.
fn read_all(bytes: &[u8], currency: Currency, hints: Hints, limits: &Limits) -> Result<Reading, FileRefusal> {
    let mut file = ProductFile::open(Cursor::new(bytes.to_vec()), currency, hints, limits)?;
    let (mut products, mut findings) = (Vec::new(), Vec::new());
    while let Some(product) = file.next_product(&mut |finding| findings.push(finding))? {
        products.push(product);
    }
    findings.sort_by_key(|finding| finding.line);
    Ok(Reading { products, findings })
}

/// The same without hints.
fn read(bytes: &[u8], currency: Currency, limits: &Limits) -> Result<Reading, FileRefusal> {
    read_all(bytes, currency, Hints::default(), limits)
}

/// Columns most tests need, in the order the cells of `row` have.
const HEADER: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,\
Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,\
Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,\
Variant Barcode,Unit Price Total Measure,Unit Price Total Measure Unit,Image Src,Image Position,Image Alt Text,Gift Card,Variant Image,Status";

/// Reads bytes with the usual limits, in dollars.
fn read_bytes(bytes: &[u8]) -> Result<Reading, FileRefusal> {
    read(bytes, Currency::USD, &Limits::default())
}

/// Reads rows below `HEADER`.
fn read_rows(rows: &[String]) -> Reading {
    read_bytes(format!("{HEADER}\n{}\n", rows.join("\n")).as_bytes()).expect("a header and rows")
}

/// A row whose cells are blank but for those named.
fn row(cells: &[(&str, &str)]) -> String {
    let names: Vec<&str> = HEADER.split(',').collect();
    for (name, _) in cells {
        assert!(names.contains(name), "no column {name}");
    }
    let cell = |name: &&str| {
        let text = cells.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text);
        if text.contains([',', '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    names.iter().map(cell).collect::<Vec<_>>().join(",")
}

/// A first row of a product without options, some of its cells replaced.
fn mug(cells: &[(&str, &str)]) -> String {
    let usual = [("Handle", "mug"), ("Title", "Mug"), ("Vendor", "Clay & Co"), ("Variant Price", "12.50")];
    row(&[cells, &usual].concat())
}

/// Line and code of each finding.
fn codes(reading: &Reading) -> Vec<(u64, &'static str)> {
    reading.findings.iter().map(|finding| (finding.line, finding.code.as_str())).collect()
}

/// The one product of a reading.
fn only(reading: &Reading) -> &ImportedProduct {
    assert_eq!(reading.products.len(), 1, "{reading:?}");
    &reading.products[0]
}
