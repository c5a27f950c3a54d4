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
    assert_eq!((product.line, product.handle.as_str(), product.name.as_deref()), (2, "mug", Some("Mug")));
    assert_eq!(product.vendor.as_deref(), Some("Clay & Co"));
    assert_eq!(product.description.as_deref(), Some("A **good** mug"));
    assert_eq!(product.product_type.as_deref(), Some("Mugs"));
    assert_eq!(product.tags.as_deref(), Some(&["clay".to_owned(), "Tea".to_owned()][..]));
    assert_eq!((product.published, product.status), (Some(true), None));
    assert!(product.options.as_ref().is_some_and(Vec::is_empty) && reading.findings.is_empty());
    assert!(product.has_all_variants && product.has_all_images);
}

#[test]
fn status_and_publication_are_said_apart() {
    use DraftStatus::{Active, Archived, Draft};
    let cases = [
        ("true", "", Some(true), None, None),
        ("", "", None, None, None),
        ("", "active", None, Some(Active), None),
        ("false", "active", Some(false), Some(Active), None),
        ("true", "draft", Some(true), Some(Draft), None),
        ("true", "archived", Some(true), Some(Archived), None),
        ("true", "sleeping", Some(true), Some(Draft), Some("status_unknown")),
        ("maybe", "", None, None, Some("flag_unknown")),
    ];
    for (published, status, expected, expected_status, warning) in cases {
        let reading = read_rows(&[mug(&[("Published", published), ("Status", status)])]);
        let product = only(&reading);
        assert_eq!(
            (product.published, product.status),
            (expected, expected_status),
            "{published:?} {status:?}"
        );
        assert_eq!(codes(&reading).first().map(|(_, code)| *code), warning, "{published:?} {status:?}");
    }
}

#[test]
fn rows_of_one_handle_belong_together_even_apart() {
    let reading = read_rows(&[shirt("S"), mug(&[]), size("shirt", "M", &[]), size("shirt", "L", &[])]);
    assert_eq!(reading.products.len(), 2);
    let shirt = reading.products.iter().find(|product| product.handle == "shirt").expect("the shirt");
    assert_eq!(shirt.variants.iter().map(|v| v.line).collect::<Vec<_>>(), [2, 4, 5]);
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
    assert_eq!(only(&read_rows(&[plain])).options, Some(Vec::new()));
    let named = mug(&[("Option1 Name", "Title"), ("Option1 Value", "Big")]);
    assert_eq!(only(&read_rows(&[named])).options, Some(vec!["Title".to_owned()]));
}

#[test]
fn options_are_named_by_the_first_row() {
    let second = size("shirt", "M", &[("Option1 Name", "Fit")]);
    let reading = read_rows(&[shirt("S"), second]);
    assert_eq!(only(&reading).options, Some(vec!["Size".to_owned()]));
    assert_eq!(only(&reading).variants[1].values, ["M"]);
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
    assert_eq!(only(&reading).options, Some(vec!["Color".to_owned(), "color 2".to_owned()]));
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
    let gallery: Vec<(u32, &str, u64)> = only(&reading)
        .images
        .iter()
        .flatten()
        .map(|image| (image.position, image.alt.as_deref().unwrap_or("-"), image.line))
        .collect();
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
    assert_eq!(only(&reading).images.as_ref().map(Vec::len), Some(2));
    assert!(!only(&reading).has_all_images);
    assert_eq!(codes(&reading), [(4, "image_repeated"), (5, "image_url_invalid"), (7, "too_many_images")]);
}

#[test]
fn a_row_with_nothing_on_it_is_noted() {
    let reading = read_rows(&[mug(&[]), row(&[("Handle", "mug")])]);
    assert_eq!(codes(&reading), [(3, "row_unused")]);
}

#[test]
fn a_gift_card_is_no_goods() {
    let reading = read_rows(&[mug(&[("Gift Card", "true")]), mug(&[("Handle", "cup")])]);
    assert_eq!(only(&reading).handle, "cup");
    assert_eq!(codes(&reading), [(2, "gift_card")]);
}

#[test]
fn handles_that_differ_in_their_spelling_alone_are_told() {
    let reading = read_rows(&[
        mug(&[("Handle", "ﬁne")]),
        mug(&[("Handle", "fine")]),
        mug(&[("Handle", "FINE"), ("Title", "")]),
    ]);
    assert_eq!(only(&reading).handle, "ﬁne");
    assert_eq!(codes(&reading), [(3, "handle_repeated"), (4, "handle_repeated")]);
}

#[test]
fn what_stands_beside_the_texts_is_kept() {
    let reading = read_bytes(
        b"Handle,Title,Variant Price,Vendor,Product Category,SEO Title,SEO Description,Cost per item,\
          Google Shopping / MPN,Material (product.metafields.custom.material),Tax code,Included / Canada\n\
          mug,Mug,9.50,V,Home > Kitchen > Mugs,A mug,Of clay,4.00,M-1,Clay,P123,true\n",
    )
    .expect("read");
    let product = only(&reading);
    assert_eq!(product.category.as_deref(), Some(&["Home", "Kitchen", "Mugs"].map(str::to_owned)[..]));
    assert_eq!(
        (product.seo_title.as_deref(), product.seo_description.as_deref()),
        (Some("A mug"), Some("Of clay"))
    );
    assert_eq!(product.variants[0].cost, Some(Some(400)));
    let kept = [("google.mpn", "M-1"), ("custom.material", "Clay")];
    assert_eq!(product.metadata, kept.map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert_eq!(codes(&reading), [(1, "column_unused")]);
}

#[test]
fn long_texts_are_cut_and_long_tags_left_out() {
    let name = "n".repeat(MAX_NAME_CHARS + 1);
    let tag = "t".repeat(MAX_TAG_CHARS + 1);
    let reading = read_rows(&[mug(&[("Title", &name), ("Tags", &format!("short,{tag}"))])]);
    assert_eq!(only(&reading).name.as_ref().map(String::len), Some(MAX_NAME_CHARS));
    assert_eq!(only(&reading).tags.as_deref(), Some(&["short".to_owned()][..]));
    assert_eq!(codes(&reading), [(2, "text_cut"), (2, "text_dropped")]);
}
