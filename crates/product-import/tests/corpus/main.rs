//! Files with the quirks that files have, each with what is read of it and what is told beside it.
//!
//! `NAME.csv` is read, and what comes out is held against `NAME.expected`. A name that ends in `decimal-point` or
//! `decimal-comma` is read with that said.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{fmt::Write as _, fs, io::Cursor, path::Path};

use souk_domain::money::Currency;
use souk_product_import::{DecimalMark, Hints, ImportedProduct, ImportedVariant, Limits, ProductFile};

#[test]
fn every_file_reads_as_it_is_expected_to() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/files");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the files")
        .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
        .filter_map(|name| name.strip_suffix(".csv").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 60, "only {} files", names.len());
    let mut wrong = Vec::new();
    for name in names {
        let read = read(&fs::read(folder.join(format!("{name}.csv"))).expect("a file"), &name);
        let expected = fs::read_to_string(folder.join(format!("{name}.expected"))).unwrap_or_default();
        if read != expected {
            wrong.push(format!("{name}: expected\n{expected}but read\n{read}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn read(bytes: &[u8], name: &str) -> String {
    let decimal = match name {
        name if name.ends_with("decimal-point") => Some(DecimalMark::Point),
        name if name.ends_with("decimal-comma") => Some(DecimalMark::Comma),
        _ => None,
    };
    let hints = Hints { decimal, ..Hints::default() };
    let opened = ProductFile::open(Cursor::new(bytes.to_vec()), Currency::USD, hints, &Limits::default());
    let mut file = match opened {
        Ok(file) => file,
        Err(refusal) => return format!("refused {}: {refusal}\n", refusal.code()),
    };
    let mut text = String::new();
    let mut findings = Vec::new();
    while let Some(product) = file.next_product(&mut |finding| findings.push(finding)).expect("a sound file")
    {
        write_product(&mut text, &product);
    }
    for finding in findings {
        writeln!(text, "{finding}").expect("text");
    }
    text
}

/// Writes what is said of a product, and nothing of what is not.
fn write_product(text: &mut String, product: &ImportedProduct) {
    let mut line = |name: &str, value: String| writeln!(text, "{name} {value}").expect("text");
    line("product", format!("{} of {:?}, line {}", product.handle, product.vendor, product.line));
    let said = [
        ("name", &product.name),
        ("description", &product.description),
        ("type", &product.product_type),
        ("brand", &product.brand),
        ("seo_title", &product.seo_title),
        ("seo_description", &product.seo_description),
        ("tax_class", &product.tax_class),
    ];
    for (name, value) in said {
        if let Some(value) = value {
            line(&format!("  {name}"), format!("{value:?}"));
        }
    }
    if let Some(levels) = &product.category {
        line("  category", format!("{levels:?}"));
    }
    if let Some(tags) = &product.tags {
        line("  tags", format!("{tags:?}"));
    }
    if product.published.is_some() || product.status.is_some() {
        line("  status", format!("{:?}, published {:?}", product.status, product.published));
    }
    for (key, value) in &product.metadata {
        line("  metadata", format!("{key} = {value:?}"));
    }
    if let Some(options) = &product.options {
        line("  options", format!("{options:?}"));
    }
    let whole = |whole: bool| if whole { "all" } else { "some" };
    line("  variants", whole(product.has_all_variants).to_owned());
    for variant in &product.variants {
        line("    variant", variant_line(variant));
    }
    if let Some(images) = &product.images {
        line("  pictures", whole(product.has_all_images).to_owned());
        for image in images {
            line("    picture", format!("{} {} {:?}", image.position, image.url, image.alt));
        }
    }
}

fn variant_line(variant: &ImportedVariant) -> String {
    let mut parts = vec![format!("line {} {:?}", variant.line, variant.values)];
    let mut say =
        |name: &str, value: Option<String>| parts.extend(value.map(|value| format!("{name} {value}")));
    say("price", variant.price.map(|price| price.to_string()));
    say("was", variant.compare_at.map(|was| format!("{was:?}")));
    say("cost", variant.cost.map(|cost| format!("{cost:?}")));
    say("sku", variant.sku.as_ref().map(|sku| format!("{sku:?}")));
    say("quantity", variant.quantity.map(|quantity| quantity.to_string()));
    say("tracked", variant.tracked.map(|tracked| tracked.to_string()));
    say("backorder", variant.backorder.map(|backorder| backorder.to_string()));
    say("shipped", variant.requires_shipping.map(|shipped| shipped.to_string()));
    say("taxed", variant.taxable.map(|taxed| taxed.to_string()));
    say("grams", variant.weight_g.map(|grams| grams.to_string()));
    say("barcode", variant.barcode.as_ref().map(|barcode| format!("{barcode:?}")));
    say("content", variant.content.map(|content| format!("{content:?}")));
    say("unique", variant.is_unique.map(|unique| unique.to_string()));
    say("picture", variant.image_urls.as_ref().map(|urls| urls.join(" ")));
    parts.join(", ")
}
