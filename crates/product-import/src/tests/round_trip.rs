//! What is written comes back as what it was.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, SeekFrom};

use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    sample::select,
};
use souk_domain::bounds::variant::{MAX_BARCODE_CHARS, MAX_WEIGHT_G};
use souk_domain::content::{Content, ContentUnit};
use souk_domain::text::{bounded_line, bounded_text, fold_key};

use super::super::row::Row;
use super::super::scan::scan;
use super::super::write::write_row;
use super::*;

/// Letters that break files, formulas and lists, and letters of several scripts.
const LETTERS: &[char] = &[
    '=', '+', '-', '@', '\'', '"', ',', ';', '|', '\\', '>', '<', '*', '_', '#', '&', '.', '0', '9', 'a',
    'Z', ' ', ' ', '\u{a0}', '\u{2009}', 'é', 'ß', 'İ', 'ς', 'Σ', 'ч', '茶', 'ש', 'ل', 'ก', '＝', '＋', '🏺',
    '\u{301}', '\u{200d}', '\u{feff}',
];

fn letter() -> impl Strategy<Value = char> {
    prop_oneof![6 => select(LETTERS), 1 => any::<char>()]
}

/// A line as the market keeps one.
fn line(min: usize, max: usize) -> impl Strategy<Value = String> {
    vec(letter(), min..=max.min(24)).prop_filter_map("no line", move |letters| {
        bounded_line("", &letters.into_iter().collect::<String>(), min, max).ok()
    })
}

/// A text of several lines as the market keeps one.
fn text() -> impl Strategy<Value = String> {
    let letters = prop_oneof![8 => letter(), 2 => select(&['\n', '\t', '\n'][..])];
    vec(letters, 0..60).prop_filter_map("no text", |letters| {
        bounded_text("", &letters.into_iter().collect::<String>(), 0, 100).ok()
    })
}

fn handle() -> impl Strategy<Value = String> {
    vec(select(&['a', 'b', '0', '-', '_', '.', '\'', '=', '+', '@', '"', ',', '茶', 'é', 'ש'][..]), 1..12)
        .prop_map(|letters| letters.into_iter().collect::<String>())
}

fn content() -> impl Strategy<Value = Option<Content>> {
    option::of((1..=1_000_000_u32, select(&ContentUnit::ALL[..])))
        .prop_map(|content| content.and_then(|(amount, unit)| Content::new(amount, unit)))
}

const PICTURES: usize = 6;

fn variant() -> impl Strategy<Value = ExportedVariant> {
    let texts = (vec(line(1, 20), 3), option::of(line(1, 20)), option::of(line(1, MAX_BARCODE_CHARS)));
    let amounts =
        (0..1_000_000_i64, option::of(1..5_000_i64), option::of(0..99_999_999_i64), 0..=MAX_WEIGHT_G);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let counted = option::of(0..=1_000_000_i64);
    let pictures = proptest::sample::subsequence((0..PICTURES).collect::<Vec<_>>(), 0..=3);
    (texts, amounts, flags, counted, content(), pictures).prop_map(
        |((values, sku, barcode), (price, above, cost, weight_g), flags, quantity, content, pictures)| {
            let (backorder, is_unique, requires_shipping, taxable) = flags;
            ExportedVariant {
                values,
                sku,
                price,
                compare_at: above.map(|above| price + above),
                cost,
                quantity,
                backorder,
                is_unique,
                requires_shipping,
                taxable,
                weight_g,
                barcode,
                content,
                image_urls: pictures.into_iter().map(url).collect(),
            }
        },
    )
}

fn url(place: usize) -> String {
    format!("https://pictures.example/{place},'é.webp?a=\u{200d}")
}

fn product() -> impl Strategy<Value = ExportedProduct> {
    let texts = (handle(), line(1, 60), text(), line(0, 20), line(0, 20), line(0, 40));
    let vendor = select(&["Clay & Co", "=Oak", "'Tis, a \"shop\""][..]);
    let lists = (vec(line(1, 20), 1..=4), vec(line(1, 20), 0..5), vec((line(1, 20), line(1, 20)), 0..4));
    let status = select(&[DraftStatus::Draft, DraftStatus::Active, DraftStatus::Archived][..]);
    let metadata = btree_map(line(1, 20), text(), 0..4);
    let metadata = (metadata, select(&["standard", "reduced", "books-7"][..]));
    let choices = (vec(line(1, 20), 0..=3), vec(variant(), 1..12), vec(line(0, 30), 0..=PICTURES));
    (texts, vendor, lists, status, metadata, choices).prop_map(
        |(
            texts,
            vendor,
            (category, tags, specs),
            status,
            (metadata, tax_class),
            (options, variants, alts),
        )| {
            let (handle, name, description, brand, seo_title, seo_description) = texts;
            let mut seen = BTreeSet::new();
            let options: Vec<String> =
                options.into_iter().filter(|option| seen.insert(fold_key(option))).collect();
            let mut seen = BTreeSet::new();
            let tags: Vec<String> = tags.into_iter().filter(|tag| seen.insert(fold_key(tag))).collect();
            let mut seen = BTreeSet::new();
            let mut variants = variants;
            variants.iter_mut().for_each(|variant| variant.values.truncate(options.len()));
            variants.retain(|variant| seen.insert(variant.values.clone()));
            let images = (0..).zip(alts).map(|(place, alt)| ExportedImage { url: url(place), alt }).collect();
            ExportedProduct {
                handle,
                vendor: vendor.to_owned(),
                name,
                description,
                category,
                tags,
                status,
                brand,
                specs,
                seo_title,
                seo_description,
                metadata,
                tax_class: tax_class.to_owned(),
                options,
                variants,
                images,
            }
        },
    )
}

fn products() -> impl Strategy<Value = Vec<ExportedProduct>> {
    vec(product(), 1..6).prop_map(|mut products| {
        let mut seen = BTreeSet::new();
        products.retain(|product| seen.insert(fold_key(&product.handle)));
        products
    })
}

fn written(products: &[ExportedProduct], generation: Generation, currency: Currency) -> String {
    let writer = ProductWriter::new(generation, currency);
    let rows: String = products.iter().map(|product| writer.rows(product)).collect();
    writer.header() + &rows
}

/// What was read, as it would be written: all of it was said.
fn said(product: ImportedProduct) -> ExportedProduct {
    let status = product.status.expect("a status");
    assert_eq!(product.published, Some(status == DraftStatus::Active));
    assert!(product.has_all_variants && product.has_all_images && product.metadata.is_empty());
    let images = product.images.expect("pictures");
    assert!((1..).zip(&images).all(|(position, image)| image.position == position));
    ExportedProduct {
        handle: product.handle,
        vendor: product.vendor.expect("a vendor"),
        name: product.name.expect("a name"),
        description: product.description.expect("a description"),
        category: product.category.expect("a category"),
        tags: product.tags.expect("tags"),
        status,
        brand: product.brand.expect("a brand"),
        specs: product.specs.expect("particulars"),
        seo_title: product.seo_title.expect("a title"),
        seo_description: product.seo_description.expect("words"),
        metadata: product.all_metadata.expect("metadata"),
        tax_class: product.tax_class.expect("a tax class"),
        options: product.options.expect("options"),
        variants: product.variants.into_iter().map(said_of_variant).collect(),
        images: images
            .into_iter()
            .map(|image| ExportedImage { url: image.url, alt: image.alt.expect("a text") })
            .collect(),
    }
}

fn said_of_variant(variant: ImportedVariant) -> ExportedVariant {
    let word = |word: Option<String>| word.filter(|word| !word.is_empty());
    assert_eq!(variant.tracked, Some(variant.quantity.is_some()));
    ExportedVariant {
        values: variant.values,
        sku: word(variant.sku),
        price: variant.price.expect("a price"),
        compare_at: variant.compare_at.expect("a former price, or none"),
        cost: variant.cost.expect("a cost, or none"),
        quantity: variant.quantity,
        backorder: variant.backorder.expect("a policy"),
        is_unique: variant.is_unique.expect("whether it is one"),
        requires_shipping: variant.requires_shipping.expect("whether it is sent"),
        taxable: variant.taxable.expect("whether it is taxed"),
        weight_g: variant.weight_g.expect("a weight"),
        barcode: word(variant.barcode),
        content: variant.content.expect("a content, or none"),
        image_urls: variant.image_urls.expect("pictures"),
    }
}

/// Everything a file says; nothing of it may be worth a word but what a file may repeat, and damage from before.
fn said_by(reading: Reading) -> Vec<ExportedProduct> {
    let told: Vec<&Finding> = reading
        .findings
        .iter()
        .filter(|finding| !matches!(finding.code, FindingCode::SkuRepeated | FindingCode::DamagedText))
        .collect();
    assert!(told.is_empty(), "{told:?}");
    reading.products.into_iter().map(said).collect()
}

/// A source that gives no more than a part at once.
struct Parts {
    bytes: Vec<u8>,
    at: usize,
    part: usize,
}

impl Read for Parts {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.part.min(into.len()).min(self.bytes.len() - self.at);
        into[..count].copy_from_slice(&self.bytes[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

impl Seek for Parts {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => usize::try_from(at).expect("a small file"),
            SeekFrom::End(back) => self.bytes.len() - usize::try_from(-back).expect("within the file"),
            SeekFrom::Current(_) => self.at,
        };
        Ok(self.at as u64)
    }
}

/// The file with its columns in another order.
fn reordered(text: &str, order: &[usize]) -> String {
    let mut rest = text.as_bytes();
    let mut again = String::new();
    while !rest.is_empty() {
        let scanned = scan(rest, b',', rest.len()).expect("a row");
        rest = &rest[scanned.bytes..];
        let row = Row::of(scanned, 1, 1).expect("text");
        write_row(&mut again, order.iter().map(|place| row.cell(*place).expect("a cell").to_owned()));
    }
    again
}

fn columns() -> usize {
    ProductWriter::new(Generation::Newer, Currency::USD).header().split(',').count()
}

fn generation() -> impl Strategy<Value = Generation> {
    select(&[Generation::Newer, Generation::Older][..])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_is_written_comes_back(
        products in products(),
        generation in generation(),
        code in select(&["USD", "JPY", "KWD"][..]),
    ) {
        let currency = Currency::parse(code).expect("a currency");
        let text = written(&products, generation, currency);
        let reading = read(text.as_bytes(), currency, &Limits::default()).expect("a file");
        prop_assert_eq!(said_by(reading), products);
    }

    #[test]
    fn parts_and_the_order_of_columns_make_no_difference(
        products in products(),
        generation in generation(),
        part in 1..40_usize,
        order in Just((0..columns()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let text = written(&products, generation, Currency::USD);
        let whole = read_bytes(text.as_bytes()).expect("a file");
        let source = Parts { bytes: text.clone().into_bytes(), at: 0, part };
        let mut file = ProductFile::open(source, Currency::USD, Hints::default(), &Limits::default()).expect("a file");
        let mut findings = Vec::new();
        let mut read = Vec::new();
        while let Some(product) = file.next_product(&mut |finding| findings.push(finding)).expect("a source") {
            read.push(product);
        }
        prop_assert_eq!(&read, &whole.products);
        let again = read_bytes(reordered(&text, &order).as_bytes()).expect("a file");
        prop_assert_eq!(said_by(again), products);
    }

    #[test]
    fn no_cell_is_run_by_a_spreadsheet(products in products(), generation in generation()) {
        let text = written(&products, generation, Currency::USD);
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let scanned = scan(rest, b',', rest.len()).expect("a row");
            rest = &rest[scanned.bytes..];
            let row = Row::of(scanned, 1, 1).expect("text");
            for place in 0..row.count() {
                let cell = row.cell(place).expect("a cell");
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋']), "{cell:?}");
            }
        }
    }
}

fn plain(handle: &str, vendor: &str) -> ExportedProduct {
    ExportedProduct {
        handle: handle.to_owned(),
        vendor: vendor.to_owned(),
        name: "Mug".to_owned(),
        description: "Made of **oak**.".to_owned(),
        category: vec!["Kitchen".to_owned()],
        tags: Vec::new(),
        status: DraftStatus::Active,
        brand: String::new(),
        specs: Vec::new(),
        seo_title: String::new(),
        seo_description: String::new(),
        metadata: BTreeMap::new(),
        tax_class: "standard".to_owned(),
        options: Vec::new(),
        variants: vec![ExportedVariant {
            values: Vec::new(),
            sku: None,
            price: 1_250,
            compare_at: None,
            cost: None,
            quantity: Some(3),
            backorder: false,
            is_unique: false,
            requires_shipping: true,
            taxable: true,
            weight_g: 0,
            barcode: None,
            content: None,
            image_urls: Vec::new(),
        }],
        images: Vec::new(),
    }
}

#[test]
fn two_vendors_may_call_their_products_the_same() {
    let products = [plain("mug", "Kiln"), plain("pot", "Kiln"), plain("mug", "Oak"), plain("cup", "Oak")];
    let text = written(&products, Generation::Newer, Currency::USD);
    let mut read = said_by(read_bytes(text.as_bytes()).expect("a file"));
    let mut products = products.to_vec();
    read.sort_by(|a, b| (&a.vendor, &a.handle).cmp(&(&b.vendor, &b.handle)));
    products.sort_by(|a, b| (&a.vendor, &a.handle).cmp(&(&b.vendor, &b.handle)));
    assert_eq!(read, products);
}

#[test]
fn as_many_variants_and_pictures_as_there_may_be_come_back() {
    let mut product = plain("mug", "Kiln");
    let one = product.variants[0].clone();
    product.options = vec!["Number".to_owned()];
    product.variants = (0..souk_domain::bounds::product::MAX_VARIANTS)
        .map(|number| ExportedVariant { values: vec![number.to_string()], ..one.clone() })
        .collect();
    product.images = (0..souk_domain::bounds::product::MAX_PICTURES)
        .map(|number| ExportedImage { url: url(number), alt: String::new() })
        .collect();
    let text = written(std::slice::from_ref(&product), Generation::Older, Currency::USD);
    assert_eq!(said_by(read_bytes(text.as_bytes()).expect("a file")), [product]);
}

#[test]
fn a_description_that_was_changed_in_the_file_holds() {
    let text = written(&[plain("mug", "Kiln")], Generation::Older, Currency::USD);
    let changed = text.replace("<p>Made of <strong>oak</strong>.</p>", "<p>Made of <em>ash</em>.</p>");
    assert_ne!(changed, text);
    let reading = read_bytes(changed.as_bytes()).expect("a file");
    assert_eq!(only(&reading).description.as_deref(), Some("Made of *ash*."));
    assert_eq!(codes(&reading), [(2, "description_differs")]);
    let emptied = text.replace("<p>Made of <strong>oak</strong>.</p>", "");
    assert_eq!(
        only(&read_bytes(emptied.as_bytes()).expect("a file")).description.as_deref(),
        Some("Made of **oak**.")
    );
}

#[test]
fn json_that_is_none_leaves_what_is_stored() {
    let file = b"Handle,Title,Variant Price,Vendor,Specs (JSON),Metadata (JSON)\nmug,Mug,12.50,V,Oak,\"{\"\"a\"\":1}\"\n";
    let reading = read_bytes(file).expect("a file");
    let product = only(&reading);
    assert_eq!((&product.specs, &product.all_metadata), (&None, &None));
    assert_eq!(codes(&reading), [(2, "json_invalid"), (2, "json_invalid")]);
}

#[test]
fn the_character_that_databases_refuse_costs_its_row_and_is_named() {
    let head = b"Handle,Title,Variant Price,Vendor\nmug,Mu\0g,12.50,V\npot,Pot,9.00,V\n";
    let far = [
        &b"Handle,Title,Variant Price,Vendor\n"[..],
        &b"pot,Pot,9.00,V\n".repeat(600),
        b"mug,Mu\0g,12.50,V\n",
    ]
    .concat();
    for (file, line) in [(&head[..], 2), (&far[..], 602)] {
        let reading = read_bytes(file).expect("a file");
        assert!(
            reading.products.iter().all(|product| product.handle == "pot"),
            "{:?}",
            reading.products.len()
        );
        let told: Vec<&Finding> =
            reading.findings.iter().filter(|finding| finding.code == FindingCode::NullCharacter).collect();
        assert!(
            matches!(told[..], [found] if found.line == line && found.column == Some("Title")),
            "{told:?}"
        );
    }
    let header = b"Handle,Ti\0tle,Variant Price\nmug,Mug,1\n";
    assert!(matches!(read_bytes(header), Err(FileRefusal::NotCsv)));
}
