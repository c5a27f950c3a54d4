use souk_market::{
    Actor,
    access::{self, Scope},
    vendors,
};

use crate::setting::Shop;

async fn who(shop: &Shop, secret: &str) -> Option<Actor> {
    let secret = secret.to_owned();
    shop.write(move |ctx| {
        let secret = secret.clone();
        Box::pin(async move { access::authenticate(ctx, &secret).await })
    })
    .await
    .expect("an answer")
}

#[tokio::test]
async fn a_key_speaks_for_its_vendor_until_it_is_revoked_or_the_vendor_suspended() {
    let shop = Shop::open().await;
    let vendor = shop.vendor;
    let make = || {
        shop.write(move |ctx| {
            Box::pin(async move { access::create(ctx, Scope::Vendor(vendor), "till").await })
        })
    };
    let (key, secret) = make().await.expect("a key");
    let (other, kept) = make().await.expect("a key");
    assert!(secret.reveal().starts_with("sk_"));
    assert_eq!(format!("{secret:?}"), "ApiSecret(hidden)");
    assert_eq!(who(&shop, &secret.reveal()).await, Some(Actor::Vendor { vendor, key }));
    shop.write(move |ctx| Box::pin(async move { access::revoke(ctx, key).await })).await.expect("revoked");
    assert_eq!(who(&shop, &secret.reveal()).await, None);
    assert_eq!(who(&shop, &kept.reveal()).await, Some(Actor::Vendor { vendor, key: other }));
    shop.write(move |ctx| Box::pin(async move { vendors::suspend(ctx, vendor).await }))
        .await
        .expect("suspended");
    assert_eq!(who(&shop, &kept.reveal()).await, None);
    let keys =
        shop.write(move |ctx| Box::pin(async move { access::list(ctx, Scope::Vendor(vendor)).await })).await;
    assert_eq!(keys.expect("keys").len(), 2);
}

#[tokio::test]
async fn what_is_no_secret_speaks_for_nobody() {
    let shop = Shop::open().await;
    let (key, secret) = shop
        .write(|ctx| Box::pin(async move { access::create(ctx, Scope::Staff, "desk").await }))
        .await
        .expect("a key");
    assert_eq!(who(&shop, &secret.reveal()).await, Some(Actor::Staff { key }));
    let secret = secret.reveal();
    for wrong in ["", "sk_", "sk_0", &secret[3..], &secret.to_uppercase(), "sk_00000000000000000000000000"] {
        assert_eq!(who(&shop, wrong).await, None, "{wrong}");
    }
}
