//! Prices, stock, flags and option values of one variant.

use souk_domain::bounds::{
    product::MAX_VARIANTS,
    variant::{MAX_OPTION_VALUE_CHARS, MAX_SKU_CHARS},
};

use super::*;

fn shirt_rows(rows: &[&[(&str, &str)]]) -> Reading {
    let head = [("Title", "Shirt"), ("Vendor", "V"), ("Option1 Name", "Size")];
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(place, cells)| {
            let head: &[(&str, &str)] = if place == 0 { &head } else { &[] };
            row(&[cells, head, &[("Handle", "shirt"), ("Variant Price", "9")]].concat())
        })
        .collect();
    read_rows(&rows)
}

#[test]
fn a_row_gives_every_field_of_a_variant() {
    let reading = read_rows(&[mug(&[
        ("Variant SKU", "M-1"),
        ("Variant Grams", "350.0"),
        ("Variant Inventory Tracker", "shopify"),
        ("Variant Inventory Qty", "7"),
        ("Variant Inventory Policy", "continue"),
        ("Variant Compare At Price", "15.00"),
        ("Variant Requires Shipping", "false"),
        ("Variant Taxable", "false"),
        ("Variant Barcode", "0123"),
        ("Variant Image", "https://pictures.example/v.jpg"),
    ])]);
    let expected = ImportedVariant {
        line: 2,
        options: Vec::new(),
        sku: Some("M-1".into()),
        price: 1250,
        compare_at: Some(1500),
        quantity: 7,
        tracked: true,
        backorder: true,
        requires_shipping: false,
        taxable: false,
        weight_g: 350,
        barcode: Some("0123".into()),
        content: None,
        image_url: Some("https://pictures.example/v.jpg".into()),
    };
    assert_eq!(only(&reading).variants, [expected]);
    assert!(reading.findings.is_empty());
}

#[test]
fn blank_cells_mean_untracked_shipped_taxed_and_no_backorder() {
    let reading = read_rows(&[mug(&[])]);
    let variant = &only(&reading).variants[0];
    assert!(!variant.tracked && !variant.backorder && variant.requires_shipping && variant.taxable);
    assert_eq!((variant.quantity, variant.weight_g, &variant.sku), (0, 0, &None));
    assert!(reading.findings.is_empty());
}

#[test]
fn cells_that_make_no_sense_are_mended_with_a_warning() {
    let cases = [
        ("Variant Inventory Qty", "-3", "quantity_negative"),
        ("Variant Inventory Qty", "many", "quantity_invalid"),
        ("Variant Inventory Qty", "99999999999", "quantity_invalid"),
        ("Variant Inventory Qty", "99999999999999999999999", "quantity_invalid"),
        ("Variant Grams", "-1", "weight_invalid"),
        ("Variant Grams", "1.5", "weight_invalid"),
        ("Variant Compare At Price", "12.50", "compare_at_dropped"),
        ("Variant Compare At Price", "12.49", "compare_at_dropped"),
        ("Variant Compare At Price", "much", "compare_at_dropped"),
        ("Variant Taxable", "perhaps", "flag_unknown"),
        ("Variant Inventory Policy", "perhaps", "policy_unknown"),
        ("Variant Image", "file:///etc/passwd", "image_url_invalid"),
    ];
    for (column, cell, code) in cases {
        let reading = read_rows(&[mug(&[(column, cell)])]);
        let variant = &only(&reading).variants[0];
        assert_eq!(codes(&reading), [(2, code)], "{column} {cell}");
        assert_eq!(reading.findings[0].column, Some(column));
        assert_eq!((variant.quantity, variant.weight_g, variant.compare_at), (0, 0, None), "{column} {cell}");
    }
}

#[test]
fn a_counted_variant_without_a_quantity_is_noted() {
    let reading = read_rows(&[mug(&[("Variant Inventory Tracker", "shopify")])]);
    assert_eq!(codes(&reading), [(2, "quantity_invalid")]);
}

#[test]
fn a_variant_without_a_price_costs_itself_only() {
    for (price, code) in
        [("", "price_missing"), ("-1", "price_invalid"), ("1,5", "price_invalid"), ("1.555", "price_invalid")]
    {
        let reading =
            shirt_rows(&[&[("Option1 Value", "S"), ("Variant Price", price)], &[("Option1 Value", "M")]]);
        assert_eq!(only(&reading).variants.len(), 1, "{price}");
        assert_eq!(codes(&reading), [(2, code)], "{price}");
        assert_eq!(reading.findings[0].severity, Severity::Error);
    }
}

#[test]
fn a_product_none_of_whose_variants_can_be_used_is_named_once_a_row() {
    let picture = row(&[("Handle", "mug"), ("Image Src", "https://pictures.example/a.jpg")]);
    let reading = read_rows(&[mug(&[("Variant Price", "free")]), picture]);
    assert!(reading.products.is_empty());
    assert_eq!(codes(&reading), [(2, "price_invalid"), (2, "no_variants"), (3, "product_not_imported")]);
}

#[test]
fn option_values_are_needed_bounded_named_and_not_repeated() {
    let long = "x".repeat(MAX_OPTION_VALUE_CHARS + 1);
    let reading = shirt_rows(&[
        &[("Option1 Value", "S")],
        &[("Option1 Value", "")],
        &[("Option1 Value", " s ")],
        &[("Option1 Value", &long)],
        &[("Option1 Value", "M"), ("Option2 Value", "red")],
        &[("Option1 Value", "L")],
    ]);
    assert_eq!(only(&reading).variants.iter().map(|v| v.line).collect::<Vec<_>>(), [2, 7]);
    let expected = [
        (3, "option_value_missing"),
        (4, "options_repeated"),
        (5, "option_value_too_long"),
        (6, "option_value_missing"),
    ];
    assert_eq!(codes(&reading), expected);
}

#[test]
fn variants_past_the_limit_are_left_out_each_with_its_line() {
    let values: Vec<String> = (0..=MAX_VARIANTS).map(|number| format!("size {number}")).collect();
    let cells: Vec<[(&str, &str); 1]> =
        values.iter().map(|value| [("Option1 Value", value.as_str())]).collect();
    let rows: Vec<&[(&str, &str)]> = cells.iter().map(|cells| &cells[..]).collect();
    let reading = shirt_rows(&rows);
    assert_eq!(only(&reading).variants.len(), MAX_VARIANTS);
    assert_eq!(codes(&reading), [(102, "too_many_variants")]);
}

#[test]
fn a_sku_twice_in_one_vendor_is_noted_and_kept() {
    let reading = read_rows(&[
        mug(&[("Variant SKU", "X")]),
        mug(&[("Handle", "cup"), ("Variant SKU", "X")]),
        mug(&[("Handle", "pot"), ("Variant SKU", "X"), ("Vendor", "Other")]),
    ]);
    assert_eq!(reading.products.len(), 3);
    assert!(reading.products.iter().all(|product| product.variants[0].sku.as_deref() == Some("X")));
    assert_eq!(codes(&reading), [(3, "sku_repeated")]);
}

#[test]
fn a_sku_too_long_to_be_one_is_left_out() {
    let reading = read_rows(&[mug(&[("Variant SKU", &"x".repeat(MAX_SKU_CHARS + 1))])]);
    assert_eq!(only(&reading).variants[0].sku, None);
    assert_eq!(codes(&reading), [(2, "text_dropped")]);
}

#[test]
fn the_content_is_read_in_the_units_files_use() {
    use souk_domain::content::{Content, ContentUnit};
    for (amount, unit, expected) in [
        ("250", "ml", Content::new(250, ContentUnit::Millilitre)),
        ("0.75", "L", Content::new(750, ContentUnit::Millilitre)),
        ("1.5", "kg", Content::new(1_500, ContentUnit::Gram)),
        ("12", "item", Content::new(12, ContentUnit::Piece)),
        ("", "ml", None),
    ] {
        let reading = read_rows(&[mug(&[
            ("Unit Price Total Measure", amount),
            ("Unit Price Total Measure Unit", unit),
        ])]);
        assert_eq!(only(&reading).variants[0].content, expected, "{amount} {unit}");
        assert!(reading.findings.is_empty(), "{amount} {unit}");
    }
    for (amount, unit) in [("0.5", "g"), ("12", "stone"), ("many", "ml"), ("0", "ml"), ("99999999", "kg")] {
        let reading = read_rows(&[mug(&[
            ("Unit Price Total Measure", amount),
            ("Unit Price Total Measure Unit", unit),
        ])]);
        assert_eq!(only(&reading).variants[0].content, None, "{amount} {unit}");
        assert_eq!(reading.findings.len(), 1, "{amount} {unit}");
    }
}
