//! Writing to the market, and choosing a country, as a browser without script does it.

use axum::http::StatusCode;
use souk_market::{
    Actor,
    notifications::{self, KeptLetter},
    settings,
};

use crate::tests::rig::Shop;

async fn shop_with_contact() -> Shop {
    let shop = Shop::open().await;
    let named = shop.market.app.write(Actor::Operator, |ctx| {
        Box::pin(async move {
            let market =
                settings::Market { contact: "help@souk.example".to_owned(), ..settings::load(ctx).await? };
            settings::save(ctx, &market).await
        })
    });
    named.await.unwrap();
    shop
}

async fn mails(shop: &Shop) -> Vec<KeptLetter> {
    notifications::list_letters(&shop.market.app).await.unwrap()
}

#[tokio::test]
async fn a_message_becomes_a_mail_that_answers_its_writer_once() {
    let shop = shop_with_contact().await;
    let mut browser = shop.browser();
    let page = browser.get("/contact").await;
    let form = page
        .form("/contact")
        .with("name", "Maya")
        .with("email", "maya@example.org")
        .with("order", "s-7k2m-9qxt")
        .with("words", "Where is <my> mug?");
    for _ in 0..2 {
        let sent = browser.submit(&form).await;
        assert!(sent.says("Thank you. Your message is with us."), "{}", sent.words());
    }
    let mails = mails(&shop).await;
    assert_eq!(mails.len(), 1, "the same words twice are one mail");
    let told = &mails[0];
    assert_eq!(
        (told.recipient.as_str(), told.reply_to.as_deref()),
        ("help@souk.example", Some("maya@example.org"))
    );
    shop.market.close().await;
}

#[tokio::test]
async fn what_cannot_be_sent_comes_back_with_what_was_typed() {
    let shop = shop_with_contact().await;
    let mut browser = shop.browser();
    let form = browser.get("/contact").await.form("/contact").with("email", "maya").with("order", "12");
    let back = browser.post(&form.with("words", "Where is it?")).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["Enter your name.", "An e-mail address looks like", "An order number looks like", "Where is it?"]
    {
        assert!(back.says(words), "{words}: {}", back.words());
    }
    assert!(back.html.contains("value=\"maya\"") && mails(&shop).await.is_empty());
    shop.market.close().await;
}

#[tokio::test]
async fn a_machine_is_stopped_and_its_words_are_kept() {
    let shop = shop_with_contact().await;
    let mut browser = shop.browser();
    let form =
        browser.get("/contact").await.form("/contact").with("name", "M").with("email", "m@example.org");
    for number in 0..5 {
        let sent = browser.post(&form.clone().with("words", &format!("Number {number}"))).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    let stopped = browser.post(&form.with("words", "One more")).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(stopped.says("One more") && stopped.says("please send it in an hour"), "{}", stopped.words());
    assert_eq!(mails(&shop).await.len(), 5);
    shop.market.close().await;
}

#[tokio::test]
async fn a_market_that_named_no_contact_has_no_form() {
    let shop = Shop::open().await;
    let page = shop.browser().get("/contact").await;
    assert!(page.says("has not said yet") && page.forms().iter().all(|form| form.action != "/contact"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_country_is_chosen_and_kept() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let form = browser.get("/country?back=%2Fcart").await.form("/country");
    assert_eq!(form.value("back"), Some("/cart"));
    let led = browser.post(&form.clone().with("country", "CA")).await;
    assert_eq!((led.status, led.leads_to()), (StatusCode::SEE_OTHER, "/cart"));
    assert_eq!(browser.cookie("souk_dev_country"), Some("CA"));
    browser.add(shop.mug, 1).await;
    assert!(browser.get("/cart").await.says("Delivery and tax as for Canada."));
    let checkout = browser.get("/checkout").await;
    assert!(checkout.says("Province") && checkout.says("Postal code"), "{}", checkout.words());
    let away = browser.post(&form.with("country", "US").with("back", "//elsewhere.example")).await;
    assert_eq!(away.leads_to(), "/");
    shop.market.close().await;
}

#[tokio::test]
async fn buying_now_leads_to_checkout_with_the_thing() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let token = browser.token().await;
    let form = crate::tests::browser::SentForm {
        action: "/cart/lines".to_owned(),
        fields: vec![
            ("csrf".to_owned(), token),
            ("variant".to_owned(), shop.mug.to_string()),
            ("quantity".to_owned(), "2".to_owned()),
            ("go".to_owned(), "buy".to_owned()),
        ],
    };
    let led = browser.post(&form).await;
    assert_eq!((led.status, led.leads_to()), (StatusCode::SEE_OTHER, "/checkout"));
    assert!(browser.follow(led).await.says("Your order"));
    shop.market.close().await;
}

#[tokio::test]
async fn who_is_signed_in_is_not_asked_who_writes() {
    let shop = shop_with_contact().await;
    let mut browser = shop.browser();
    crate::tests::rig::register(&mut browser, "Maya").await;
    let page = browser.get("/contact").await;
    assert_eq!((page.value("name"), page.value("email")), ("Maya".to_owned(), "maya@example.org".to_owned()));
    assert_eq!(browser.stranger().get("/contact").await.value("name"), "");
    shop.market.close().await;
}
