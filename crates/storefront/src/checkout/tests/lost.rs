//! Finding an order again: on another device, without its link.

use axum::http::StatusCode;
use souk_market::notifications;

use crate::tests::browser::{Browser, Page};
use crate::tests::rig::{GOOD_CARD, PASSWORD, Shop, filled, number_of};

const SENT: &str = "a letter with the link is on its way";

/// Asks for the link of an order.
async fn ask(browser: &mut Browser, number: &str, email: &str) -> Page {
    let form = browser.get("/order-lookup").await.form("/order-lookup");
    browser.submit(&form.with("number", number).with("email", email)).await
}

/// The links that were sent, the newest first, as paths.
async fn links(shop: &Shop) -> Vec<String> {
    shop.market.settle().await;
    let letters = notifications::list_letters(&shop.market.app).await.unwrap();
    let subjects = letters.into_iter().map(|letter| letter.words.subject);
    subjects
        .filter_map(|subject| Some(format!("/o/{}", subject.strip_prefix("link to ")?.split_once("/o/")?.1)))
        .collect()
}

#[tokio::test]
async fn number_and_address_send_a_fresh_link_and_tell_nothing() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    assert!(
        page.html.contains("href=\"/order-lookup\"")
            || browser.get("/").await.html.contains("href=\"/order-lookup\"")
    );
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    let mut phone = browser.stranger();
    let lost = phone.get(&format!("/o/{number}")).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert_eq!(lost.value("number"), number);
    assert!(lost.html.contains(&format!("/login?next=%2Fo%2F{number}")), "{}", lost.words());

    // what does not belong together is answered alike, and sends nothing
    for (number, email) in [(number.as_str(), "eve@example.org"), ("S-0000-0000", "maya@example.org")] {
        assert!(ask(&mut phone, number, email).await.says(SENT));
    }
    assert_eq!(links(&shop).await, Vec::<String>::new());
    // as it is pasted, in another case
    let typed = number.to_lowercase().replace('-', "\u{2013}");
    let told = ask(&mut phone, &format!("\u{a0}{typed}\u{200b}"), "MAYA@example.org").await;
    assert!(told.says(SENT), "{}", told.words());
    let sent = links(&shop).await;
    let opened = phone.get(&sent[0]).await;
    let order = phone.follow(opened).await;
    assert!(order.status == StatusCode::OK && order.says(&number), "{}", order.words());

    let wrong = ask(&mut phone, "12", "maya at example").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.says("An order number looks like") && wrong.says("An e-mail address looks like"),
        "{}",
        wrong.words()
    );
    shop.market.close().await;
}

#[tokio::test]
async fn one_address_is_sent_few_letters_in_an_hour() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    let mut phone = browser.stranger();
    for _ in 0..8 {
        assert!(ask(&mut phone, &number, "maya@example.org").await.says(SENT), "the same answer");
    }
    assert_eq!(links(&shop).await.len(), 5);
    shop.market.close().await;
}

#[tokio::test]
async fn the_link_of_an_accounts_order_opens_it_and_its_number_alone_leads_to_the_door() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD).with("password", PASSWORD)).await);
    let mut phone = browser.stranger();
    assert!(ask(&mut phone, &number, "maya@example.org").await.says(SENT));
    let link = links(&shop).await.remove(0);
    let asks = phone.get(&format!("/o/{number}")).await;
    let door = format!("/login?next=%2Fo%2F{number}");
    assert!(asks.status == StatusCode::NOT_FOUND && asks.html.contains(&door), "{}", asks.words());
    let login =
        phone.get(&door).await.form("/login").with("login", "maya@example.org").with("password", PASSWORD);
    let entered = phone.post(&login).await;
    assert_eq!(entered.leads_to(), format!("/o/{number}"));
    let order = phone.follow(entered).await;
    assert!(order.says(&number), "{}", order.words());
    // and the link opens it to who is not signed in
    let mut other = phone.stranger();
    let led = other.get(&link).await;
    assert!(other.follow(led).await.says(&number));
    shop.market.close().await;
}
