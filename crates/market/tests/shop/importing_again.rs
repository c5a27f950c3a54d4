//! What a second file leaves as it is, and what it changes.

use souk_db::{params, sql};
use souk_domain::ids::ProductId;
use souk_market::{
    catalogue::{self, ProductRow, ProductStatus, VariantRow},
    imports::{DryRun, Target},
};

use crate::{
    importing::{fingerprint, import, kinds},
    setting::Shop,
};

/// A full export: two options, everything said.
const FULL: &str = "\
Handle,Title,Body (HTML),Vendor,Type,Tags,Status,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,\
Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,\
Variant Requires Shipping,Variant Taxable,Variant Barcode,Cost per item,SEO Title,Image Src,Image Alt Text
kettle,Kettle,<p>Of copper.</p>,Forge,Kettles,\"copper, tea\",archived,true,Colour,Copper,Size,1 l,K-1,900,shopify,4,continue,80.00,95.00,true,false,0041,31.00,Copper kettle,https://pictures.example/1.jpg,Front
kettle,,,,,,,,,Copper,,2 l,K-2,1400,shopify,6,deny,99.00,,true,true,0042,40.00,,https://pictures.example/2.jpg,Side
kettle,,,,,,,,,Black,,1 l,K-3,950,shopify,2,deny,70.00,,true,true,0043,29.00,,,
";

async fn product(shop: &Shop) -> (ProductRow, Vec<VariantRow>) {
    shop.write(|ctx| {
        Box::pin(async move {
            let id: ProductId = ctx.tx.one(sql!("select id from product"), &[]).await?;
            let row =
                ctx.tx.one(sql!("select {columns product} from product where id = ?"), params![id]).await?;
            Ok((row, catalogue::list_variants(ctx, id).await?))
        })
    })
    .await
    .expect("one product")
}

async fn shop_with(file: &str) -> Shop {
    let shop = Shop::open().await;
    let report = import(&shop, file, Target::Vendor(shop.vendor), DryRun::No).await;
    assert_eq!((report.products_created, report.errors()), (1, 0), "{:?}", report.findings);
    shop
}

#[tokio::test]
async fn a_column_that_is_not_there_leaves_what_is_stored() {
    let shop = shop_with(FULL).await;
    let (before, variants) = product(&shop).await;
    assert_eq!((before.status, before.brand.as_str(), variants.len()), (ProductStatus::Archived, "Forge", 3));
    let own = Target::Vendor(shop.vendor);
    for file in [
        "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant SKU\nkettle,Kettle,Colour,Copper,80.00,K-1\nkettle,,,Black,70.00,K-3\n",
        "Handle,Title\nkettle,Kettle\n",
        "Handle,Variant SKU,Variant Price\nkettle,K-2,99.00\n",
        "Handle,Title,Published\nkettle,Kettle,true\n",
    ] {
        let fingerprinted = fingerprint(&shop).await;
        let report = import(&shop, file, own, DryRun::No).await;
        assert_eq!((report.products_unchanged, report.errors()), (1, 0), "{file} {:?}", report.findings);
        assert_eq!(product(&shop).await, (before.clone(), variants.clone()), "{file}");
        assert_eq!(fingerprint(&shop).await, fingerprinted, "{file}");
    }
    let counted = "Handle,Option1 Value,Option2 Value,Variant Inventory Qty\nkettle,Copper,2 l,9\n";
    let report = import(&shop, counted, own, DryRun::No).await;
    assert_eq!((report.stock_set, report.errors()), (1, 0), "{:?}", report.findings);
    assert_eq!(product(&shop).await.1, variants);
    let cheaper = "Handle,Variant SKU,Variant Price\nkettle,K-2,89.00\nkettle,K-9,1.00\n";
    let report = import(&shop, cheaper, own, DryRun::No).await;
    assert_eq!(kinds(&report), [("vendor_missing", 1), ("variant_unclear", 1)]);
    let (_, changed) = product(&shop).await;
    let one_cheaper = |row: &VariantRow| if row.sku.as_deref() == Some("K-2") { 8_900 } else { row.price };
    assert_eq!(
        changed.iter().map(|row| row.price).collect::<Vec<_>>(),
        variants.iter().map(one_cheaper).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_cell_that_is_there_and_blank_empties() {
    let shop = shop_with(FULL).await;
    let file = "Handle,Title,Body (HTML),Tags,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Compare At Price,Variant Barcode,Cost per item,SEO Title\n\
kettle,Kettle,,,Colour,Copper,Size,1 l,,80.00,,,,\nkettle,,,,,Copper,,2 l,K-2,99.00,,0042,40.00,\nkettle,,,,,Black,,1 l,K-3,70.00,,0043,29.00,\n";
    let report = import(&shop, file, Target::Vendor(shop.vendor), DryRun::No).await;
    assert_eq!((report.products_updated, report.errors()), (1, 0), "{:?}", report.findings);
    let (row, variants) = product(&shop).await;
    assert_eq!((row.description.as_str(), row.tags(), row.seo_title.as_str()), ("", Vec::new(), ""));
    let first = &variants[0];
    assert_eq!((&first.sku, first.compare_at, &first.barcode, first.cost), (&None, None, &None, None));
    assert_eq!((first.weight_g, first.backorder, variants[1].cost), (900, true, Some(4_000)));
}

#[tokio::test]
async fn a_row_that_cannot_be_read_leaves_the_stored_variant_on_sale() {
    let shop = shop_with(FULL).await;
    let (_, variants) = product(&shop).await;
    let own = Target::Vendor(shop.vendor);
    for (broken, told) in [
        (FULL.replace("deny,70.00", "deny,seventy"), "price_invalid"),
        (FULL.replace(",Black,,1 l,", ",Black,,,"), "option_value_missing"),
        (FULL.replace("kettle,,,,,,,,,Black", "\"kettle\"x,,,,,,,,,Black"), "broken_quotes"),
        (FULL.replace("kettle,,,,,,,,,Black", ",,,,,,,,,Black"), "handle_missing"),
    ] {
        let report = import(&shop, &broken, own, DryRun::No).await;
        assert_eq!(product(&shop).await.1, variants, "{told}");
        assert!(kinds(&report).iter().any(|(kind, _)| *kind == told), "{told} {:?}", report.findings);
    }
    // a file that can be read whole and does not name it takes it off
    let without: String = FULL.lines().take(3).map(|line| format!("{line}\n")).collect();
    import(&shop, &without, own, DryRun::No).await;
    assert_eq!(product(&shop).await.1.len(), 2);
}

#[tokio::test]
async fn a_count_that_nobody_knows_is_none() {
    let shop =
        shop_with("Handle,Title,Variant Price,Variant Inventory Tracker\njar,Jar,5.00,shopify\n").await;
    let own = Target::Vendor(shop.vendor);
    let (_, variants) = product(&shop).await;
    assert!(!variants[0].tracked);
    assert!(shop.purchasable(variants[0].id).await.available.is_none());
    let counted =
        "Handle,Title,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\njar,Jar,5.00,shopify,";
    let report = import(&shop, &format!("{counted}\n"), own, DryRun::No).await;
    assert!(kinds(&report).contains(&("stock_uncounted", 1)) && report.products_unchanged == 1);
    import(&shop, &format!("{counted}8\n"), own, DryRun::No).await;
    assert_eq!(shop.purchasable(variants[0].id).await.available, Some(8));
    // once it is counted, a file that does not know leaves the count
    for unknown in ["", "many"] {
        import(&shop, &format!("{counted}{unknown}\n"), own, DryRun::No).await;
        assert_eq!(shop.purchasable(variants[0].id).await.available, Some(8), "{unknown}");
    }
}

#[tokio::test]
async fn variants_that_differ_in_case_alone_are_both_kept_and_a_respelled_one_stays_itself() {
    let header = "Handle,Title,Option1 Name,Option1 Value,Variant Price\n";
    let shop =
        shop_with(&format!("{header}yarn,Yarn,Shade,Red,4.00\nyarn,,,red,5.00\nyarn,,,Blue,6.00\n")).await;
    let (_, before) = product(&shop).await;
    assert_eq!(before.iter().map(|row| row.price).collect::<Vec<_>>(), [400, 500, 600]);
    let respelled = format!("{header}yarn,Yarn,Shade,Red,4.00\nyarn,,,red,5.00\nyarn,,,BLUE,6.00\n");
    import(&shop, &respelled, Target::Vendor(shop.vendor), DryRun::No).await;
    let (_, after) = product(&shop).await;
    assert_eq!(
        after.iter().map(|row| row.id).collect::<Vec<_>>(),
        before.iter().map(|row| row.id).collect::<Vec<_>>()
    );
    assert_eq!(after[2].option1.as_deref(), Some("BLUE"));
}

#[tokio::test]
async fn pictures_follow_the_file_and_one_may_show_several_variants() {
    let header =
        "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Image Alt Text,Variant Image\n";
    let file = |first: &str, alt: &str| {
        format!(
            "{header}yarn,Yarn,Shade,Red,4.00,https://p.example/{first}.jpg,{alt},https://p.example/warm.jpg\n\
             yarn,,,Orange,4.00,https://p.example/warm.jpg,Warm,https://p.example/warm.jpg\nyarn,,,Blue,4.00,,,\n"
        )
    };
    let shop = shop_with(&file("all", "All")).await;
    let own = Target::Vendor(shop.vendor);
    let ties = sql!("select count(*) from variant_image");
    assert_eq!(
        (shop.number(ties).await, shop.number(sql!("select count(*) from product_image")).await),
        (2, 2)
    );
    let page = |alt: &'static str| {
        shop.write(move |ctx| {
            Box::pin(async move {
                Ok(ctx
                    .tx
                    .find::<i64>(sql!("select position from product_image where alt = ?"), params![alt])
                    .await?)
            })
        })
    };
    import(&shop, &file("all", "Everything"), own, DryRun::No).await;
    assert_eq!(page("Everything").await.expect("an answer"), Some(1));
    // another first picture: the one that is gone goes, and the others keep their places behind it
    let report = import(&shop, &file("new", "New"), own, DryRun::No).await;
    assert_eq!((report.images_queued, report.products_updated), (1, 1));
    assert_eq!(page("Everything").await.expect("an answer"), None);
    assert_eq!((page("New").await.expect("one"), page("Warm").await.expect("one")), (Some(1), Some(2)));
    let before = fingerprint(&shop).await;
    import(&shop, &file("new", "New"), own, DryRun::No).await;
    assert_eq!(fingerprint(&shop).await, before);
}

#[tokio::test]
async fn a_price_that_a_file_changes_is_kept_beside_the_one_before() {
    let shop = shop_with(FULL).await;
    assert_eq!(shop.number(sql!("select count(*) from variant_price")).await, 3);
    let file = "Handle,Variant SKU,Variant Price\nkettle,K-2,89.00\nkettle,K-3,70.00\n";
    let report = import(&shop, file, Target::Vendor(shop.vendor), DryRun::No).await;
    assert_eq!((report.products_updated, report.errors()), (1, 0), "{:?}", report.findings);
    assert_eq!(shop.number(sql!("select count(*) from variant_price")).await, 4);
    assert_eq!(shop.number(sql!("select count(*) from variant_price where price = 8900")).await, 1);
}
