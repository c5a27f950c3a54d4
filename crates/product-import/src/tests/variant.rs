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
        ("Variant Barcode", "'0123"),
        ("Variant Image", "https://pictures.example/v.jpg"),
    ])]);
    let expected = ImportedVariant {
        line: 2,
        values: Vec::new(),
        sku: Some("M-1".into()),
        price: Some(1250),
        compare_at: Some(Some(1500)),
        cost: None,
        quantity: Some(7),
        tracked: Some(true),
        backorder: Some(true),
        requires_shipping: Some(false),
        taxable: Some(false),
        weight_g: Some(350),
        barcode: Some("0123".into()),
        content: Some(None),
        is_unique: None,
        image_urls: Some(vec!["https://pictures.example/v.jpg".into()]),
    };
    assert_eq!(only(&reading).variants, [expected]);
    assert!(reading.findings.is_empty());
}

#[test]
fn a_blank_cell_empties_and_a_missing_column_says_nothing() {
    let blank = read_rows(&[mug(&[])]);
    let variant = &only(&blank).variants[0];
    assert_eq!((variant.sku.as_deref(), variant.barcode.as_deref()), (Some(""), Some("")));
    assert_eq!((variant.compare_at, variant.content, variant.weight_g), (Some(None), Some(None), Some(0)));
    assert_eq!((variant.tracked, variant.quantity), (Some(false), None));
    assert_eq!((variant.backorder, variant.requires_shipping, variant.taxable), (None, None, None));
    assert!(blank.findings.is_empty());
    let missing = read_bytes(b"Handle,Title,Variant Price,Vendor\nmug,Mug,12.50,V\n").expect("read");
    let product = only(&missing);
    let variant = &product.variants[0];
    assert_eq!(
        (&variant.sku, &variant.barcode, variant.compare_at, variant.cost),
        (&None, &None, None, None)
    );
    assert_eq!(
        (variant.content, variant.weight_g, variant.tracked, variant.quantity),
        (None, None, None, None)
    );
    assert_eq!((&variant.image_urls, &product.images, &product.options), (&None, &None, &None));
    assert_eq!((&product.description, &product.tags, &product.product_type), (&None, &None, &None));
    assert_eq!((product.published, product.status), (None, None));
    assert!(missing.findings.is_empty());
}

#[test]
fn cells_that_make_no_sense_say_nothing_and_are_told() {
    let cases = [
        ("Variant Inventory Qty", "many", "quantity_invalid"),
        ("Variant Inventory Qty", "1.5", "quantity_invalid"),
        ("Variant Inventory Qty", "99999999999", "quantity_invalid"),
        ("Variant Inventory Qty", "99999999999999999999999", "quantity_invalid"),
        ("Variant Grams", "-1", "weight_invalid"),
        ("Variant Grams", "heavy", "weight_invalid"),
        ("Variant Compare At Price", "much", "compare_at_dropped"),
        ("Variant Taxable", "perhaps", "flag_unknown"),
        ("Variant Inventory Policy", "perhaps", "policy_unknown"),
        ("Variant Image", "file:///etc/passwd", "image_url_invalid"),
        ("Variant Barcode", "8.90123E+12", "barcode_rounded"),
        ("Unit Price Total Measure", "a lot", "content_invalid"),
    ];
    for (column, cell, code) in cases {
        let reading = read_rows(&[mug(&[(column, cell)])]);
        let variant = &only(&reading).variants[0];
        assert_eq!(codes(&reading), [(2, code)], "{column} {cell}");
        assert_eq!(reading.findings[0].column, Some(column));
        let said = match column {
            "Variant Inventory Qty" => variant.quantity.is_some(),
            "Variant Grams" => variant.weight_g.is_some(),
            "Variant Compare At Price" => variant.compare_at.is_some(),
            "Variant Taxable" => variant.taxable.is_some(),
            "Variant Inventory Policy" => variant.backorder.is_some(),
            "Variant Image" => variant.image_urls.is_some(),
            "Variant Barcode" => variant.barcode.is_some(),
            _ => variant.content.is_some(),
        };
        assert!(!said, "{column} {cell}");
    }
}

#[test]
fn values_that_only_need_mending_are_mended_and_told() {
    let told = |column, cell| {
        let reading = read_rows(&[mug(&[(column, cell)])]);
        (only(&reading).variants[0].clone(), codes(&reading))
    };
    let (variant, codes) = told("Variant Inventory Qty", "-3");
    assert_eq!((variant.quantity, codes), (Some(0), vec![(2, "quantity_negative")]));
    let (variant, codes) = told("Variant Inventory Qty", "1,000");
    assert_eq!((variant.quantity, codes), (Some(1_000), vec![]));
    for (grams, whole) in [("453.592", 454), ("0.2", 1), ("1.5", 2), ("1.49", 1)] {
        let (variant, codes) = told("Variant Grams", grams);
        assert_eq!((variant.weight_g, codes), (Some(whole), vec![(2, "weight_rounded")]), "{grams}");
    }
    for lower in ["12.50", "12.49"] {
        let (variant, codes) = told("Variant Compare At Price", lower);
        assert_eq!((variant.compare_at, codes), (Some(None), vec![(2, "compare_at_dropped")]), "{lower}");
    }
}

#[test]
fn a_price_that_is_not_there_is_not_said_and_told() {
    for (price, code) in
        [("", "price_missing"), ("-1", "price_invalid"), ("€5", "price_invalid"), ("1.555", "price_invalid")]
    {
        let reading = shirt_rows(&[
            &[("Option1 Value", "S"), ("Variant Price", price)],
            &[("Option1 Value", "M"), ("Variant Price", "9.50")],
        ]);
        let prices: Vec<_> = only(&reading).variants.iter().map(|variant| variant.price).collect();
        assert_eq!(prices, [None, Some(950)], "{price}");
        assert_eq!(codes(&reading), [(2, code)], "{price}");
        assert_eq!(reading.findings[0].severity, Severity::Error);
    }
}

#[test]
fn option_values_are_needed_bounded_named_and_not_repeated() {
    let long = "x".repeat(MAX_OPTION_VALUE_CHARS + 1);
    let reading = shirt_rows(&[
        &[("Option1 Value", "S")],
        &[("Option1 Value", "")],
        &[("Option1 Value", " s ")],
        &[("Option1 Value", " S ")],
        &[("Option1 Value", &long)],
        &[("Option1 Value", "M"), ("Option2 Value", "red")],
        &[("Option1 Value", "L")],
    ]);
    assert_eq!(only(&reading).variants.iter().map(|v| v.line).collect::<Vec<_>>(), [2, 4, 8]);
    let expected = [
        (3, "option_value_missing"),
        (5, "options_repeated"),
        (6, "option_value_too_long"),
        (7, "option_value_missing"),
    ];
    assert_eq!(codes(&reading), expected);
    assert!(!only(&reading).has_all_variants);
}

#[test]
fn variants_past_the_limit_are_left_out_each_with_its_line() {
    let values: Vec<String> = (0..=MAX_VARIANTS).map(|number| format!("size {number}")).collect();
    let cells: Vec<[(&str, &str); 1]> =
        values.iter().map(|value| [("Option1 Value", value.as_str())]).collect();
    let rows: Vec<&[(&str, &str)]> = cells.iter().map(|cells| &cells[..]).collect();
    let reading = shirt_rows(&rows);
    assert_eq!(only(&reading).variants.len(), MAX_VARIANTS);
    assert_eq!(codes(&reading), [(MAX_VARIANTS as u64 + 2, "too_many_variants")]);
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
        assert_eq!(only(&reading).variants[0].content, Some(expected), "{amount} {unit}");
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
