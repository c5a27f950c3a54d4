//! Links by mail that work, and two people who want one name.

use axum::http::StatusCode;
use souk_domain::tax::TaxClassCode;
use souk_market::{Actor, accounts, notifications, tax};
use souk_testkit::Market;

use super::{PASSWORD, register, sign_in};
use crate::tests::browser::at_the_shop;
use crate::tests::rig::Shop;

/// What the newest link to a reader carries: the letters of tests say it in their subject.
async fn mailed(market: &Market, reader: &str) -> String {
    market.settle().await;
    let letters = notifications::list_letters(&market.app);
    let letters = letters.await.unwrap();
    let newest = letters.iter().filter(|letter| letter.recipient == reader);
    let mut links = newest.filter_map(|letter| letter.words.subject.split_once('='));
    links.next().unwrap().1.to_owned()
}

#[tokio::test]
async fn an_address_is_proven_by_the_button_behind_the_link() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    assert!(browser.get("/account").await.says("Confirm your e-mail address by the link we sent"));
    let link = mailed(&shop.market, "maya@example.org").await;
    let kept = browser.get(&format!("/verify?token={link}")).await;
    assert_eq!(kept.leads_to(), "/verify", "the token does not stay in the address");
    let page = browser.follow(kept).await;
    assert!(!page.html.contains(&link), "nor does it stand on the page");
    let other = browser.tab();
    let done = browser.submit(&page.form("/verify")).await;
    assert!(
        done.says("Your e-mail address is confirmed") && !done.says("by the link we sent"),
        "{}",
        done.words()
    );
    let mut other = other;
    let again = other.post(&page.form("/verify")).await;
    assert!(again.says("This link does not work"), "it counts once: {}", again.words());
    shop.market.close().await;
}

#[tokio::test]
async fn who_reads_the_letter_of_a_stranger_sees_whose_account_it_is_and_gives_nothing_away() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    let link = mailed(&shop.market, "maya@example.org").await;
    let mut reader = browser.stranger();
    let kept = reader.get(&format!("/verify?token={link}")).await;
    let page = reader.follow(kept).await;
    assert!(page.says("This link belongs to the account") && page.html.contains("maya"), "{}", page.words());
    assert!(page.says("close this page: nothing happens"), "{}", page.words());
    let pressed = reader.post(&page.form("/verify")).await;
    assert_eq!(pressed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(pressed.says("Sign in to it, or enter its password"), "{}", pressed.words());
    let guessed = reader.post(&pressed.form("/verify").with("current_password", "five brown oxen")).await;
    assert_eq!(guessed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.get("/account").await.says("by the link we sent"), "nothing is proven");
    let known = reader.post(&guessed.form("/verify").with("current_password", PASSWORD)).await;
    assert!(known.leads_to().starts_with("/login"), "{}", known.words());
    assert!(!browser.get("/account").await.says("by the link we sent"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_and_every_session_ends() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    let mut lost = browser.stranger();
    let asked = lost.get("/forgot").await.form("/forgot").with("email", "maya@example.org");
    lost.submit(&asked).await;
    let link = mailed(&shop.market, "maya@example.org").await;
    let kept = lost.get(&format!("/reset?token={link}")).await;
    let page = lost.follow(kept).await;
    let common = lost.post(&page.form("/reset").with("password", "password1")).await;
    assert_eq!(common.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(common.says("among the first that are tried"), "{}", common.words());
    let done = lost.submit(&common.form("/reset").with("password", "eight loud herons")).await;
    assert!(done.status.is_success(), "{}", done.words());
    assert!(browser.get("/account").await.leads_to().starts_with("/login"), "the old session has ended");
    let mut third = browser.stranger();
    assert_eq!(sign_in(&mut third, "maya", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign_in(&mut third, "maya", "eight loud herons").await.leads_to(), "/account");
    shop.market.close().await;
}

#[tokio::test]
async fn of_two_who_want_one_name_at_once_one_gets_it_and_the_other_is_told() {
    let shop = Shop::open().await;
    let (mut one, mut two) = (shop.browser(), shop.browser());
    let wish = |email: &str| {
        let fields = [("first_name", "Maya"), ("last_name", "Lindqvist"), ("username", "maya")];
        let rest = [("email", email.to_owned()), ("password", PASSWORD.to_owned())];
        let fields = fields.map(|(name, value)| (name, value.to_owned())).into_iter().chain(rest);
        fields.map(|(name, value)| (name.to_owned(), value)).collect::<Vec<_>>()
    };
    let (mut first, mut second) =
        (one.get("/register").await.form("/register"), two.get("/register").await.form("/register"));
    for (form, email) in [(&mut first, "maya@example.org"), (&mut second, "maya@example.com")] {
        for (name, value) in wish(email) {
            *form = form.clone().with(&name, &value);
        }
    }
    let (first, second) = tokio::join!(one.post(&first), two.post(&second));
    let (won, told) = if first.status == StatusCode::SEE_OTHER { (first, second) } else { (second, first) };
    assert_eq!(won.leads_to(), "/account?done=registered");
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.html.contains("href=\"#username\""), "the field is named: {}", told.words());
    assert_eq!(told.value("username"), "maya", "what was typed stays");
    shop.market.close().await;
}

#[tokio::test]
async fn a_market_opens_with_the_tax_that_was_named_for_its_country_and_no_other() {
    for (typed, included, rules) in [("", "", vec![]), ("8,25 %", "yes", vec![("DE".to_owned(), 825, true)])]
    {
        let market = Market::open().await;
        let token = market.app.write(Actor::Operator, |ctx| Box::pin(accounts::begin_setup(ctx)));
        let link = token.await.unwrap().unwrap();
        let path = link[link.find("/setup").unwrap()..].to_owned();
        let mut browser = at_the_shop(&market.app);
        let kept = browser.get(&path).await;
        let page = browser.follow(kept).await;
        assert!(page.says("Sales tax or VAT") && page.value("tax").is_empty(), "{}", page.words());
        let form = page
            .form("/setup")
            .with("name", "Basar")
            .with("country", "DE")
            .with("currency", "EUR")
            .with("email", "ada@example.org")
            .with("password", PASSWORD);
        let odd = browser.post(&form.clone().with("tax", "a fifth")).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(odd.says("A rate is from 0 to 100"), "{}", odd.words());
        let form = if included.is_empty() { form } else { form.with("tax_included", included) };
        let opened = browser.submit(&form.with("tax", typed)).await;
        assert!(opened.says("The market is open"), "{}", opened.words());
        let due = market.app.read(Actor::Operator, |ctx| Box::pin(tax::rules(ctx)));
        let due = due.await.unwrap();
        let found: Vec<_> = due
            .zones
            .iter()
            .map(|zone| (zone.places[0].country.clone(), zone.rates[&TaxClassCode::default()], zone.included))
            .collect();
        assert_eq!((due.default_bps, found), (0, rules), "nobody else is taxed");
        market.close().await;
    }
}
