//! A vendor's own products as a list, changed many at once, duplicated, and looked at by the staff.

use souk_db::sql;
use souk_domain::{
    bounds::product::MAX_AT_ONCE,
    ids::{ApiKeyId, ProductId, VendorId},
    refusal::{CatalogueRefusal, Refusal},
};
use souk_market::{
    Actor, Error,
    catalogue::{
        self, ManyChange, ManyProducts, NewProduct, OwnFilter, PriceChange, ProductChanges, ProductStatus,
        StockFilter, VariantDraft, Verdict,
    },
    inventory::{self, Adjustment, Change, LevelFilter, Reason},
    settings, vendors,
    vendors::LocationChanges,
};

use crate::setting::{Shop, product_named};

fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?} is no refusal"),
    }
}

async fn names(shop: &Shop, filter: OwnFilter) -> Vec<String> {
    let listed = catalogue::list_own_products(shop.app(), Actor::Operator, shop.vendor, filter, None, 100);
    let (page, _, _) = listed.await.unwrap();
    page.items.into_iter().map(|row| row.product.name).collect()
}

async fn many(
    shop: &Shop,
    products: Vec<ProductId>,
    change: ManyChange,
) -> Vec<Result<ProductStatus, String>> {
    let asked = ManyProducts { products, change };
    let done = catalogue::change_many_products(shop.app(), Actor::Operator, shop.vendor, asked, None);
    let outcomes = done.await.unwrap().fresh().unwrap();
    outcomes
        .into_iter()
        .map(|outcome| outcome.done.map_err(|refusal| refusal.code().name.to_owned()))
        .collect()
}

async fn price(shop: &Shop, product: ProductId) -> i64 {
    let shown = catalogue::show_own_product(shop.app(), Actor::Operator, shop.vendor, product);
    shown.await.unwrap().0.product.price
}

#[tokio::test]
async fn own_products_are_found_by_status_text_and_what_is_left() {
    let shop = Shop::open().await;
    let few =
        VariantDraft { low_stock_at: Some(3), sku: Some("JUG-9".to_owned()), ..VariantDraft::new(900, 3) };
    shop.product("Water jug 50% off", few).await;
    let many = VariantDraft { low_stock_at: Some(3), ..VariantDraft::new(900, 4) };
    shop.product("Bowl", many).await;
    shop.product("Vase", VariantDraft::new(900, 0)).await;
    let (lamp, _) = shop.product("Lamp", VariantDraft::new(900, 1)).await;
    assert_eq!(many_status(&shop, lamp, ProductStatus::Archived).await, Ok(ProductStatus::Archived));

    let text = |text: &str| OwnFilter { text: text.to_owned(), ..OwnFilter::default() };
    assert_eq!(names(&shop, OwnFilter::default()).await, ["Vase", "Bowl", "Water jug 50% off"]);
    assert_eq!(names(&shop, text("WATER j")).await, ["Water jug 50% off"]);
    assert_eq!(names(&shop, text("jug-")).await, ["Water jug 50% off"]);
    // what is special in a pattern stands for itself
    assert_eq!(names(&shop, text("0%")).await, ["Water jug 50% off"]);
    assert_eq!(names(&shop, text("%")).await, ["Water jug 50% off"]);
    assert!(names(&shop, text("b_wl")).await.is_empty());
    let of = |stock| OwnFilter { stock, ..OwnFilter::default() };
    assert_eq!(
        names(&shop, of(StockFilter::Low)).await,
        ["Vase", "Water jug 50% off"],
        "what is sold out too"
    );
    assert_eq!(names(&shop, of(StockFilter::SoldOut)).await, ["Vase"]);
    let away = OwnFilter { status: Some(ProductStatus::Archived), ..OwnFilter::default() };
    assert_eq!(names(&shop, away).await, ["Lamp"]);

    // however it is spelled, whichever database folds which letters
    let painting = VariantDraft { sku: Some("ÖL-1".to_owned()), ..VariantDraft::new(900, 1) };
    shop.product("Ölbild", painting).await;
    for spelled in ["ölbild", "ÖLBILD", "O\u{308}LB", "öl-"] {
        assert_eq!(names(&shop, text(spelled)).await, ["Ölbild"], "{spelled}");
        let filter = LevelFilter { text: spelled.to_owned(), low: false };
        let found = inventory::list_stock(shop.app(), Actor::Operator, shop.vendor, filter, None, 100);
        assert_eq!(found.await.unwrap().items.len(), 1, "{spelled}");
    }

    let levels = |low| {
        let filter = LevelFilter { text: String::new(), low };
        inventory::list_stock(shop.app(), Actor::Operator, shop.vendor, filter, None, 100)
    };
    let low = levels(true).await.unwrap().items;
    assert_eq!(low.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Water jug 50% off", "Vase"]);
    assert_eq!(levels(false).await.unwrap().items.len(), 4);
}

async fn many_status(
    shop: &Shop,
    product: ProductId,
    status: ProductStatus,
) -> Result<ProductStatus, String> {
    many(shop, vec![product], ManyChange::Status(status)).await.pop().unwrap()
}

#[tokio::test]
async fn of_many_each_is_changed_or_refused_by_itself() {
    let shop = Shop::open().await;
    let (bowl, _) = shop.product("Bowl", VariantDraft::new(1_250, 1)).await;
    let (cup, _) = shop.product("Cup", VariantDraft::new(300, 1)).await;
    let lowered = VariantDraft { compare_at: Some(2_000), ..VariantDraft::new(1_900, 1) };
    let (vase, _) = shop.product("Vase", lowered).await;
    let nowhere = ProductId::from_bytes([9; 16]);

    let by = ManyChange::Price(PriceChange::By(-500));
    let outcomes = many(&shop, vec![vase, nowhere, cup, bowl], by).await;
    let (active, refused) = (ProductStatus::Active, |code: &str| Err(code.to_owned()));
    assert_eq!(outcomes, [Ok(active), refused("not_found"), refused("invalid_input"), Ok(active)]);
    assert_eq!(
        (price(&shop, vase).await, price(&shop, cup).await, price(&shop, bowl).await),
        (1_400, 300, 750)
    );

    // the price would pass the one it was lowered from
    let up = ManyChange::Price(PriceChange::Percent(5_000));
    assert_eq!(many(&shop, vec![vase, bowl], up).await, [refused("invalid_input"), Ok(active)]);
    assert_eq!((price(&shop, vase).await, price(&shop, bowl).await), (1_400, 1_125));

    let twice = ManyProducts { products: vec![bowl, bowl], change: up };
    let none = ManyProducts { products: vec![], change: up };
    let typed =
        ManyProducts { products: vec![bowl], change: ManyChange::Price(PriceChange::Percent(-10_001)) };
    let flood = ManyProducts { products: vec![bowl; MAX_AT_ONCE + 1], change: up };
    for asked in [twice, none, typed, flood] {
        let done = catalogue::change_many_products(shop.app(), Actor::Operator, shop.vendor, asked, None);
        assert_eq!(refusal(done.await).code().name, "invalid_input");
    }
    // another vendor's are not there
    let others = ManyProducts { products: vec![bowl], change: ManyChange::Status(ProductStatus::Draft) };
    let other = VendorId::from_bytes([7; 16]);
    let done = catalogue::change_many_products(shop.app(), Actor::Operator, other, others, None);
    let outcome = done.await.unwrap().fresh().unwrap().pop().unwrap();
    assert_eq!(outcome.done, Err(CatalogueRefusal::ProductNotFound.into()));
}

#[tokio::test]
async fn a_copy_is_a_draft_without_what_is_each_things_own() {
    let shop = Shop::open().await;
    let sized = |size: &str| VariantDraft {
        options: vec![size.to_owned()],
        sku: Some(format!("S-{size}")),
        barcode: Some("4006381333931".to_owned()),
        weight_g: 300,
        ..VariantDraft::new(2_000, 5)
    };
    let new = NewProduct {
        options: vec!["Size".to_owned()],
        variants: vec![sized("S"), sized("M")],
        ..product_named(shop.category, "Shirt", VariantDraft::new(1, 1))
    };
    let made = catalogue::create_product(shop.app(), Actor::Operator, shop.vendor, new, None);
    let (shirt, _) = made.await.unwrap().fresh().unwrap();
    let copied = catalogue::duplicate_product(
        shop.app(),
        Actor::Operator,
        shop.vendor,
        shirt.product.id,
        Some("Shirt, long".to_owned()),
        None,
    );
    let (copy, _) = copied.await.unwrap().fresh().unwrap();
    assert_eq!((copy.product.name.as_str(), copy.product.status), ("Shirt, long", ProductStatus::Draft));
    assert_ne!(copy.product.slug, shirt.product.slug);
    let kept: Vec<_> = copy
        .variants
        .iter()
        .map(|on_page| {
            let row = &on_page.variant;
            (row.values(), row.sku.clone(), row.barcode.clone(), row.weight_g, row.price, on_page.available)
        })
        .collect();
    let of = |size: &str| (vec![size.to_owned()], None, None, 300, 2_000, Some(0));
    assert_eq!(kept, [of("S"), of("M")]);
}

#[tokio::test]
async fn where_the_staff_looks_first_a_seller_waits_and_hears_why() {
    let shop = Shop::open().await;
    let checks = Box::new(|market| settings::Market { checks_products: true, ..market });
    settings::change_market(shop.app(), Actor::Operator, checks).await.unwrap();
    let seller = Actor::Vendor { vendor: shop.vendor, key: ApiKeyId::from_bytes([1; 16]) };
    let new = product_named(shop.category, "Bowl", VariantDraft::new(1_000, 1));
    let made = catalogue::create_product(shop.app(), seller, shop.vendor, new, None);
    let (page, _) = made.await.unwrap().fresh().unwrap();
    let id = page.product.id;
    assert_eq!(page.product.status, ProductStatus::InReview);
    let shown = || catalogue::show_product(shop.app(), Actor::Guest, id.to_string());
    assert_eq!(refusal(shown().await), CatalogueRefusal::ProductNotFound.into());
    let waiting =
        catalogue::list_any_products(shop.app(), Actor::Operator, ProductStatus::InReview, None, 10);
    assert_eq!(waiting.await.unwrap().0.items.len(), 1);

    let judge = |verdict| catalogue::judge_product(shop.app(), Actor::Operator, id, verdict, None);
    let empty = judge(Verdict::Reject { reason: " ".to_owned() });
    assert_eq!(refusal(empty.await).code().name, "invalid_input");
    let (rejected, _) = judge(Verdict::Reject { reason: "Show its foot.".to_owned() }).await.unwrap();
    assert_eq!(rejected.product.rejection.as_deref(), Some("Show its foot."));
    let again = judge(Verdict::Reject { reason: "Again".to_owned() });
    assert_eq!(refusal(again.await).code().name, "product_step_not_allowed");

    let change = |status| {
        let changes = ProductChanges { status: Some(status), ..ProductChanges::default() };
        catalogue::change_product(shop.app(), seller, shop.vendor, id, changes, None)
    };
    let (sent, _) = change(ProductStatus::Active).await.unwrap();
    assert_eq!((sent.product.status, sent.product.told_rejection()), (ProductStatus::InReview, None));
    judge(Verdict::Approve).await.unwrap();
    assert_eq!(shown().await.unwrap().0.product.status, ProductStatus::Active);
    // the seller alone cannot judge
    let own = catalogue::judge_product(shop.app(), seller, id, Verdict::Approve, None);
    assert_eq!(refusal(own.await).code().name, "forbidden");
}

#[tokio::test]
async fn what_the_staff_rejected_waits_for_it_also_where_it_looks_at_nothing_else() {
    let shop = Shop::open().await;
    let seller = Actor::Vendor { vendor: shop.vendor, key: ApiKeyId::from_bytes([1; 16]) };
    let (id, _) = shop.product("Bowl", VariantDraft::new(1_000, 1)).await;
    let judge = |verdict| catalogue::judge_product(shop.app(), Actor::Operator, id, verdict, None);
    judge(Verdict::Reject { reason: "It is a forgery.".to_owned() }).await.unwrap();
    let change = |status| {
        let changes = ProductChanges { status: Some(status), ..ProductChanges::default() };
        catalogue::change_product(shop.app(), seller, shop.vendor, id, changes, None)
    };
    for step in [ProductStatus::Active, ProductStatus::Draft, ProductStatus::Active, ProductStatus::Archived]
    {
        let (now, _) = change(step).await.unwrap();
        let waits = matches!(step, ProductStatus::Active);
        assert_eq!(now.product.status == ProductStatus::InReview, waits, "{step:?}");
    }
    assert_eq!(change(ProductStatus::Active).await.unwrap().0.product.status, ProductStatus::InReview);
    judge(Verdict::Approve).await.unwrap();
    // what the staff let in is its vendor's again
    change(ProductStatus::Draft).await.unwrap();
    assert_eq!(change(ProductStatus::Active).await.unwrap().0.product.status, ProductStatus::Active);
}

#[tokio::test]
async fn a_level_is_few_by_all_places_and_named_once_and_a_refused_one_is_not_made() {
    let shop = Shop::open().await;
    let few = VariantDraft { low_stock_at: Some(3), ..VariantDraft::new(1_200, 2) };
    let (_, bowl) = shop.product("Bowl", few).await;
    let (_, piece) =
        shop.product("Moon jar", VariantDraft { is_unique: true, ..VariantDraft::new(90_000, 1) }).await;
    let attic = vendors::create_location(shop.app(), Actor::Operator, shop.vendor, "Attic".to_owned(), None);
    let attic = attic.await.unwrap().fresh().unwrap().id;
    let main = vendors::list_locations(shop.app(), Actor::Operator, shop.vendor).await.unwrap()[0].id;
    let at = |variant, location, change| Adjustment {
        variant,
        location,
        change,
        reason: Reason::Count,
        note: None,
        cause: None,
    };
    let adjust =
        |changes| inventory::adjust_many_levels(shop.app(), Actor::Operator, shop.vendor, changes, None);
    let twice = vec![at(bowl, None, Change::By(1)), at(bowl, Some(main), Change::By(1))];
    assert_eq!(refusal(adjust(twice).await).fields()[0].code, "repeated");
    let levels = || shop.number(sql!("select count(*) from stock_level"));
    let before = levels().await;
    let wrong = vec![
        at(bowl, Some(attic), Change::By(-1)),
        at(piece, Some(attic), Change::To(1)),
        at(piece, None, Change::To(i64::MAX)),
    ];
    let outcomes = adjust(wrong).await.unwrap().fresh().unwrap().into_iter();
    let told: Vec<_> = outcomes.map(|outcome| outcome.unwrap_err().code().name).collect();
    assert_eq!(told, ["below_zero", "unique_quantity", "stock_too_large"]);
    assert_eq!(levels().await, before, "what was refused left no level");
    let listed = async |low| {
        let filter = LevelFilter { text: "bowl".to_owned(), low };
        let found = inventory::list_stock(shop.app(), Actor::Operator, shop.vendor, filter, None, 10);
        found
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|row| (row.level.on_hand, row.left, row.is_low))
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(true).await, [(2, 2, true)]);
    adjust(vec![at(bowl, Some(attic), Change::To(2))]).await.unwrap();
    assert!(listed(true).await.is_empty());
    assert_eq!(listed(false).await, [(2, 4, false), (2, 4, false)]);
}

#[tokio::test]
async fn levels_at_several_places_are_counted_together_and_explain_themselves() {
    let shop = Shop::open().await;
    let (_, bowl) = shop.product("Bowl", VariantDraft::new(1_200, 4)).await;
    let (_, cup) = shop.product("Cup", VariantDraft::new(1_200, 2)).await;
    let (_, guide) = shop.product("Guide", VariantDraft { tracked: false, ..VariantDraft::new(1, 0) }).await;
    let create = |name: &str| {
        vendors::create_location(shop.app(), Actor::Operator, shop.vendor, name.to_owned(), None)
    };
    let attic = create("Attic").await.unwrap().fresh().unwrap();
    assert_eq!(refusal(create("ATTIC").await).fields()[0].pointer, "/name");
    let (order, demands) = shop.order(&[(cup, 2)]).await;
    assert_eq!(shop.reserve(order, demands).await, Ok(()));

    let at = |variant, location, change| Adjustment {
        variant,
        location,
        change,
        reason: Reason::Count,
        note: Some("Counted".to_owned()),
        cause: None,
    };
    let changes = vec![
        at(cup, None, Change::To(1)),
        at(guide, None, Change::To(1)),
        at(bowl, Some(attic.id), Change::By(6)),
        at(bowl, None, Change::To(3)),
    ];
    let done = inventory::adjust_many_levels(shop.app(), Actor::Operator, shop.vendor, changes, None);
    let outcomes = done.await.unwrap().fresh().unwrap();
    let told: Vec<_> = outcomes
        .iter()
        .map(|outcome| outcome.as_ref().map(|level| level.on_hand).map_err(|refusal| refusal.code().name))
        .collect();
    assert_eq!(told, [Err("below_allocated"), Err("not_tracked"), Ok(6), Ok(3)]);
    // the uncounted one has no level, and each level is the sum of its movements still
    assert_eq!(shop.number(sql!("select {sum on_hand} from stock_level")).await, 11);
    assert_eq!(shop.number(sql!("select {sum delta} from stock_movement")).await, 11);

    let first = LocationChanges { name: None, place: Some(1) };
    let moved = vendors::change_location(shop.app(), Actor::Operator, shop.vendor, attic.id, first);
    let order: Vec<String> = moved.await.unwrap().into_iter().map(|place| place.name).collect();
    assert_eq!(order, ["Attic", "Main"]);
    let shown = inventory::show_stock(shop.app(), Actor::Operator, shop.vendor, bowl, None, 2);
    let shown = shown.await.unwrap();
    let levels: Vec<_> =
        shown.levels.iter().map(|row| (row.location_name.as_str(), row.level.on_hand)).collect();
    assert_eq!(levels, [("Attic", 6), ("Main", 3)]);
    assert_eq!((shown.movements.items.len(), shown.movements.next.is_some()), (2, true));
    let other = VendorId::from_bytes([7; 16]);
    let theirs = inventory::show_stock(shop.app(), Actor::Operator, other, bowl, None, 2);
    assert_eq!(refusal(theirs.await), CatalogueRefusal::VariantNotFound.into());
}

#[tokio::test]
async fn stock_that_runs_low_is_told_once_for_each_time_it_does() {
    let shop = Shop::open().await;
    let few = VariantDraft { low_stock_at: Some(2), ..VariantDraft::new(1_000, 5) };
    let (_, bowl) = shop.product("Bowl", few).await;
    let told = || shop.number(sql!("select count(*) from outbox where kind = 'stock_ran_low'"));
    let reserve = async |pieces| {
        let (order, demands) = shop.order(&[(bowl, pieces)]).await;
        assert_eq!(shop.reserve(order, demands).await, Ok(()));
    };
    let count = async |change| {
        let adjustment = Adjustment {
            variant: bowl,
            location: None,
            change,
            reason: Reason::Count,
            note: None,
            cause: None,
        };
        let done = inventory::adjust_stock(shop.app(), Actor::Operator, shop.vendor, adjustment, None);
        done.await.unwrap();
    };
    reserve(2).await;
    assert_eq!(told().await, 0, "three are left");
    reserve(1).await;
    assert_eq!(told().await, 1, "two are");
    reserve(1).await;
    count(Change::By(-1)).await;
    assert_eq!(told().await, 1, "it was low before");
    count(Change::By(9)).await;
    count(Change::To(6)).await;
    assert_eq!(told().await, 2, "it was enough between");
}
