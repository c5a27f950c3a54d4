//! Somebody becomes an account while buying and comes back to it, in every way a browser can be used.

use crate::harness::{
    Browser, Hand, Script, Shop, Window,
    basket::{self, GOOD_CARD, MUG},
};

const BUYER: &str = "ada@example.org";
const PASSWORD: &str = "seven quiet otters";

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_becomes_an_account_and_orders_again() {
    live(Window::DESK, Script::On, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_becomes_an_account_and_orders_again_without_script() {
    live(Window::DESK, Script::Off, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_becomes_an_account_and_orders_again_on_a_phone() {
    live(Window::PHONE, Script::On, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_becomes_an_account_and_orders_again_by_keyboard_alone() {
    live(Window::DESK, Script::On, Hand::Keyboard).await;
}

async fn live(window: Window, script: Script, hand: Hand) {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, window, script, hand).await;
    browser.goto("/").await;
    basket::find_and_add(&browser, MUG).await;
    browser.press(".sum a[href='/checkout']").await;
    basket::fill_address(&browser, BUYER).await;
    browser.press("#checkout-form details:has(#password) > summary").await;
    browser.fill("#password", "password1").await;
    basket::fill_card(&browser, GOOD_CARD).await;
    browser.press(basket::ORDER).await;
    browser.wait_for("#errors a[href='#password']").await;
    browser.fill("#password", PASSWORD).await;
    basket::fill_card(&browser, GOOD_CARD).await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words(".thanks .badge", "Paid").await;
    let number = basket::order_number(&browser).await;

    go(&browser, "/account/orders").await;
    browser.wait_for_words(".placed h3", &number).await;
    browser.press(".placed form[action$='/cart'] button").await;
    browser.wait_for(&format!("#cart .item h3 a[href^='/p/{}']", MUG.slug)).await;
    browser.press(".sum a[href='/checkout']").await;
    let known = "return ['email', 'name', 'street'].map(id => document.getElementById(id).value)";
    browser.wait_for("#checkout-form").await;
    let known = browser.ask(known, vec![]).await;
    assert_eq!(
        known,
        serde_json::json!([BUYER, "Ada Buyer", "12 Harbour Road"]),
        "what is known is filled in"
    );

    browser.goto("/").await;
    go(&browser, "/account/security").await;
    browser.press("form[action='/account/security/sessions'] button[value=all]").await;
    browser.wait_for_words("main .banner.ok", "You are signed out").await;
    browser.goto("/account/orders").await;
    browser.wait_for("form[action='/login'] #login").await;
    browser.fill("#login", "ada").await;
    browser.fill("#password", PASSWORD).await;
    browser.press("form[action='/login'] button.btn").await;
    browser.wait_for_words(".placed h3", &number).await;
    shop.require_clean().await;
    browser.close().await;
}

/// By the menu of who is signed in.
async fn go(browser: &Browser, path: &str) {
    browser.press(".me > summary").await;
    browser.press(&format!(".me[open] a[href='{path}']")).await;
}
