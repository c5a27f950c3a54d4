use souk_db::sql;
use souk_domain::{
    bounds::product::MAX_VARIANTS,
    refusal::{Refusal, RequestRefusal},
};
use souk_market::{
    Actor, Error,
    catalogue::{
        self, NewProduct, ProductChanges, ProductStatus, Removed, VariantDraft, create_product_in,
        list_variants, product_page, update_product,
    },
};

use crate::setting::{Shop, product_named};

fn sized(size: &str, colour: &str, price: i64) -> VariantDraft {
    VariantDraft { options: vec![size.to_owned(), colour.to_owned()], ..VariantDraft::new(price, 2) }
}

fn shirt(shop: &Shop) -> NewProduct {
    NewProduct {
        options: vec!["Size".to_owned(), "Colour".to_owned()],
        variants: vec![sized("M", "Teal", 3_000), sized("L", "Teal", 2_500)],
        ..product_named(shop.category, "Shirt", VariantDraft::new(1, 1))
    }
}

async fn create(shop: &Shop, new: NewProduct) -> Result<souk_domain::ids::ProductId, Refusal> {
    let vendor = shop.vendor;
    refused(
        shop.write(move |ctx| {
            let new = new.clone();
            Box::pin(async move { create_product_in(ctx, vendor, &new).await })
        })
        .await,
    )
}

async fn update(
    shop: &Shop,
    id: souk_domain::ids::ProductId,
    changes: ProductChanges,
) -> Result<i64, Refusal> {
    let vendor = shop.vendor;
    refused(
        shop.write(move |ctx| {
            let changes = changes.clone();
            Box::pin(async move {
                update_product(ctx, vendor, id, &changes).await?;
                Ok(product_page(ctx, &id.to_string()).await?.product.revision)
            })
        })
        .await,
    )
}

fn refused<T>(outcome: souk_market::Result<T>) -> Result<T, Refusal> {
    outcome.map_err(|error| match error {
        Error::Refused(refusal) => refusal,
        Error::Fault(fault) => panic!("{fault}"),
    })
}

#[tokio::test]
async fn the_page_shows_the_cheapest_price_and_every_variant_with_its_stock() {
    let shop = Shop::open().await;
    create(&shop, shirt(&shop)).await.expect("a shirt");
    let page = shop.app().read(Actor::Guest, |ctx| Box::pin(async move { product_page(ctx, "shirt").await }));
    let page = page.await.expect("the page");
    assert_eq!((page.product.price, page.product.in_stock, page.options.len()), (2_500, true, 2));
    let variants: Vec<_> = page.variants.iter().map(|v| (v.variant.values(), v.available)).collect();
    assert_eq!(
        variants,
        [
            (vec!["M".to_owned(), "Teal".to_owned()], Some(2)),
            (vec!["L".to_owned(), "Teal".to_owned()], Some(2))
        ]
    );
    assert_eq!(page.path.len(), 1);
    let purchasable = shop.purchasable(page.variants[0].variant.id).await;
    assert_eq!(purchasable.options, "Size: M, Colour: Teal");
}

#[tokio::test]
async fn drafts_are_seen_by_their_vendor_only_and_publishing_shows_them() {
    let shop = Shop::open().await;
    let id =
        create(&shop, NewProduct { status: ProductStatus::Draft, ..shirt(&shop) }).await.expect("a draft");
    let seen_by = |actor| {
        let id = id.to_string();
        shop.app().read(actor, move |ctx| {
            let id = id.clone();
            Box::pin(async move { product_page(ctx, &id).await.map(|_| ()) })
        })
    };
    let key = souk_domain::ids::ApiKeyId::from_bytes([1; 16]);
    let other = souk_domain::ids::VendorId::from_bytes([2; 16]);
    assert!(seen_by(Actor::Guest).await.is_err());
    assert!(seen_by(Actor::Vendor { vendor: other, key }).await.is_err());
    assert!(seen_by(Actor::Vendor { vendor: shop.vendor, key }).await.is_ok());
    update(&shop, id, ProductChanges { status: Some(ProductStatus::Active), ..Default::default() })
        .await
        .expect("published");
    assert!(seen_by(Actor::Guest).await.is_ok());
}

#[tokio::test]
async fn every_write_has_its_revision_and_a_stale_one_is_refused() {
    let shop = Shop::open().await;
    let id = create(&shop, shirt(&shop)).await.expect("a shirt");
    let named = |name: &str, revision| ProductChanges {
        name: Some(name.to_owned()),
        expected_revision: Some(revision),
        ..Default::default()
    };
    assert_eq!(update(&shop, id, named("Shirt", 1)).await, Ok(1));
    assert_eq!(update(&shop, id, named("Blouse", 1)).await, Ok(2));
    assert_eq!(update(&shop, id, named("Tunic", 1)).await, Err(RequestRefusal::PreconditionFailed.into()));
}

#[tokio::test]
async fn variants_keep_their_identity_through_swaps_removal_and_return() {
    let shop = Shop::open().await;
    let id = create(&shop, shirt(&shop)).await.expect("a shirt");
    let ids = || async {
        let read = shop
            .app()
            .read(Actor::Operator, move |ctx| Box::pin(async move { list_variants(ctx, id).await }));
        read.await.expect("variants").iter().map(|v| (v.id, v.values().join("/"))).collect::<Vec<_>>()
    };
    let before = ids().await;
    let with = |variants| ProductChanges { variants: Some(variants), ..Default::default() };
    let swapped = vec![
        VariantDraft { id: Some(before[0].0), ..sized("L", "Teal", 3_000) },
        VariantDraft { id: Some(before[1].0), ..sized("M", "Teal", 2_500) },
    ];
    update(&shop, id, with(swapped)).await.expect("a swap");
    assert_eq!(ids().await, [(before[0].0, "L/Teal".to_owned()), (before[1].0, "M/Teal".to_owned())]);
    update(&shop, id, with(vec![sized("M", "Teal", 2_500)])).await.expect("one is put away");
    assert_eq!(ids().await, [(before[1].0, "M/Teal".to_owned())]);
    update(&shop, id, with(vec![sized("m", "teal", 2_500), sized("L", "Teal", 3_000)]))
        .await
        .expect("it is back");
    assert_eq!(ids().await, [(before[1].0, "m/teal".to_owned()), (before[0].0, "L/Teal".to_owned())]);
    assert_eq!(shop.number(sql!("select count(*) from variant")).await, 2);
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_its_field() {
    let shop = Shop::open().await;
    let refusal = |new: NewProduct| async {
        let refusal = create(&shop, new).await.expect_err("a refusal");
        (refusal.code().name, refusal.fields().first().map(|field| field.pointer.clone()).unwrap_or_default())
    };
    let base = shirt(&shop);
    let one = |variant: VariantDraft| NewProduct { variants: vec![variant], ..base.clone() };
    for (new, code, pointer) in [
        (NewProduct { name: " ".to_owned(), ..base.clone() }, "invalid_input", "/name"),
        (NewProduct { variants: Vec::new(), ..base.clone() }, "invalid_input", "/variants"),
        (one(sized("M", "Teal", -1)), "invalid_input", "/variants/0/price"),
        (
            one(VariantDraft { compare_at: Some(5), ..sized("M", "Teal", 5) }),
            "invalid_input",
            "/variants/0/compare_at_price",
        ),
        (
            one(VariantDraft { is_unique: true, ..sized("M", "Teal", 5) }),
            "invalid_input",
            "/variants/0/stock",
        ),
        (one(VariantDraft::new(5, 1)), "options_incomplete", "/variants/0/options"),
        (
            NewProduct { variants: vec![sized("M", "Teal", 1), sized(" M", "Teal ", 2)], ..base.clone() },
            "options_repeated",
            "/variants/1/options",
        ),
        (
            NewProduct { variants: vec![sized("M", "Teal", 1); MAX_VARIANTS + 1], ..base.clone() },
            "too_many_variants",
            "/variants",
        ),
    ] {
        assert_eq!(refusal(new).await, (code, pointer.to_owned()));
    }
    let missing = souk_domain::ids::CategoryId::from_bytes([9; 16]);
    let nowhere = NewProduct { category: missing, ..base.clone() };
    assert_eq!(refusal(nowhere).await, ("invalid_input", "/category_id".to_owned()));
    assert_eq!(shop.number(sql!("select count(*) from product")).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn products_of_one_name_made_at_once_get_a_slug_each() {
    let shop = Shop::open().await;
    let made = (0..25).map(|_| create(&shop, shirt(&shop)));
    for outcome in futures_util::future::join_all(made).await {
        outcome.expect("a shirt");
    }
    assert_eq!(shop.number(sql!("select count(distinct slug_key) from product")).await, 25);
}

#[tokio::test]
async fn what_nobody_wanted_is_deleted_and_what_was_ordered_is_put_away() {
    let shop = Shop::open().await;
    let vendor = shop.vendor;
    let (ordered, variant) = shop.product("Bowl", VariantDraft::new(100, 3)).await;
    let (forgotten, _) = shop.product("Cup", VariantDraft::new(100, 3)).await;
    shop.order(&[(variant, 1)]).await;
    let remove = |id| {
        shop.write(move |ctx| {
            Box::pin(async move { catalogue::remove_product_in(ctx, vendor, id, None).await })
        })
    };
    assert_eq!(remove(ordered).await.expect("put away"), Removed::Archived);
    assert_eq!(remove(forgotten).await.expect("deleted"), Removed::Deleted);
    assert_eq!(shop.number(sql!("select count(*) from product")).await, 1);
    assert_eq!(shop.number(sql!("select count(*) from listing")).await, 0);
}
