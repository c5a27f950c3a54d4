//! Signing in, registering, leaving.

use axum::http::StatusCode;

use super::{PASSWORD, register, sign_in};
use crate::tests::rig::Shop;

#[tokio::test]
async fn whoever_registers_is_signed_in_and_may_leave_and_come_back() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let made = register(&mut browser, "Maya").await;
    assert_eq!(made.leads_to(), "/account?done=registered");
    let account = browser.follow(made).await;
    assert_eq!(account.status, StatusCode::OK);
    assert!(account.says("Hello, Maya") && account.says("Your account is ready"), "{}", account.words());
    assert_eq!(account.header("cache-control"), "no-store");
    assert_eq!(account.header("x-robots-tag"), "noindex");
    assert!(browser.cookie("souk_dev_device").is_some());

    let left = browser.submit(&account.form("/logout")).await;
    assert!(left.says("You are signed out"), "{}", left.words());
    assert!(browser.cookie("souk_dev_session").is_none() && browser.cookie("souk_dev_cart").is_none());
    assert_eq!(browser.get("/account").await.leads_to(), "/login?next=%2Faccount");

    for login in ["maya", "MAYA@example.org"] {
        let back = sign_in(&mut browser, login, PASSWORD).await;
        assert_eq!(back.leads_to(), "/account", "{login}");
        let account = browser.follow(back).await;
        browser.submit(&account.form("/logout")).await;
    }
    shop.market.close().await;
}

#[tokio::test]
async fn a_wrong_pair_is_told_alike_whoever_it_is() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    let mut stranger = browser.stranger();
    let mut words = Vec::new();
    for (login, password) in [("maya", "not it at all"), ("nobody", PASSWORD), ("", "")] {
        let wrong = sign_in(&mut stranger, login, password).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.form("/login").value("login"), Some(login), "the name stays");
        assert_eq!(wrong.form("/login").value("password"), Some(""), "the password does not");
        assert!(!wrong.html.contains("not it at all"));
        words.push(wrong.words().replace(login, ""));
    }
    assert!(words[0].contains("password is incorrect"), "{}", words[0]);
    assert_eq!(words[0], words[1]);
    assert!(stranger.cookie("souk_dev_session").is_none());
    shop.market.close().await;
}

#[tokio::test]
async fn who_guesses_on_is_told_to_wait_and_the_owner_still_gets_in() {
    let shop = Shop::open().await;
    let mut owner = shop.browser();
    let made = register(&mut owner, "Maya").await;
    let account = owner.follow(made).await;
    owner.submit(&account.form("/logout")).await;
    let mut stranger = owner.stranger();
    let mut last = sign_in(&mut stranger, "maya", "guess").await;
    for number in 0..10 {
        assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        last = sign_in(&mut stranger, "maya", "guess").await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.says("Too many tries. Wait 15 minutes"), "{}", last.words());
    assert_eq!(last.header("retry-after"), "900");
    assert_eq!(sign_in(&mut owner, "maya", PASSWORD).await.leads_to(), "/account");
    shop.market.close().await;
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    let made = register(&mut browser, "Maya").await;
    let account = browser.follow(made).await;
    browser.submit(&account.form("/logout")).await;
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "/%09/evil.example"] {
        let page = browser.get(&format!("/login?next={}", souk_domain::percent::encode(next))).await;
        let mut form = page.form("/login").with("login", "maya").with("password", PASSWORD);
        if form.value("next") != Some(next) {
            assert_eq!(form.value("next"), Some(""), "{next}");
            form = form.with("next", next);
        }
        let to = browser.post(&form).await;
        let to = to.leads_to();
        assert!(to == "/account" || to == next && !next.starts_with("//"), "{next} led to {to}");
        let account = browser.get("/account").await;
        browser.submit(&account.form("/logout")).await;
    }
    let counted = browser.get("/login?utm_source=letter").await;
    assert_eq!(counted.status, StatusCode::OK, "a parameter of somebody's statistics is let be");
    let page = browser.get("/login?next=/checkout").await;
    let form = page.form("/login").with("login", "maya").with("password", PASSWORD);
    assert_eq!(browser.post(&form).await.leads_to(), "/checkout");
    shop.market.close().await;
}

#[tokio::test]
async fn a_door_takes_no_form_without_its_token() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    for path in ["/login", "/register", "/forgot"] {
        let form = browser.get(path).await.form(path).without("csrf");
        assert_eq!(browser.post(&form).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let made = register(&mut browser, "Maya").await;
    let account = browser.follow(made).await;
    let form = account.form("/logout").without("csrf");
    assert_eq!(browser.post(&form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/account").await.status, StatusCode::OK, "still signed in");
    shop.market.close().await;
}

#[tokio::test]
async fn what_is_taken_or_too_common_is_told_at_its_field_and_the_rest_stays() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    let mut other = browser.stranger();
    let taken = register(&mut other, "Maya").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.says("An account has that e-mail address"), "{}", taken.words());
    assert!(taken.html.contains("href=\"#email\""));
    assert_eq!(taken.value("last_name"), "Lindqvist");
    let form = taken.form("/register").with("email", "other@example.org").with("password", "password1");
    let common = other.post(&form).await;
    assert_eq!(common.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(common.says("among the first that are tried"), "{}", common.words());
    assert!(!common.html.contains("password1"));
    shop.market.close().await;
}

#[tokio::test]
async fn a_link_that_does_not_work_says_the_same_everywhere() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    for (path, clean) in [
        ("/verify?token=mt_00000000000000000000000000", "/verify"),
        ("/reset?token=%3B%20Path", "/reset"),
        ("/setup?t=x", "/setup"),
    ] {
        let opened = browser.get(path).await;
        assert_eq!(opened.leads_to(), clean, "the token leaves the address");
        let dead = browser.get(clean).await;
        assert_eq!(dead.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(dead.says("This link does not work any more"), "{}", dead.words());
    }
    shop.market.close().await;
}

#[tokio::test]
async fn asking_for_a_link_answers_alike_whoever_asks() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    register(&mut browser, "Maya").await;
    let mut stranger = browser.stranger();
    let mut words = Vec::new();
    for email in ["maya@example.org", "nobody@example.org", "not an address"] {
        let form = stranger.get("/forgot").await.form("/forgot").with("email", email);
        words.push(stranger.submit(&form).await.words());
    }
    assert!(words[0].contains("If an account has that address"), "{}", words[0]);
    assert!(words.windows(2).all(|pair| pair[0] == pair[1]));
    shop.market.close().await;
}
