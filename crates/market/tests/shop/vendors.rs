use souk_db::sql;
use souk_domain::{
    ids::{ProductId, VendorId},
    refusal::{CatalogueRefusal, Refusal, RequestRefusal, VendorRefusal},
    text::Slug,
};
use souk_market::{
    Actor, Error,
    catalogue::{self, ProductChanges, ProductFilter, VariantDraft, list_products, product_page},
    vendors::{self, NewVendor, VendorChanges, VendorStatus},
};

use crate::setting::{Shop, product_named, vendor_named};

async fn rename_vendor(shop: &Shop, vendor: VendorId, slug: &str) -> Result<(), Error> {
    let changes = VendorChanges { slug: Some(Slug::parse(slug).unwrap()), ..VendorChanges::default() };
    vendors::change_vendor(shop.app(), Actor::Operator, vendor, changes).await.map(|_| ())
}

async fn rename_product(shop: &Shop, vendor: VendorId, id: ProductId, slug: &str) -> Result<(), Error> {
    let changes = ProductChanges { slug: Some(Slug::parse(slug).unwrap()), ..ProductChanges::default() };
    catalogue::change_product(shop.app(), Actor::Operator, vendor, id, changes, None).await.map(|_| ())
}

#[tokio::test]
async fn an_address_that_was_another_vendors_leads_to_that_one_still() {
    let shop = Shop::open().await;
    let slug = |slug: &str| Slug::parse(slug).unwrap();
    let other = vendors::create_vendor(shop.app(), Actor::Operator, vendor_named("Loom"), None);
    let other = other.await.unwrap().fresh().unwrap().id;
    rename_vendor(&shop, shop.vendor, "clay").await.unwrap();
    let taken = |slug: &str| Refusal::from(VendorRefusal::SlugTaken { slug: slug.to_owned() });
    let refused = |outcome: Result<(), Error>| outcome.err().and_then(|error| error.refusal().cloned());
    assert_eq!(refused(rename_vendor(&shop, other, "clay-co").await), Some(taken("clay-co")));
    let named = NewVendor { slug: Some(slug("clay-co")), ..vendor_named("Clay") };
    let made = vendors::create_vendor(shop.app(), Actor::Operator, named, None).await.map(|_| ());
    assert_eq!(refused(made), Some(taken("clay-co")));
    // one's own is one's own
    rename_vendor(&shop, shop.vendor, "clay-co").await.unwrap();

    let (bowl, _) = shop.product("Bowl", VariantDraft::new(100, 1)).await;
    rename_product(&shop, shop.vendor, bowl, "deep-bowl").await.unwrap();
    let new = || product_named(shop.category, "Trap", VariantDraft::new(100, 1));
    let taken = || Refusal::from(CatalogueRefusal::SlugTaken { slug: "bowl".to_owned() });
    let named = catalogue::NewProduct { slug: Some(slug("bowl")), ..new() };
    let made = catalogue::create_product(shop.app(), Actor::Operator, other, named, None).await;
    assert_eq!(refused(made.map(|_| ())), Some(taken()));
    let trap = catalogue::create_product(shop.app(), Actor::Operator, other, new(), None).await;
    let trap = trap.unwrap().fresh().unwrap().0.product.id;
    assert_eq!(refused(rename_product(&shop, other, trap, "bowl").await), Some(taken()));
    rename_product(&shop, shop.vendor, bowl, "bowl").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_edited_while_its_vendor_is_suspended_is_not_listed() {
    let shop = Shop::open().await;
    let second = shop.market.second_app().await;
    let vendor = shop.vendor;
    let (bowl, _) = shop.product("Bowl", VariantDraft::new(100, 1)).await;
    for round in 0..20 {
        let changes = ProductChanges { name: Some(format!("Bowl {round}")), ..ProductChanges::default() };
        let edit = catalogue::change_product(shop.app(), Actor::Operator, vendor, bowl, changes, None);
        let suspend = vendors::suspend_vendor(&second, Actor::Operator, vendor, "Late.".to_owned(), None);
        let (edited, suspended) = tokio::join!(tokio::spawn(edit), tokio::spawn(suspend));
        edited.unwrap().expect("edited");
        suspended.unwrap().expect("suspended");
        assert_eq!(shop.number(sql!("select count(*) from listing")).await, 0);
        vendors::reinstate_vendor(shop.app(), Actor::Operator, vendor, None).await.expect("reinstated");
        assert!(shop.number(sql!("select count(*) from listing")).await > 0);
    }
    second.db().close().await;
}

#[tokio::test]
async fn a_suspended_vendor_is_not_seen_and_comes_back_whole() {
    let shop = Shop::open().await;
    let (product, variant) = shop.product("Bowl", VariantDraft::new(100, 1)).await;
    let vendor = shop.vendor;
    let shown = || async {
        let page =
            shop.write(|ctx| Box::pin(async move { list_products(ctx, &ProductFilter::default()).await }));
        let on_shelf = page.await.expect("a page").items.len();
        let id = product.to_string();
        let own = shop.app().read(Actor::Guest, move |ctx| {
            let id = id.clone();
            Box::pin(async move { product_page(ctx, &id).await.map(|_| ()) })
        });
        (on_shelf, own.await.is_ok(), shop.purchasable(variant).await.for_sale)
    };
    assert_eq!(shown().await, (1, true, true));
    shop.write(move |ctx| Box::pin(async move { vendors::suspend(ctx, vendor).await }))
        .await
        .expect("suspended");
    assert_eq!(shown().await, (0, false, false));
    let open =
        shop.write(|ctx| Box::pin(async move { vendors::find_open_by_slug(ctx, "clay-co").await })).await;
    assert_eq!(open.err().and_then(|e| e.refusal().cloned()), Some(VendorRefusal::NotFound.into()));
    shop.write(move |ctx| Box::pin(async move { vendors::reinstate(ctx, vendor).await }))
        .await
        .expect("reinstated");
    assert_eq!(shown().await, (1, true, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn vendors_of_one_name_made_at_once_get_a_slug_each() {
    let shop = Shop::open().await;
    let made = (0..25).map(|_| {
        shop.write(|ctx| Box::pin(async move { vendors::create(ctx, &vendor_named("Clay & Co")).await }))
    });
    for outcome in futures_util::future::join_all(made).await {
        outcome.expect("a vendor");
    }
    let page = shop
        .write(|ctx| Box::pin(async move { vendors::list(ctx, VendorStatus::Applied, None, 100).await }))
        .await
        .expect("a page");
    let slugs: std::collections::BTreeSet<_> = page.items.iter().map(|vendor| vendor.slug.clone()).collect();
    assert_eq!(slugs.len(), 25);
}

#[tokio::test]
async fn a_stale_change_is_refused_and_one_that_changes_nothing_leaves_the_revision() {
    let shop = Shop::open().await;
    let vendor = shop.vendor;
    let change = |city: &str, revision| {
        let changes = VendorChanges {
            city: Some(city.to_owned()),
            expected_revision: Some(revision),
            ..Default::default()
        };
        shop.write(move |ctx| {
            let changes = changes.clone();
            Box::pin(async move {
                vendors::update(ctx, vendor, &changes).await?;
                Ok(vendors::find(ctx, vendor).await?.revision)
            })
        })
    };
    // approval was the second revision
    assert_eq!(change("Porto", 2).await.expect("no change"), 2);
    assert_eq!(change("Lisboa", 2).await.expect("a change"), 3);
    let stale = change("Faro", 2).await.err().and_then(|e| e.refusal().cloned());
    assert_eq!(stale, Some(RequestRefusal::PreconditionFailed.into()));
}
