//! Coming back to a page that was left, and keys instead of a mouse: what stands there is true, and the focus stays.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{
    Browser, Hand, Script, Shop, Window,
    basket::{self, BEANIE, DECLINED_CARD, GOOD_CARD, MUG},
    keyboard, until,
};

/// What the page has sent since it was told to remember.
const REMEMBER: &str = "window.sent = []; const real = window.fetch; \
    window.fetch = (url, options) => { window.sent.push(String(options?.body ?? '')); return real(url, options); }";
/// As if the answer never came.
const HANG: &str = "window.sent = []; window.fetch = (url, options) => { window.sent.push(''); return new Promise(() => {}); }";

async fn until_true(browser: &Browser, script: &str) {
    let what = format!("{script:.80}");
    until(&what, || async move { (browser.ask(script, vec![]).await == true).then_some(()) }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_sees_the_cart_as_it_is_now() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    basket::open_and_add(&browser, MUG).await;
    browser.back().await;
    browser.wait_for_words("#cart-link .count", "1").await;
    browser.goto("/cart").await;
    browser.wait_for("#cart .item").await;
    browser.goto("/checkout").await;
    basket::fill_address(&browser, "ada@example.org").await;
    basket::fill_card(&browser, GOOD_CARD).await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words(".thanks .badge", "Paid").await;
    let number = basket::order_number(&browser).await;
    browser.back().await;
    browser.wait_for_words("#cart .banner", &number).await;
    assert_eq!(browser.count("#cart .item").await, 0, "what was bought is in no cart");
    shop.require_clean().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_pays_in_the_cards_fields_and_elsewhere_the_card_stays_here() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    basket::come_to_pay(&browser, MUG, "ada@example.org", GOOD_CARD).await;
    browser.ask(REMEMBER, vec![]).await;
    browser.fill("#city", "Portland").await;
    keyboard::strike(&browser, Key::Enter).await;
    until_true(&browser, "return window.sent.length === 1").await;
    until_true(&browser, "return document.getElementById('number')?.value === '4242 4242 4242 4242'").await;
    let card = "return new URLSearchParams(window.sent[0]).has('number')";
    assert_eq!(browser.ask(card, vec![]).await, false, "new figures need no card");
    browser.fill("#cvc", basket::CODE).await;
    keyboard::strike(&browser, Key::Enter).await;
    browser.wait_for_words(".thanks .badge", "Paid").await;
    shop.require_clean().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paying_button_says_that_it_is_at_work_and_takes_no_second_press() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    basket::come_to_pay(&browser, MUG, "ada@example.org", GOOD_CARD).await;
    browser.ask(HANG, vec![]).await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words("button.pay[aria-busy=true]", "Paying").await;
    browser.press(basket::ORDER).await;
    until_true(&browser, "return document.getElementById('live').textContent.startsWith('Paying')").await;
    assert_eq!(browser.ask("return window.sent.length", vec![]).await, json!(1));
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moment_is_told_in_the_time_of_whoever_reads_it() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    browser.devtools("Emulation.setTimezoneOverride", &json!({"timezoneId": "Asia/Tokyo"})).await;
    basket::order(&browser, MUG, "ada@example.org", DECLINED_CARD).await;
    browser.wait_for_words(".thanks .badge", "Not paid yet").await;
    let told_there = "const one = document.querySelector('main time[datetime*=\"T\"]'); \
        const clock = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo', hour: 'numeric', minute: '2-digit' }); \
        return one.textContent.endsWith(clock.format(new Date(one.dateTime)))";
    until_true(&browser, told_there).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_focus_stays_where_something_was_changed() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Keyboard).await;
    browser.goto("/p/dipped-stoneware-mug").await;
    browser.press(".options li:nth-child(2) a").await;
    browser.wait_for_words(".legend span", "Rust").await;
    until_true(&browser, "return document.activeElement.matches('.options a[aria-current]')").await;
    until_true(&browser, "return document.getElementById('live').textContent.includes('Rust')").await;

    basket::open_and_add(&browser, BEANIE).await;
    browser.press("[data-key^='more-']").await;
    until_true(&browser, "return document.querySelector('#cart .qty input').value === '2'").await;
    until_true(&browser, "return document.activeElement.closest('#cart .item .qty') !== null").await;
    until_true(&browser, "return document.getElementById('live').textContent.startsWith('2 items')").await;
    browser.press("[data-key^='remove-']").await;
    until_true(&browser, "return document.activeElement.closest('.toast') !== null").await;
    browser.close().await;
}
