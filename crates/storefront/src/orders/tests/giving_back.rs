//! What a buyer does with an order that is paid, by plain forms.

use axum::http::StatusCode;
use souk_domain::order::OrderStatus;
use souk_domain::shipment::ShipmentStatus;

use souk_testkit::browser::SentForm;

use crate::tests::rig::{GOOD_CARD, Shop, TOTAL, filled, number_of};

const PICTURE: &[u8] = include_bytes!("../../../../server/demo/pictures/mug-teal.webp");

/// Sends all that was bought, and lets it arrive.
async fn deliver(shop: &Shop, number: &str) {
    let order = shop.order(number).await.id;
    for parcel in shop.market.ship_all(order).await {
        shop.market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
}

#[tokio::test]
async fn what_arrived_is_returned_and_reviewed_by_plain_forms() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    let (returns, review) = (format!("/o/{number}/returns"), format!("/o/{number}/review"));
    assert!(browser.get(&returns).await.says("Nothing of this order can be returned now"));
    assert!(browser.get(&review).await.says("Nothing of this order waits for a review"));
    assert!(!browser.get(&format!("/o/{number}")).await.html.contains(&returns));
    deliver(&shop, &number).await;
    let order = browser.get(&format!("/o/{number}")).await;
    assert!(order.html.contains(&returns) && order.html.contains(&review), "{}", order.words());

    let line = shop.order(&number).await.vendor_orders[0].lines[0].clone();
    let page = browser.get(&returns).await;
    let form = page.form(&returns).with("line", &line.id.to_string()).with("reason", "damaged");
    for (quantity, words) in [("9", "can go back still"), ("some", "Type how many"), ("0", "At least 1")] {
        let wrong = browser.post(&form.clone().with("quantity", quantity)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says(words), "{quantity}: {}", wrong.words());
        assert_eq!(wrong.value("quantity"), quantity);
    }
    let mut stranger = browser.stranger();
    let token = stranger.token().await;
    let theft = stranger.post(&form.clone().with("csrf", &token)).await;
    assert_eq!(theft.status, StatusCode::NOT_FOUND);
    let asked = browser.submit(&form.with("words", "<b>broken</b>")).await;
    assert!(asked.says("Return asked for") && asked.says(&line.name), "{}", asked.words());
    assert!(!asked.says("You told us that it did not arrive"), "{}", asked.words());

    let page = browser.get(&review).await;
    let form = page.form(&review).with("line", &line.id.to_string()).with("rating", "4");
    let odd = browser.post(&form.clone().with("rating", "6")).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.submit(&form.clone().with("comment", "Sits <i>well</i> in the hand.")).await;
    let again = browser.post(&form).await;
    assert!(again.says("You have reviewed this already"), "{}", again.words());
    let product = browser.get(&format!("/p/{}", line.product_slug)).await;
    assert!(product.says("4.0 of 5 stars, 1 review") && product.says("Maya L."), "{}", product.words());
    assert!(!product.html.contains("<i>well</i>"), "it is escaped");
    shop.market.close().await;
}

/// Photographs of a return as a plain form sends them: those that are none are named, the others stay, and only its buyer sees them.
#[tokio::test]
async fn what_goes_back_is_photographed_by_a_plain_form() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    deliver(&shop, &number).await;
    let returns = format!("/o/{number}/returns");
    let line = shop.order(&number).await.vendor_orders[0].lines[0].id.to_string();
    let asked = browser.get(&returns).await.form(&returns).with("line", &line).with("reason", "damaged");
    let order = browser.submit(&asked).await;
    assert!(order.says("up to 8 more"), "{}", order.words());
    let of_photos = |form: &SentForm| form.action.ends_with("/photos");
    let form = order.forms().into_iter().find(of_photos).expect("a form for photographs");

    let none = browser.post_files(&form, "files", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent: [(&str, &[u8]); 2] = [("mug.webp", PICTURE), ("bill.pdf", b"%PDF-1.7")];
    let mixed = browser.post_files(&form, "files", &sent).await;
    assert_eq!(mixed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mixed.says("bill.pdf:") && mixed.html.contains("Your photograph 1"), "{}", mixed.words());
    let many: Vec<(&str, &[u8])> = vec![("mug.webp", PICTURE); 8];
    let full = browser.post_files(&form, "files", &many).await;
    assert!(full.says("A return has at most 8 photographs."), "{}", full.words());
    let order = browser.get(&format!("/o/{number}")).await;
    assert!(!order.forms().iter().any(of_photos), "it has as many as it takes");
    let photo =
        order.html.split("href=\"").find(|href| href.starts_with(&form.action)).expect("a photograph");
    let photo = photo.split('"').next().unwrap();
    let mut stranger = browser.stranger();
    assert_eq!(stranger.get(photo).await.status, StatusCode::NOT_FOUND);
    let token = stranger.token().await;
    let theft = stranger.post_files(&form.with("csrf", &token), "files", &[("mug.webp", PICTURE)]).await;
    assert_eq!(theft.status, StatusCode::NOT_FOUND);
    shop.market.close().await;
}

#[tokio::test]
async fn a_paid_order_is_called_off_while_nothing_is_sent() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, GOOD_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    assert!(order.says("your money goes back the way it came"), "{}", order.words());
    let ended = browser.submit(&order.form(&format!("/o/{number}/cancel"))).await;
    assert!(ended.says("This order is cancelled") && ended.says("on its way back"), "{}", ended.words());
    shop.market.deliver().await;
    let now = shop.order(&number).await;
    assert_eq!((now.status, now.payment.refunded), (OrderStatus::Cancelled, TOTAL));
    let shown = browser.get(&format!("/o/{number}")).await;
    assert!(shown.says("Refunded"), "{}", shown.words());
    shop.market.close().await;
}
