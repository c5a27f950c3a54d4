//! Sellers that deliver to a part of a country.

use souk_domain::pricing::{Place, ShippingKind, ShippingZone};
use souk_market::Actor;
use souk_market::shipping::{self, NewMethod};

use crate::tests::rig::{GOOD_CARD, Shop, filled, number_of};

/// Everybody ships to one state alone.
async fn ship_to_state(shop: &Shop, region: &'static str) {
    let zones = vec![ShippingZone {
        places: vec![Place { country: "US".to_owned(), region: Some(region.to_owned()) }],
        kind: ShippingKind::Flat { fee: 500 },
        free_from: None,
    }];
    let method = NewMethod {
        vendor: None,
        name: "State courier".to_owned(),
        zones,
        min_days: 1,
        max_days: 2,
        takes_cash: false,
    };
    shop.market
        .app
        .write(Actor::Operator, move |ctx| {
            let method = method.clone();
            Box::pin(async move {
                for other in shipping::rules(ctx).await?.all() {
                    shipping::archive_method(ctx, other.method).await?;
                }
                shipping::create_method(ctx, &method).await
            })
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn a_seller_of_one_state_is_priced_once_the_address_says_which_it_is() {
    let shop = Shop::open().await;
    ship_to_state(&shop, "NC").await;
    let (mut browser, page) = shop.at_checkout().await;
    assert!(page.says("Complete the address to see how."), "{}", page.words());
    assert!(!page.says("does not deliver") && !page.says("State courier"), "{}", page.words());
    let elsewhere = filled(&page, GOOD_CARD).with("region", "OR").with("postal_code", "97201");
    let refused = browser.post(&elsewhere.with("do", "update")).await;
    assert!(refused.says("does not deliver to United States"), "{}", refused.words());
    let there = browser.post(&filled(&page, GOOD_CARD).with("region", "NC").with("do", "update")).await;
    assert!(there.says("State courier") && !there.says("does not deliver"), "{}", there.words());
    let number = number_of(&browser.post(&filled(&there, GOOD_CARD).with("region", "NC")).await);
    assert_eq!(shop.order(&number).await.vendor_orders[0].shipping, 500);
    shop.market.close().await;
}
