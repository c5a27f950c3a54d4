//! Coming to sell here, as a browser without script goes about it.

use axum::http::StatusCode;
use souk_domain::text::Email;
use souk_domain::vendor::MemberRole;
use souk_market::Actor;
use souk_market::accounts::{self, NewStaffInvitation};
use souk_market::joining::{self, NewInvitation};
use souk_market::vendors;

use crate::tests::rig::{Shop, register};

/// The path of the newest link of a kind that a reader was sent.
async fn mailed(shop: &Shop, reader: &str, page: &str) -> String {
    shop.market.settle().await;
    let letters = souk_market::notifications::list_letters(&shop.market.app).await.unwrap();
    let subjects = letters.into_iter().filter(|letter| letter.recipient == reader);
    let link = subjects.map(|letter| letter.words.subject).find(|subject| subject.contains(page)).unwrap();
    link[link.find(page).unwrap()..].to_owned()
}

#[tokio::test]
async fn somebody_applies_is_refused_mends_it_and_is_open() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let stranger = browser.get("/sell").await;
    assert!(!stranger.html.contains("name=\"shop\""), "nobody applies who is not signed in");
    register(&mut browser, "Maya").await;
    let unproven = browser.get("/sell").await;
    assert!(unproven.says("prove your e-mail address"), "{}", unproven.words());
    let link = mailed(&shop, "maya@example.org", "/verify?token=").await;
    let sent = browser.get(&link).await;
    let proof = browser.follow(sent).await;
    browser.submit(&proof.form("/verify")).await;

    let blank = browser.get("/sell").await;
    assert_eq!(blank.value("email"), "maya@example.org");
    let form = blank
        .form("/sell")
        .with("shop", "Maya's <b>Kiln</b>")
        .with("handle", "Not A Handle")
        .with("street", "418 Foster Street")
        .with("city", "Durham")
        .with("region", "NC")
        .with("postal_code", "27701")
        .with("do", "apply");
    let wrong = browser.post(&form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.value("street"), "418 Foster Street");
    assert!(wrong.html.contains("href=\"#handle\"") && wrong.html.contains("href=\"#sells\""));
    assert!(!wrong.html.contains("<b>Kiln"), "what was typed is text");
    let right = form.with("handle", "maya-kiln").with("sells", "Stoneware.");
    let waiting = browser.submit(&right).await;
    assert!(
        waiting.says("waits for the market") && !waiting.html.contains("name=\"shop\""),
        "{}",
        waiting.words()
    );
    assert_eq!(browser.get("/s/maya-kiln").await.status, StatusCode::NOT_FOUND);

    let app = &shop.market.app;
    let id = vendors::show_vendor_of_slug(app, Actor::Operator, "maya-kiln".to_owned()).await.unwrap().id;
    vendors::refuse_vendor(app, Actor::Operator, id, "Whose clay?".to_owned(), None).await.unwrap();
    let refused = browser.get("/sell").await;
    assert!(refused.says("Whose clay?"), "{}", refused.words());
    assert_eq!(refused.value("handle"), "maya-kiln");
    let again = refused
        .form("/sell")
        .with("sells", "Stoneware of our own clay.")
        .with("street", "418 Foster Street")
        .with("city", "Durham")
        .with("region", "NC")
        .with("postal_code", "27701")
        .with("do", "apply");
    browser.submit(&again).await;
    vendors::approve_vendor(app, Actor::Operator, id, None).await.unwrap();
    assert!(browser.get("/sell").await.html.contains("href=\"/s/maya-kiln\""));
    assert_eq!(browser.get("/s/maya-kiln").await.status, StatusCode::OK);
    shop.market.close().await;
}

#[tokio::test]
async fn an_invitation_leaves_the_address_and_is_taken_up_by_its_button_alone() {
    let shop = Shop::open().await;
    let kiln = shop.market.vendor("Potters").await;
    let app = &shop.market.app;
    let new = NewInvitation { email: Email::parse("ida@example.org").unwrap(), role: MemberRole::Manager };
    joining::invite_member(app, Actor::Operator, kiln, new).await.unwrap();
    let link = mailed(&shop, "ida@example.org", "/join?token=").await;
    let mut browser = shop.browser();
    let sent = browser.get(&link).await;
    assert_eq!(sent.leads_to(), "/join", "no token stays in the address");
    let asked = browser.get("/join").await;
    assert!(asked.says("Potters") && !asked.html.contains("token="), "{}", asked.words());
    register(&mut browser, "Ida").await;
    let asked = browser.get("/join").await;
    let early = browser.post(&asked.form("/join")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "the address is not proven yet");
    let proof = mailed(&shop, "ida@example.org", "/verify?token=").await;
    let sent = browser.get(&proof).await;
    let proof = browser.follow(sent).await;
    browser.submit(&proof.form("/verify")).await;
    let asked = browser.get("/join").await;
    let joined = browser.submit(&asked.form("/join")).await;
    assert!(joined.says("Potters"), "{}", joined.words());
    assert_eq!(vendors::list_members(app, Actor::Operator, kiln).await.unwrap().len(), 1);
    let dead = shop.browser().get("/join").await;
    assert_eq!(dead.status, StatusCode::UNPROCESSABLE_ENTITY);
    shop.market.close().await;
}

#[tokio::test]
async fn a_seller_who_is_away_says_so_and_sells_nothing() {
    let shop = Shop::open().await;
    let app = &shop.market.app;
    let found = vendors::show_vendor_of_slug(app, Actor::Operator, "kiln-fern".to_owned()).await.unwrap();
    let mut browser = shop.browser();
    browser.add(shop.mug, 1).await;
    let new = vendors::NewClosure {
        from: None,
        until: Some(app.now() + jiff::SignedDuration::from_hours(48)),
        notice: "We are at the fair.".to_owned(),
        expected_revision: None,
    };
    vendors::close_for_a_while(app, Actor::Operator, found.id, new, None).await.unwrap();
    let page = browser.get("/s/kiln-fern").await;
    assert!(page.says("is away until") && page.says("We are at the fair."), "{}", page.words());
    let cart = browser.get("/cart").await;
    assert!(cart.says("is away until"), "{}", cart.words());
    let more = browser.add(shop.mug, 1).await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
    shop.market.clock.advance(jiff::SignedDuration::from_hours(48));
    assert!(!browser.get("/s/kiln-fern").await.says("is away"), "it opens by time alone");
    assert!(!browser.get("/cart").await.says("is away"));
    shop.market.close().await;
}

#[tokio::test]
async fn somebody_without_an_account_joins_the_staff_and_sets_a_password() {
    let shop = Shop::open().await;
    let app = &shop.market.app;
    let ask = |email: &str| {
        let (role, department) = ("admin".to_owned(), "support".to_owned());
        let new = NewStaffInvitation { email: email.to_owned(), role, department };
        accounts::invite_staff(app, Actor::Operator, new)
    };
    ask("otto@example.org").await.unwrap();
    let link = mailed(&shop, "otto@example.org", "/staff/join?token=").await;
    let mut browser = shop.browser();
    let sent = browser.get(&link).await;
    let page = browser.follow(sent).await;
    assert!(page.says("Admin, Support") && page.says("otto@example.org"), "{}", page.words());
    let next = browser.post(&page.form("/staff/join")).await;
    assert!(next.leads_to().starts_with("/reset?token="), "{}", next.leads_to());
    let sent = browser.get(next.leads_to()).await;
    let reset = browser.follow(sent).await;
    browser.submit(&reset.form("/reset").with("password", "seven quiet otters")).await;
    let members = accounts::list_colleagues(app, Actor::Operator).await.unwrap();
    assert_eq!(members[0].email.as_deref(), Some("otto@example.org"));

    // who has an account signs in first
    register(&mut browser, "Maya").await;
    let verify = mailed(&shop, "maya@example.org", "/verify?token=").await;
    let sent = browser.get(&verify).await;
    let proof = browser.follow(sent).await;
    browser.submit(&proof.form("/verify")).await;
    ask("maya@example.org").await.unwrap();
    let link = mailed(&shop, "maya@example.org", "/staff/join?token=").await;
    let mut elsewhere = shop.browser();
    let sent = elsewhere.get(&link).await;
    let page = elsewhere.follow(sent).await;
    assert!(page.forms().iter().all(|form| form.action != "/staff/join"), "{}", page.words());
    let sent = browser.get(&link).await;
    let page = browser.follow(sent).await;
    assert_eq!(browser.post(&page.form("/staff/join")).await.leads_to(), "/admin");
    let dead = browser.get("/staff/join").await;
    assert_eq!(dead.status, StatusCode::UNPROCESSABLE_ENTITY);
    shop.market.close().await;
}
