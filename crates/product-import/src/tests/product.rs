//! Rows of one product, its texts, options and pictures.

use souk_domain::bounds::product::{MAX_NAME_CHARS, MAX_TAG_CHARS};

use super::*;

fn size(handle: &str, value: &str, more: &[(&str, &str)]) -> String {
    row(&[&[("Handle", handle), ("Option1 Value", value), ("Variant Price", "9.00")], more].concat())
}

fn shirt(value: &str) -> String {
    row(&[
        ("Handle", "shirt"),
        ("Title", "Shirt"),
        ("Vendor", "V"),
        ("Option1 Name", "Size"),
        ("Option1 Value", value),
        ("Variant Price", "9.00"),
    ])
}

fn picture(name: &str, position: &str) -> String {
    let url = format!("https://pictures.example/{name}.jpg");
    row(&[("Handle", "mug"), ("Image Src", &url), ("Image Position", position), ("Image Alt Text", name)])
}

#[test]
fn a_row_gives_every_field_of_a_product() {
    let reading = read_rows(&[mug(&[
        ("Handle", "MUG"),
        ("Body (HTML)", "<p>A <b>good</b> mug</p>"),
        ("Type", "Mugs"),
        ("Tags", "clay, Tea ,clay,,tea"),
        ("Published", "TRUE"),
    ])]);
    let product = only(&reading);
    assert_eq!((product.line, product.handle.as_str(), product.name.as_str()), (2, "mug", "Mug"));
    assert_eq!(product.vendor.as_deref(), Some("Clay & Co"));
    assert_eq!(product.description, "A **good** mug");
    assert_eq!(product.product_type.as_deref(), Some("Mugs"));
    assert_eq!(product.tags, ["clay", "Tea"]);
    assert_eq!(product.status, DraftStatus::Active);
    assert!(product.options.is_empty() && reading.findings.is_empty());
}

#[test]
fn publication_is_shown_only_when_nothing_speaks_against_it() {
    use DraftStatus::{Active, Draft};
    let cases = [
        ("true", "", Active, None),
        ("", "", Active, None),
        ("", "active", Active, None),
        ("false", "", Draft, None),
        ("false", "active", Draft, None),
        ("true", "draft", Draft, None),
        ("true", "archived", Draft, Some("status_unknown")),
        ("true", "sleeping", Draft, Some("status_unknown")),
        ("maybe", "", Draft, Some("flag_unknown")),
    ];
    for (published, status, expected, warning) in cases {
        let reading = read_rows(&[mug(&[("Published", published), ("Status", status)])]);
        assert_eq!(only(&reading).status, expected, "{published:?} {status:?}");
        assert_eq!(codes(&reading).first().map(|(_, code)| *code), warning, "{published:?} {status:?}");
    }
}

#[test]
fn rows_of_one_handle_belong_together_even_apart() {
    let reading = read_rows(&[shirt("S"), mug(&[]), size("shirt", "M", &[]), size("shirt", "L", &[])]);
    assert_eq!(reading.products.len(), 2);
    assert_eq!(reading.products[0].variants.iter().map(|v| v.line).collect::<Vec<_>>(), [2, 4, 5]);
    assert_eq!(codes(&reading), [(4, "rows_apart")]);
}

#[test]
fn one_handle_of_two_vendors_is_two_products() {
    let reading =
        read_rows(&[mug(&[]), mug(&[("Vendor", "Other")]), mug(&[("Vendor", "CLAY & co"), ("Title", "")])]);
    assert_eq!(reading.products.len(), 2);
    assert_eq!(codes(&reading), [(4, "rows_apart"), (4, "options_repeated")]);
}

#[test]
fn a_product_without_a_vendor_is_read_with_a_warning() {
    let reading = read_rows(&[row(&[("Handle", "a"), ("Title", "A"), ("Variant Price", "1")])]);
    assert_eq!(only(&reading).vendor, None);
    assert_eq!(codes(&reading), [(2, "vendor_missing")]);
}

#[test]
fn title_default_title_means_no_options() {
    let plain = mug(&[("Option1 Name", "Title"), ("Option1 Value", "Default Title")]);
    assert!(only(&read_rows(&[plain])).options.is_empty());
    let named = mug(&[("Option1 Name", "Title"), ("Option1 Value", "Big")]);
    assert_eq!(only(&read_rows(&[named])).options, ["Title"]);
}

#[test]
fn options_are_named_by_the_first_row() {
    let second = size("shirt", "M", &[("Option1 Name", "Fit")]);
    let reading = read_rows(&[shirt("S"), second]);
    assert_eq!(only(&reading).options, ["Size"]);
    assert_eq!(
        only(&reading).variants[1].options,
        [ImportedOption { name: "Size".into(), value: "M".into() }]
    );
    assert_eq!(codes(&reading), [(3, "option_name_differs")]);
}

#[test]
fn two_options_of_one_name_are_told_apart() {
    let twice = mug(&[
        ("Option1 Name", "Color"),
        ("Option1 Value", "red"),
        ("Option2 Name", "color"),
        ("Option2 Value", "x"),
    ]);
    let reading = read_rows(&[twice]);
    assert_eq!(only(&reading).options, ["Color", "color 2"]);
    assert_eq!(codes(&reading), [(2, "option_name_differs")]);
}

#[test]
fn pictures_come_by_position_then_by_line() {
    let reading = read_rows(&[
        mug(&[]),
        picture("last", ""),
        picture("second", "2"),
        picture("first", "1"),
        picture("odd", "x"),
    ]);
    let gallery: Vec<(u32, &str, u64)> =
        only(&reading).images.iter().map(|image| (image.position, image.alt.as_str(), image.line)).collect();
    assert_eq!(gallery, [(1, "first", 5), (2, "second", 4), (3, "last", 3), (4, "odd", 6)]);
    assert_eq!(codes(&reading), [(6, "image_position_invalid")]);
}

#[test]
fn repeated_foreign_and_surplus_pictures_are_left_out() {
    let script = row(&[("Handle", "mug"), ("Image Src", "javascript:alert(1)")]);
    let rows = [mug(&[]), picture("a", ""), picture("a", ""), script, picture("b", ""), picture("c", "")];
    let limits = Limits { images: 2, ..Limits::default() };
    let file = format!("{HEADER}\n{}", rows.join("\n"));
    let reading = read(file.as_bytes(), Currency::USD, &limits).expect("read");
    assert_eq!(only(&reading).images.len(), 2);
    assert_eq!(codes(&reading), [(4, "image_repeated"), (5, "image_url_invalid"), (7, "too_many_images")]);
}

#[test]
fn a_row_with_nothing_on_it_and_a_gift_card_are_noted() {
    let reading = read_rows(&[mug(&[("Gift Card", "true")]), row(&[("Handle", "mug")])]);
    assert_eq!(codes(&reading), [(2, "gift_card"), (3, "row_unused")]);
}

#[test]
fn long_texts_are_cut_and_long_tags_left_out() {
    let name = "n".repeat(MAX_NAME_CHARS + 1);
    let tag = "t".repeat(MAX_TAG_CHARS + 1);
    let reading = read_rows(&[mug(&[("Title", &name), ("Tags", &format!("short,{tag}"))])]);
    assert_eq!(only(&reading).name.len(), MAX_NAME_CHARS);
    assert_eq!(only(&reading).tags, ["short"]);
    assert_eq!(codes(&reading), [(2, "text_cut"), (2, "text_dropped")]);
}
