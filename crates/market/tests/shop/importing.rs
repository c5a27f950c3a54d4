use std::io::Cursor;

use souk_db::sql;
use souk_domain::{ids::VendorId, money::Currency, text::Email};
use souk_market::{
    Actor,
    accounts::{self, NewPerson},
    catalogue::{self, ProductFilter, list_products},
    imports::{DryRun, Report, Target, Told, Wanted, import_products},
    inventory::{self, Adjustment, Change, Reason},
    joining::{self, NewApplication},
    vendors,
};
use souk_product_import::{FindingCode, Hints, Limits, ProductFile};

use crate::setting::{Shop, vendor_named};

const FILE: &str = "\
Handle,Title,Vendor,Type,Status,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src
mug,Mug,Northwind Pots,Mugs,active,Colour,Teal,M-1,shopify,5,12.50,https://pictures.example/mug.png
mug,,,,,,Rust,M-1,shopify,7,11.00,
tile,Tile,Clay & Co,,draft,,,T-1,,,3.00,
";

const FROM_FILE: Target = Target::VendorsFromFile { nameless: None };

pub(crate) async fn import(shop: &Shop, file: &str, target: Target, dry_run: DryRun) -> Report {
    let source = Cursor::new(file.as_bytes().to_vec());
    let file =
        ProductFile::open(source, Currency::USD, Hints::default(), &Limits::default()).expect("a file");
    let (mut last, mut told) = (None, 0);
    let wanted = Wanted { dry_run, pictures: None };
    let report = import_products(shop.app(), Actor::Operator, file, target, wanted, &mut |now| match now {
        Told::Progress(at) => last = Some(at),
        Told::Finding(_) => told += 1,
    })
    .await
    .expect("an import");
    assert!(last.is_some_and(|at| at.bytes == at.total_bytes));
    assert_eq!(told, report.warnings() + report.errors());
    report
}

/// How often each kind of finding was told.
pub(crate) fn kinds(report: &Report) -> Vec<(&'static str, usize)> {
    report.findings.iter().map(|(code, kind)| (code.as_str(), kind.warnings + kind.errors)).collect()
}

/// Everything that a second run must leave alone.
pub(crate) async fn fingerprint(shop: &Shop) -> Vec<i64> {
    vec![
        shop.number(sql!("select {sum revision} from product")).await,
        shop.number(sql!("select {sum updated_at} from product")).await,
        shop.number(sql!("select {sum revision} from variant")).await,
        shop.number(sql!("select {sum updated_at} from variant")).await,
        shop.number(sql!("select count(*) from variant_price")).await,
        shop.number(sql!("select count(*) from stock_movement")).await,
        shop.number(sql!("select {sum on_hand} from stock_level")).await,
        shop.number(sql!("select count(*) from product_image")).await,
        shop.number(sql!("select {sum position} from product_image")).await,
        shop.number(sql!("select count(*) from variant_image")).await,
        shop.number(sql!("select count(*) from redirect")).await,
        shop.number(sql!("select count(*) from category")).await,
        shop.number(sql!("select count(*) from vendor")).await,
        shop.number(sql!("select count(*) from job")).await,
    ]
}

#[tokio::test]
async fn a_file_means_no_vendor_that_only_applied_for_the_name() {
    let shop = Shop::open().await;
    // somebody applies for a name that the market's own file uses
    let person = NewPerson {
        username: None,
        email: Email::parse("maya@example.org").expect("an address"),
        first_name: "Maya".to_owned(),
        last_name: String::new(),
    };
    let account = shop.write(move |ctx| {
        let person = person.clone();
        Box::pin(async move { accounts::add_person(ctx, &person).await })
    });
    let account = account.await.expect("an account");
    let application = NewApplication {
        name: "Northwind Pots".to_owned(),
        slug: None,
        story: String::new(),
        email: Email::parse("maya@example.org").expect("an address"),
        address: souk_testkit::market::address(),
        sells: "Pots.".to_owned(),
    };
    let as_them = Actor::Account { account };
    let applied = joining::apply_as_vendor(shop.app(), as_them, account, application, None);
    let squatter = applied.await.unwrap().fresh().unwrap().vendor.id;
    import(&shop, FILE, FROM_FILE, DryRun::No).await;
    assert_eq!(products_of(&shop, squatter).await, 0);
    let refused = vendors::refuse_vendor(shop.app(), Actor::Operator, squatter, "No.".to_owned(), None);
    refused.await.expect("refused");
    import(&shop, FILE, FROM_FILE, DryRun::No).await;
    assert_eq!(products_of(&shop, squatter).await, 0);
    // one that the market made, and has not let in yet, is meant
    let own = vendors::create_vendor(shop.app(), Actor::Operator, vendor_named("Clay & Sons"), None);
    let own = own.await.unwrap().fresh().unwrap().id;
    import(&shop, &FILE.replace("Clay & Co", "Clay & Sons"), FROM_FILE, DryRun::No).await;
    assert_eq!(products_of(&shop, own).await, 1);
}

async fn products_of(shop: &Shop, vendor: VendorId) -> usize {
    let listed = catalogue::list_own_products(
        shop.app(),
        Actor::Operator,
        vendor,
        catalogue::OwnFilter::default(),
        None,
        100,
    );
    listed.await.unwrap().0.items.len()
}

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let shop = Shop::open().await;
    let first = import(&shop, FILE, FROM_FILE, DryRun::No).await;
    assert_eq!(
        (first.products_created, first.active, first.draft, first.variants),
        (2, 1, 1, 3),
        "{first:?}"
    );
    assert_eq!(first.vendors_created.iter().collect::<Vec<_>>(), ["Northwind Pots"]);
    assert_eq!(first.categories_created.iter().collect::<Vec<_>>(), ["Mugs", "Other"]);
    assert_eq!((first.images_queued, first.stock_set), (1, 2));
    let before = fingerprint(&shop).await;
    shop.market.clock.advance(jiff::SignedDuration::from_hours(1));
    let second = import(&shop, FILE, FROM_FILE, DryRun::No).await;
    assert_eq!((second.products_created, second.products_updated, second.products_unchanged), (0, 0, 2));
    assert_eq!(fingerprint(&shop).await, before);
    let page = shop.write(|ctx| Box::pin(async move { list_products(ctx, &ProductFilter::default()).await }));
    let cards = page.await.expect("a page").items;
    assert_eq!(cards.iter().map(|card| (card.price, card.in_stock)).collect::<Vec<_>>(), [(1_100, true)]);
}

#[tokio::test]
async fn only_what_differs_is_written_and_a_sale_in_between_stands() {
    let shop = Shop::open().await;
    import(&shop, FILE, Target::Vendor(shop.vendor), DryRun::No).await;
    let teal = shop
        .write(|ctx| {
            Box::pin(async move {
                Ok(ctx.tx.one(sql!("select id from variant where option1 = 'Teal'"), &[]).await?)
            })
        })
        .await
        .expect("the variant");
    let vendor = shop.vendor;
    let sold = Adjustment {
        variant: teal,
        location: None,
        change: Change::By(-2),
        reason: Reason::Adjustment,
        note: None,
        cause: None,
    };
    shop.write(move |ctx| {
        let sold = sold.clone();
        Box::pin(async move { inventory::adjust(ctx, vendor, &sold).await })
    })
    .await
    .expect("two are gone");
    import(&shop, FILE, Target::Vendor(shop.vendor), DryRun::No).await;
    assert_eq!(shop.purchasable(teal).await.available, Some(3));
    let changed = FILE.replace(",5,12.50", ",9,13.50");
    let report = import(&shop, &changed, Target::Vendor(shop.vendor), DryRun::No).await;
    assert_eq!((report.products_updated, report.products_unchanged, report.stock_set), (1, 1, 1));
    let now = shop.purchasable(teal).await;
    assert_eq!((now.available, now.unit_price), (Some(9), 1_350));
}

#[tokio::test]
async fn a_dry_run_reports_the_same_and_keeps_nothing() {
    let shop = Shop::open().await;
    let before = fingerprint(&shop).await;
    let would = import(&shop, FILE, FROM_FILE, DryRun::Yes).await;
    assert_eq!(fingerprint(&shop).await, before);
    assert_eq!(would, import(&shop, FILE, FROM_FILE, DryRun::No).await);
}

#[tokio::test]
async fn what_is_found_often_is_told_once_with_how_often_and_a_few_examples() {
    let shop = Shop::open().await;
    let mut file = "Handle,Title,Vendor,Variant Price\n".to_owned();
    for number in 0..40 {
        file.push_str(&format!("cup-{number},Cup,Kiln,cheap\n"));
    }
    let report = import(&shop, &file, FROM_FILE, DryRun::No).await;
    assert_eq!(report.findings[&FindingCode::PriceInvalid].errors, 40);
    for (code, kind) in &report.findings {
        assert!(kind.examples.len() <= 3, "{code}: {} examples", kind.examples.len());
    }
}

#[tokio::test]
async fn a_product_without_a_vendor_is_reported_and_the_others_are_stored() {
    let shop = Shop::open().await;
    let file = FILE.replace(",Clay & Co,", ",,");
    let report = import(&shop, &file, FROM_FILE, DryRun::No).await;
    assert_eq!((report.products_created, report.errors()), (1, 1), "{:?}", report.findings);
    assert!(report.findings[&FindingCode::ProductNotImported].examples[0].message.contains("--vendor"));
    let nameless = Target::VendorsFromFile { nameless: Some(shop.vendor) };
    let report = import(&shop, &file, nameless, DryRun::No).await;
    assert_eq!((report.products_created, report.products_unchanged, report.errors()), (1, 1, 0));
}
