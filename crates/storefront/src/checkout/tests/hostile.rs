//! Forms that no page of ours would send.

use axum::http::StatusCode;

use crate::tests::rig::{DECLINED_CARD, GOOD_CARD, Shop, filled, number_of};

#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let form = filled(&page, DECLINED_CARD);
    assert_eq!(browser.post(&form.clone().without("csrf")).await.status, StatusCode::FORBIDDEN);
    let mut stranger = browser.stranger();
    let foreign = stranger.token().await;
    assert_eq!(browser.post(&form.clone().with("csrf", &foreign)).await.status, StatusCode::FORBIDDEN);
    let placed = browser.post(&form).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    for action in [format!("/o/{number}"), format!("/o/{number}/cancel")] {
        let form = order.form(&action).without("csrf");
        assert_eq!(browser.post(&form).await.status, StatusCode::FORBIDDEN, "{action}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn another_ones_order_does_not_exist() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, DECLINED_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;

    let mut stranger = browser.stranger();
    let token = stranger.token().await;
    for path in [
        format!("/o/{number}"),
        format!("/o/{number}/return"),
        "/o/S-0000-0000".to_owned(),
        "/o/x".to_owned(),
    ] {
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for token in ["", "otk_00000000000000000000000000", "otk_x", "%00"] {
        let path = format!("/o/{number}?token={token}");
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND, "{token}");
    }
    let pay = order.form(&format!("/o/{number}"));
    let pay = pay.with("number", GOOD_CARD).with("exp", "12/34").with("cvc", "735");
    for form in [pay, order.form(&format!("/o/{number}/cancel"))] {
        let form = form.with("csrf", &token);
        assert_eq!(stranger.post(&form).await.status, StatusCode::NOT_FOUND, "{}", form.action);
    }
    // the browser that placed it, without its cookie
    browser.forget("souk_dev_orders");
    assert_eq!(browser.get(&format!("/o/{number}")).await.status, StatusCode::NOT_FOUND);
    shop.market.close().await;
}

#[tokio::test]
async fn long_and_strange_texts_come_back_as_what_they_are() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let evil = "\"><script>alert(1)</script>";
    for (name, value) in [
        ("name", "x".repeat(10_000)),
        ("street", "a\u{7}b\u{1b}[31m".to_owned()),
        ("email", format!("{}@example.org", "x".repeat(10_000))),
        ("line2", evil.repeat(50)),
        ("city", "D\nurham\u{7f}".to_owned()),
        ("postal_code", "9".repeat(10_000)),
        ("country", "ZZ".to_owned()),
        ("country", evil.to_owned()),
        ("region", evil.to_owned()),
        ("number", "4".repeat(10_000)),
        ("exp", "é/é".to_owned()),
        ("cvc", evil.to_owned()),
        ("pay", "gold".to_owned()),
        ("pay", "none".to_owned()),
    ] {
        let sent = browser.post(&filled(&page, GOOD_CARD).with(name, &value)).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {}", sent.words());
        assert!(!sent.html.contains("<script>alert") && sent.says("Please fix"), "{name}: {}", sent.words());
    }
    assert_eq!(shop.market.bank.kept_in_all().await, 0);
    shop.market.close().await;
}

#[tokio::test]
async fn fields_that_are_not_typed_are_refused_when_they_are_wrong() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let form = filled(&page, GOOD_CARD);
    for form in [
        form.clone().with("expected_total", "a lot"),
        form.clone().with("idempotency_key", ""),
        form.clone().with("idempotency_key", &"k".repeat(500)),
        form.clone().with("colour", "red"),
        form.clone().with("delivery-me", "ship_1"),
        form.clone().without("expected_total"),
    ] {
        assert_eq!(browser.post(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // a total that was made up is no total
    let cheap = browser.post(&form.clone().with("expected_total", "1")).await;
    assert_eq!(cheap.status, StatusCode::CONFLICT);
    // a way of delivery that is another seller's, or nobody's
    let name = form.fields.iter().map(|(name, _)| name).find(|name| name.starts_with("delivery-")).unwrap();
    let strange = browser.post(&form.clone().with(name, "ship_00000000000000000000000000")).await;
    assert!(strange.status.is_client_error(), "{}", strange.status);
    assert!(strange.says("This way of delivery is not offered any more."), "{}", strange.words());
    assert_eq!(shop.market.bank.kept_in_all().await, 0);
    shop.market.close().await;
}

#[tokio::test]
async fn checkout_without_a_cart_leads_to_the_cart() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    assert_eq!(browser.get("/checkout").await.leads_to(), "/cart");
    let (_, page) = shop.at_checkout().await;
    let token = browser.token().await;
    let sent = browser.post(&filled(&page, GOOD_CARD).with("csrf", &token)).await;
    assert_eq!(sent.leads_to(), "/cart");
    shop.market.close().await;
}
