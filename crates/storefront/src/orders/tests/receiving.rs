//! The road of a parcel on its buyer's page, and what the buyer says of it.

use axum::http::StatusCode;
use souk_domain::order::OrderStatus;
use souk_domain::shipment::ShipmentStatus;
use souk_testkit::market::Notice;

use crate::tests::rig::{GOOD_CARD, Shop, filled, number_of};

#[tokio::test]
async fn a_buyer_follows_a_parcel_misses_it_and_has_it_after_all() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    let path = format!("/o/{number}");
    let (received, missed) = (format!("{path}/received"), format!("{path}/not-received"));
    let asks = |html: &str| (html.contains(&received), html.contains(&missed));

    let before = browser.get(&path).await;
    assert_eq!(asks(&before.html), (false, false), "nothing was sent yet");
    let order = shop.order(&number).await;
    let parcel = shop.market.ship(&order.vendor_orders[0], &[]).await.unwrap();
    let tracking = parcel.tracking_number.clone().unwrap();
    let packed = browser.get(&path).await;
    assert!(packed.says(&tracking) && packed.says("Being prepared"), "{}", packed.words());
    assert!(packed.html.contains(&format!("https://www.ups.com/track?tracknum={tracking}")));
    assert_eq!(asks(&packed.html), (false, false), "it has not left");

    shop.market.track(parcel.id, ShipmentStatus::InTransit).await.unwrap();
    let moving = browser.get(&path).await;
    assert!(moving.says("With the carrier"), "{}", moving.words());
    assert_eq!(asks(&moving.html), (true, true));
    shop.market.tell_parcel(&Notice::of_parcel("e1", &tracking, "delivered")).await.unwrap();
    let arrived = browser.get(&path).await;
    assert!(arrived.says("If you say nothing"), "{}", arrived.words());

    let told = browser.submit(&arrived.form(&missed)).await;
    assert!(told.says("The seller has been asked") && told.says("It arrived after all"), "{}", told.words());
    assert_eq!(asks(&told.html), (true, false));
    // a stranger can neither say so nor see it
    let mut stranger = browser.stranger();
    let token = stranger.token().await;
    let theirs = stranger.post(&told.form(&received).with("csrf", &token)).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    assert_eq!(shop.order(&number).await.vendor_orders[0].status, OrderStatus::Delivered);

    let done = browser.submit(&told.form(&received)).await;
    assert_eq!(asks(&done.html), (false, false));
    let order = shop.order(&number).await;
    let statuses: Vec<_> = order.vendor_orders.iter().map(|part| part.status).collect();
    assert_eq!(statuses, [OrderStatus::Confirmed, OrderStatus::Processing]);
    // sent once more, from another tab: the page says how it stands
    let again = browser.submit(&told.form(&received)).await;
    assert_eq!(again.status, StatusCode::OK);
    let odd = browser.post(&told.form(&received).with("vendor_order", "vord_1")).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
    shop.market.close().await;
}

#[tokio::test]
async fn each_parcel_of_a_seller_has_its_own_road() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    let order = shop.order(&number).await;
    let mugs = &order.vendor_orders[0];
    let line = mugs.lines[0].id;
    let first = shop.market.ship(mugs, &[(line, 1)]).await.unwrap();
    shop.market.track(first.id, ShipmentStatus::InTransit).await.unwrap();
    shop.market.track(first.id, ShipmentStatus::Lost).await.unwrap();
    shop.market.ship(mugs, &[(line, 1)]).await.unwrap();
    let page = browser.get(&format!("/o/{number}")).await;
    for words in ["Parcel 1", "Lost on the way", "Parcel 2", "Being prepared"] {
        assert!(page.says(words), "{words}: {}", page.words());
    }
    shop.market.close().await;
}
