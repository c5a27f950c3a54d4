//! Buying with an account, and becoming one on the way.

use axum::http::StatusCode;
use souk_testkit::market::Good;

use super::{PASSWORD, register, sign_in};
use crate::tests::rig::{GOOD_CARD, Shop, filled, number_of};

#[tokio::test]
async fn a_guest_becomes_an_account_with_the_order() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    assert!(page.html.contains("/login?next=%2Fcheckout"), "there is a way in for who has an account");
    let common = browser.post(&filled(&page, GOOD_CARD).with("password", "password1")).await;
    assert_eq!(common.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(common.says("among the first that are tried"), "{}", common.words());
    assert_eq!(common.value("street"), "418 Foster Street");
    let placed = browser.post(&filled(&common, GOOD_CARD).with("password", PASSWORD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    assert!(!order.says("Keep this order in an account"));
    browser.forget("souk_dev_orders");
    assert_eq!(browser.get(&format!("/o/{number}")).await.status, StatusCode::OK, "by the account alone");
    let orders = browser.get("/account/orders").await;
    assert!(orders.says(&number), "{}", orders.words());
    assert!(browser.get("/account/addresses").await.says("418 Foster Street"));
    assert!(browser.get("/cart").await.says("empty") || browser.cookie("souk_dev_cart").is_none());

    let mut stranger = browser.stranger();
    register(&mut stranger, "Bea").await;
    assert_eq!(stranger.get(&format!("/o/{number}")).await.status, StatusCode::NOT_FOUND);
    assert!(!stranger.get("/account/orders").await.says(&number));

    let again = browser.submit(&orders.form(&format!("/o/{number}/cart"))).await;
    assert!(again.html.contains("id=\"cart\"") && browser.cookie("souk_dev_cart").is_some());
    let page = browser.get("/checkout").await;
    assert_eq!(page.value("email"), "maya@example.org");
    assert_eq!(page.value("street"), "418 Foster Street");
    shop.market.close().await;
}

#[tokio::test]
async fn an_address_that_has_an_account_is_told_and_nothing_is_ordered() {
    let shop = Shop::open().await;
    let mut owner = shop.browser();
    register(&mut owner, "Maya").await;
    let (mut browser, page) = shop.at_checkout().await;
    let form = filled(&page, GOOD_CARD).with("password", "another quiet otter");
    let taken = browser.post(&form).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.says("An account has that e-mail address"), "{}", taken.words());
    assert_eq!(taken.value("city"), "Durham");
    assert!(browser.cookie("souk_dev_session").is_none());
    shop.market.close().await;
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_account_and_one_order() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let mut tab = browser.tab();
    let form = filled(&page, GOOD_CARD).with("password", PASSWORD);
    let number = number_of(&browser.post(&form).await);
    let second = tab.post(&form).await;
    assert_eq!(second.leads_to(), "/account/orders");
    let orders = tab.follow(second).await;
    assert_eq!(orders.html.matches("class=\"panel placed\"").count(), 1);
    assert!(orders.says(&number), "{}", orders.words());
    shop.market.close().await;
}

#[tokio::test]
async fn a_guests_order_is_kept_with_one_password() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, GOOD_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    let form = order.form(&format!("/o/{number}/account"));
    let wrong = browser.post(&form.clone().with("password", "password1")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("among the first that are tried") && wrong.says(&number), "{}", wrong.words());
    let mut stranger = browser.stranger();
    let token = stranger.token().await;
    let theft = stranger.post(&form.clone().with("csrf", &token).with("password", PASSWORD)).await;
    assert_eq!(theft.status, StatusCode::NOT_FOUND);
    let kept = browser.submit(&form.with("password", PASSWORD)).await;
    assert!(!kept.says("Keep this order in an account"), "{}", kept.words());
    assert!(browser.get("/account/orders").await.says(&number));
    assert!(browser.get("/account").await.says("Hello, Maya"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_guests_cart_comes_along_when_its_owner_signs_in() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let made = register(&mut browser, "Maya").await;
    let account = browser.follow(made).await;
    browser.submit(&account.form("/logout")).await;
    browser.add(shop.mug, 2).await;
    assert_eq!(sign_in(&mut browser, "maya", PASSWORD).await.leads_to(), "/account");
    let mut other = browser.stranger();
    sign_in(&mut other, "maya", PASSWORD).await;
    assert!(other.get("/cart").await.html.contains("class=\"item"), "the same cart in another browser");
    shop.market.close().await;
}

#[tokio::test]
async fn a_long_history_is_turned_page_by_page() {
    let shop = Shop::open().await;
    let paper = shop.market.vendor("Paper Lane").await;
    let card = shop.market.sell(paper, Good::new(400, 20)).await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    let mut numbers = Vec::new();
    for _ in 0..12 {
        browser.add(card, 1).await;
        let page = browser.get("/checkout").await;
        numbers.push(number_of(&browser.post(&filled(&page, GOOD_CARD)).await));
        // orders of one moment stand by their ids: the pages must hold then too
        if numbers.len() % 3 == 0 {
            shop.market.clock.advance(jiff::SignedDuration::from_hours(1));
        }
    }
    let mut seen = Vec::new();
    let mut page = browser.get("/account/orders").await;
    assert!(page.says("12 orders") && page.says("1–10 of 12") && !page.says("Previous"), "{}", page.words());
    loop {
        for part in page.html.split("class=\"panel placed\"").skip(1) {
            let number = numbers.iter().find(|number| part.contains(number.as_str()));
            seen.push(number.expect("an order of hers").clone());
        }
        let Some((_, rest)) = page.html.split_once("href=\"/account/orders?after=") else { break };
        let older =
            format!("/account/orders?after={}", rest.split_once('"').unwrap().0).replace("&#38;", "&");
        page = browser.get(&older).await;
        assert_eq!(page.status, StatusCode::OK, "{older}");
    }
    assert!(
        page.says("Previous 11–12 of 12") && !page.html.contains("rel=\"next\""),
        "a way back: {}",
        page.words()
    );
    assert_eq!(seen.len(), 12);
    assert_eq!(seen.iter().collect::<std::collections::BTreeSet<_>>().len(), 12, "each once");
    let newest_first: Vec<_> =
        seen.chunks(3).map(|hour| hour.iter().collect::<std::collections::BTreeSet<_>>()).collect();
    let placed: Vec<_> = numbers.chunks(3).rev().map(|hour| hour.iter().collect()).collect();
    assert_eq!(newest_first, placed);

    let mut stranger = browser.stranger();
    register(&mut stranger, "Bea").await;
    assert!(!stranger.get("/account/orders").await.html.contains("class=\"panel placed\""));
    shop.market.close().await;
}

#[tokio::test]
async fn signing_out_leaves_no_order_behind() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, GOOD_CARD)).await;
    let guests = number_of(&placed);
    assert_eq!(browser.get(&format!("/o/{guests}")).await.status, StatusCode::OK);
    register(&mut browser, "Maya").await;
    browser.add(shop.mug, 1).await;
    let page = browser.get("/checkout").await;
    let placed = browser.post(&filled(&page, GOOD_CARD)).await;
    let own = number_of(&placed);
    let tokens = browser.cookie("souk_dev_orders").unwrap_or_default().split('.').count();
    assert_eq!(tokens, 1, "an account's order opens by its account alone");
    assert!(browser.get(&format!("/o/{own}")).await.says("Thank you"));

    let account = browser.get("/account").await;
    browser.submit(&account.form("/logout")).await;
    for number in [&guests, &own] {
        assert_eq!(browser.get(&format!("/o/{number}")).await.status, StatusCode::NOT_FOUND);
    }
    shop.market.close().await;
}

#[tokio::test]
async fn who_leaves_with_an_order_under_way_is_warned_and_sees_it_by_its_link() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    let calm = browser.get("/account/data").await;
    assert!(!calm.says("under way"), "{}", calm.words());
    browser.add(shop.mug, 1).await;
    let page = browser.get("/checkout").await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    let warned = browser.get("/account/data").await;
    assert!(warned.says("One order is still under way."), "{}", warned.words());
    let gone = browser.post(&warned.form("/account/data").with("current_password", PASSWORD)).await;
    assert!(gone.leads_to().starts_with("/login"), "{}", gone.words());

    let order = shop.order(&number).await;
    let link = souk_market::orders::guest_link(&shop.market.app, &order);
    let path = link.strip_prefix(shop.market.app.public_url()).unwrap();
    let mut elsewhere = browser.stranger();
    let led = elsewhere.get(path).await;
    let shown = elsewhere.follow(led).await;
    assert!(shown.status == StatusCode::OK && shown.says(&number), "{}", shown.words());
    shop.market.close().await;
}

#[tokio::test]
async fn an_address_where_a_form_failed_can_be_opened_again() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, GOOD_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    let join = order.form(&format!("/o/{number}/account")).with("password", "short");
    assert_eq!(browser.post(&join).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for own in ["account", "cancel", "cart"] {
        let back = browser.get(&format!("/o/{number}/{own}")).await;
        assert_eq!(back.leads_to(), format!("/o/{number}"), "{own}");
    }
    for own in ["/cart/lines", "/cart/lines/cline_0190f3c2a", "/cart/sellers/vend_1"] {
        assert_eq!(browser.get(own).await.leads_to(), "/cart", "{own}");
    }
    shop.market.close().await;
}
