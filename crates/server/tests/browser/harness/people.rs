//! Becoming somebody, and coming back as the same.

use std::fs;

use super::{Browser, Shop, mailbox};

/// What everybody here types.
pub(crate) const PASSWORD: &str = "seven quiet otters";

/// Makes an account, and leaves the browser signed in.
pub(crate) async fn register(browser: &Browser, first: &str, last: &str, email: &str) {
    browser.goto("/register").await;
    browser.fill("#first_name", first).await;
    browser.fill("#last_name", last).await;
    browser.fill("#email", email).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("form[action='/register'] button.btn").await;
    browser.wait_for_words(".hello h1", &format!("Hello, {first}")).await;
}

/// Opens the link of the letter that asks somebody for a proof of the address, and answers.
pub(crate) async fn prove_address(browser: &Browser, email: &str) {
    browser.goto(&mailbox::link_to(browser, email, "onfirm", "/verify").await).await;
    browser.press("form[action='/verify'] button").await;
    browser.wait_for("main .banner.ok").await;
}

/// Signs in on the way to a page, which must then show `seen`.
pub(crate) async fn sign_in(browser: &Browser, (login, password): (&str, &str), next: &str, seen: &str) {
    browser.goto(&format!("/login?next={}", next.replace('/', "%2F"))).await;
    browser.fill("#login", login).await;
    browser.fill("#password", password).await;
    browser.press("form[action='/login'] button.btn").await;
    browser.wait_for(seen).await;
}

/// Whoever of the demonstration owns a vendor.
pub(crate) async fn sign_in_as_vendor(shop: &Shop, browser: &Browser) {
    let told = fs::read_to_string(shop.directory().join("data/CREDENTIALS")).expect("credentials");
    let own = told.lines().find(|line| line.starts_with("vendor@")).expect("the owner of a vendor");
    let visitor = own.trim().split_once("    ").expect("a login and a password");
    sign_in(browser, visitor, "/vendor", ".desk .needs").await;
}
