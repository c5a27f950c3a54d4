//! Products as files, out of one market and into another.

use std::{collections::BTreeMap, io::Cursor, sync::Arc};

use souk_domain::{
    content::{Content, ContentUnit},
    ids::VendorId,
    money::Currency,
    tax::TaxClassCode,
};
use souk_market::{
    Actor, App,
    catalogue::{self, MetadataChange, NewImage, NewProduct, ProductChanges, ProductDetails, VariantDraft},
    exports::{Generation, export_products},
    imports::{DryRun, Report, Target, Wanted, import_products},
    ports::FileStore,
    vendors,
};
use souk_product_import::{Hints, Limits, ProductFile};

use crate::{
    importing::{fingerprint, import},
    pictures::png,
    setting::{Market, Shop, product_named, vendor_named},
};

const FROM_FILE: Target = Target::VendorsFromFile { nameless: None };

/// Files of a shop of another kind: two options, a category below another, a picture far away, a draft and one put away.
const ELSEWHERE: &str = "\
Handle,Title,Body (HTML),Vendor,Product Category,Tags,Status,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,\
Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,\
Variant Requires Shipping,Variant Taxable,Variant Barcode,Cost per item,SEO Title,Image Src,Image Alt Text,Variant Image,Kind (product.metafields.custom.kind)
kettle,Kettle,<p>Of <b>copper</b>.</p>,Ox & Oak,Home > Kitchen,\"copper, tea\",archived,Colour,Copper,Size,1 l,K-1,900,shopify,4,continue,80.00,95.00,true,false,0041,31.00,Copper kettle,https://pictures.invalid/1.jpg,Front,,whistling
kettle,,,,,,,,Copper,,2 l,K-2,1400,shopify,6,deny,99.00,,true,true,0042,40.00,,https://pictures.invalid/2.jpg,Side,https://pictures.invalid/2.jpg,
kettle,,,,,,,,Black,,1 l,K-3,950,,,deny,70.00,,false,true,0043,29.00,,,,https://pictures.invalid/2.jpg,
mug,Mug,,Ox & Oak,Home,,draft,,,,,M-1,,shopify,0,,12.50,,,,,,,,,,
";

async fn exported(app: &App, vendor: Option<VendorId>, generation: Generation) -> String {
    let mut export = export_products(app, Actor::Operator, vendor, generation).await.expect("an export");
    let mut text = String::new();
    while let Some(part) = export.next_part().await.expect("a part") {
        text.push_str(&part);
    }
    text
}

async fn bring(app: &App, file: &str, target: Target, pictures: Option<Arc<dyn FileStore>>) -> Report {
    let source = Cursor::new(file.as_bytes().to_vec());
    let file =
        ProductFile::open(source, Currency::USD, Hints::default(), &Limits::default()).expect("a file");
    let wanted = Wanted { dry_run: DryRun::No, pictures };
    import_products(app, Actor::Operator, file, target, wanted, &mut |_| {}).await.expect("an import")
}

/// What breaks files: formulas, commas, quotes, lines, scripts.
fn cup(shop: &Shop) -> NewProduct {
    let glaze = |value: &str, price| VariantDraft {
        options: vec![value.to_owned()],
        sku: Some(format!("=SKU(\"{value}\")")),
        cost: Some(700),
        content: Content::new(250, ContentUnit::Millilitre),
        barcode: Some("0012".to_owned()),
        ..VariantDraft::new(price, 3)
    };
    NewProduct {
        description: "- one\n- **two**\n\n<sup>3</sup> \u{5e9}\u{5dc}\u{5d5}\u{5dd}".to_owned(),
        specs: vec![("=Holds".to_owned(), "250 ml, \"full\"".to_owned())],
        tags: vec!["a, b".to_owned(), "@home".to_owned(), "茶".to_owned()],
        details: ProductDetails {
            brand: "-Kiln".to_owned(),
            seo_title: "'Tis a cup".to_owned(),
            seo_description: "Two\u{a0}blanks  inside".to_owned(),
            metadata: BTreeMap::from([("Our.Key".to_owned(), "=1\n2".to_owned())]),
            tax_class: TaxClassCode::parse("reduced").unwrap(),
        },
        options: vec!["Glaze".to_owned()],
        variants: vec![glaze("Red", 1_200), glaze("red", 1_300), glaze("+Blue", 1_250)],
        ..product_named(shop.category, "=Cup, \"large\"", VariantDraft::new(1, 1))
    }
}

/// A market with products of every kind; a cup of them has pictures.
async fn furnished() -> Shop {
    let shop = Shop::open().await;
    let vendor = shop.vendor;
    let (cup, vase) = (cup(&shop), VariantDraft { is_unique: true, ..VariantDraft::new(5_400, 1) });
    let id = shop
        .write(move |ctx| {
            let cup = cup.clone();
            Box::pin(async move { catalogue::create_product_in(ctx, vendor, &cup).await })
        })
        .await
        .expect("a cup");
    shop.product("Vase", vase).await;
    shop.product(
        "Guide",
        VariantDraft { tracked: false, requires_shipping: false, ..VariantDraft::new(900, 0) },
    )
    .await;
    let variants = shop
        .write(move |ctx| Box::pin(async move { catalogue::list_variants(ctx, id).await }))
        .await
        .expect("variants");
    let two = vec![variants[0].id, variants[1].id];
    for (alt, shown, shade) in
        [("=front", two.clone(), 1), ("", Vec::new(), 2), ("side, \"left\"", two[..1].to_vec(), 3)]
    {
        let new = NewImage { product: id, variants: shown, alt: alt.to_owned() };
        catalogue::add_image_file(shop.app(), Actor::Operator, vendor, new, &png(shade))
            .await
            .expect("a picture");
    }
    import(&shop, ELSEWHERE, FROM_FILE, DryRun::No).await;
    shop
}

#[tokio::test]
async fn a_whole_catalogue_goes_into_an_empty_market_and_comes_out_the_same() {
    let shop = furnished().await;
    for generation in [Generation::Newer, Generation::Older] {
        let file = exported(shop.app(), None, generation).await;
        assert!(file.contains("\"'=Cup, \"\"large\"\"\""), "{file}");
        let other = Market::open().await;
        let report = bring(&other.app, &file, FROM_FILE, Some(Arc::clone(shop.app().files()))).await;
        assert_eq!(
            (report.products_created, report.errors(), report.warnings()),
            (5, 0, 0),
            "{:?}",
            report.findings
        );
        // the two that never came are still to be fetched
        assert_eq!(report.images_queued, 2);
        let again = exported(&other.app, None, generation).await;
        assert_eq!(again.replace(other.app.public_url(), shop.app().public_url()), file);
        let third = bring(&other.app, &again, FROM_FILE, None).await;
        assert_eq!(
            (third.products_unchanged, third.stock_set, third.warnings()),
            (5, 0, 0),
            "{:?}",
            third.findings
        );
        other.close().await;
    }
    shop.market.close().await;
}

#[tokio::test]
async fn a_market_that_takes_its_own_file_back_is_as_it_was() {
    let shop = furnished().await;
    let file = exported(shop.app(), None, Generation::Newer).await;
    // it remembers what the file says of its stock
    bring(shop.app(), &file, FROM_FILE, None).await;
    let before = fingerprint(&shop).await;
    shop.market.clock.advance(jiff::SignedDuration::from_hours(1));
    let report = bring(shop.app(), &file, FROM_FILE, None).await;
    assert_eq!((report.products_unchanged, report.images_queued), (5, 0), "{:?}", report.findings);
    assert_eq!(fingerprint(&shop).await, before);
    assert_eq!(exported(shop.app(), None, Generation::Newer).await, file);
    shop.market.close().await;
}

#[tokio::test]
async fn a_vendor_has_its_own_products_in_its_file_and_a_file_of_one_vendor_keeps_the_brand() {
    let shop = furnished().await;
    let file = exported(shop.app(), Some(shop.vendor), Generation::Newer).await;
    assert!(file.contains("Vase") && !file.contains("Kettle"), "{file}");
    let other = Market::open().await;
    let made = other.app.write(Actor::Operator, |ctx| {
        Box::pin(async move {
            let id = vendors::create(ctx, &vendor_named("Clay & Co")).await?;
            vendors::approve(ctx, id).await.map(|_changed| id)
        })
    });
    let vendor = made.await.expect("a vendor");
    let pictures = Some(Arc::clone(shop.app().files()));
    let report = bring(&other.app, &file, Target::Vendor(vendor), pictures).await;
    assert_eq!((report.products_created, report.errors()), (3, 0), "{:?}", report.findings);
    let again = exported(&other.app, Some(vendor), Generation::Newer).await;
    assert_eq!(again.replace(other.app.public_url(), shop.app().public_url()), file);
    other.close().await;
    shop.market.close().await;
}

#[tokio::test]
async fn pages_of_an_export_leave_nothing_out() {
    let shop = Shop::open().await;
    for number in 0..45 {
        shop.product(&format!("Bowl {number}"), VariantDraft::new(100 + number, 1)).await;
    }
    let file = exported(shop.app(), None, Generation::Older).await;
    assert_eq!(file.lines().count(), 46);
    assert_eq!(file.lines().filter(|line| line.contains("Clay & Co")).count(), 45);
    shop.market.close().await;
}

#[tokio::test]
async fn metadata_is_merged_key_by_key_and_bounded() {
    let shop = furnished().await;
    let (id, _) = shop.product("Plate", VariantDraft::new(900, 1)).await;
    let vendor = shop.vendor;
    let change = async |metadata: MetadataChange| {
        shop.write(move |ctx| {
            let changes = ProductChanges { metadata: Some(metadata.clone()), ..ProductChanges::default() };
            Box::pin(async move {
                catalogue::update_product(ctx, vendor, id, &changes).await?;
                Ok(catalogue::product_page(ctx, &id.to_string()).await?.product.details().metadata)
            })
        })
        .await
    };
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let all = map(&[("a", "1"), ("b", "2")]);
    assert_eq!(change(MetadataChange::All(all.clone())).await.expect("metadata"), all);
    let some = BTreeMap::from([("a".to_owned(), None), ("c".to_owned(), Some("3".to_owned()))]);
    assert_eq!(change(MetadataChange::Keys(some)).await.expect("metadata"), map(&[("b", "2"), ("c", "3")]));
    let long = BTreeMap::from([("a".to_owned(), Some("x".repeat(5_001)))]);
    let refused = change(MetadataChange::Keys(long)).await.expect_err("too long");
    assert!(format!("{:?}", refused.refusal()).contains("/metadata/a"), "{refused:?}");
    shop.market.close().await;
}

#[tokio::test]
async fn a_variant_that_was_put_away_comes_back_as_it_was() {
    let shop = Shop::open().await;
    let own = Target::Vendor(shop.vendor);
    import(&shop, ELSEWHERE, own, DryRun::No).await;
    let black = async || {
        let found = shop.write(|ctx| {
            Box::pin(async move {
                let row = ctx
                    .tx
                    .one::<catalogue::VariantRow>(
                        souk_db::sql!("select {columns variant} from variant where sku = 'K-3'"),
                        &[],
                    )
                    .await?;
                Ok(row)
            })
        });
        found.await.expect("the black one")
    };
    let before = black().await;
    let without: String =
        ELSEWHERE.lines().filter(|line| !line.contains("K-3")).map(|line| format!("{line}\n")).collect();
    import(&shop, &without, own, DryRun::No).await;
    assert_eq!(black().await.status, catalogue::VariantStatus::Archived);
    let back = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price\n\
kettle,Kettle,Colour,Copper,Size,1 l,80.00\nkettle,,,Copper,,2 l,99.00\nkettle,,,Black,,1 l,75.00\n";
    let report = import(&shop, back, own, DryRun::No).await;
    assert_eq!((report.products_updated, report.errors()), (1, 0), "{:?}", report.findings);
    let after = black().await;
    assert_eq!(
        (
            after.id,
            after.status,
            after.price,
            after.weight_g,
            after.cost,
            after.barcode,
            after.requires_shipping
        ),
        (
            before.id,
            before.status,
            7_500,
            before.weight_g,
            before.cost,
            before.barcode,
            before.requires_shipping
        )
    );
    assert_eq!((after.weight_g, after.cost), (950, Some(2_900)));
    shop.market.close().await;
}
