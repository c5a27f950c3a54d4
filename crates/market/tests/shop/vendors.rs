use souk_domain::refusal::{RequestRefusal, VendorRefusal};
use souk_market::{
    Actor,
    catalogue::{ProductFilter, VariantDraft, list_products, product_page},
    vendors::{self, VendorChanges, VendorStatus},
};

use crate::setting::{Shop, vendor_named};

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
