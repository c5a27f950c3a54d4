//! What people get wrong, and what changes while they type.

use serde_json::{Value, json};

use crate::harness::{
    Browser, Hand, Script, Shop, Window,
    basket::{self, BEANIE, CODE, GOOD_CARD, MUG, Thing},
    bill::Bill,
};

/// It exists once.
const BOWL: Thing = Thing { category: "kitchen-and-table", slug: "turned-walnut-fruit-bowl", choice: None };

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_named_in_order_and_nothing_but_the_card_is_typed_again() {
    for (script, hand) in
        [(Script::On, Hand::Mouse), (Script::Off, Hand::Mouse), (Script::On, Hand::Keyboard)]
    {
        let shop = Shop::open().await;
        let browser = Browser::open(&shop.url, Window::DESK, script, hand).await;
        basket::open_and_add(&browser, MUG).await;
        browser.goto("/checkout").await;
        basket::fill_address(&browser, "ada-at-example").await;
        browser.fill("#street", "").await;
        basket::fill_card(&browser, GOOD_CARD).await;
        browser.press(basket::ORDER).await;
        browser.wait_for("#errors").await;
        see_summary(&browser).await;
        see_fields(&browser, script).await;
        browser.press("#errors a[href='#street']").await;
        browser.wait_for("#street:focus").await;
        mend(&browser).await;
        shop.require_clean().await;
        browser.close().await;
    }
}

/// The summary has the focus, and a link to each field that is wrong.
async fn see_summary(browser: &Browser) {
    let focus = browser.ask("return document.activeElement.id", vec![]).await;
    assert_eq!(focus, "errors", "the summary has the focus");
    let links = "return [...document.querySelectorAll('#errors a')].map(a => a.getAttribute('href'))";
    assert_eq!(browser.ask(links, vec![]).await, json!(["#email", "#street"]));
    for field in ["email", "street"] {
        let own = "const e = document.getElementById(arguments[0]);\
                   return e.getAttribute('aria-invalid') === 'true' && \
                   document.getElementById(e.getAttribute('aria-describedby')).textContent.trim() !== ''";
        assert_eq!(browser.ask(own, vec![json!(field)]).await, true, "{field} says what is wrong with it");
    }
}

/// What was typed is there, but nothing of the card comes back: it stands only where a script left it in the page.
async fn see_fields(browser: &Browser, script: Script) {
    let card = if script == Script::On { [GOOD_CARD, "12 / 34", CODE] } else { [""; 3] };
    let wanted = [
        ("email", "ada-at-example"),
        ("name", "Ada Buyer"),
        ("street", ""),
        ("postal_code", "97201"),
        ("city", "Portland"),
        ("number", card[0]),
        ("exp", card[1]),
        ("cvc", card[2]),
    ];
    for (field, value) in wanted {
        assert_eq!(value_of(browser, field).await, value, "{field}");
    }
    let html = browser.ask("return document.documentElement.outerHTML", vec![]).await.to_string();
    assert!(!html.contains("4242 4242 4242 4242\\\""), "the card is not on the page");
}

async fn value_of(browser: &Browser, field: &str) -> Value {
    browser.ask("return document.getElementById(arguments[0]).value", vec![json!(field)]).await
}

async fn mend(browser: &Browser) {
    browser.fill("#email", "ada@example.org").await;
    browser.fill("#street", "12 Harbour Road").await;
    basket::fill_card(browser, GOOD_CARD).await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words(".thanks .badge", "Paid").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_that_changed_meanwhile_is_shown_before_anything_is_paid() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    basket::come_to_pay(&browser, MUG, "ada@example.org", GOOD_CARD).await;
    let before = Bill::read(&browser).await;
    let first = browser.window().await;
    browser.open_window().await;
    basket::open_and_add(&browser, BEANIE).await;
    browser.show_window(first).await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words("#checkout .banner.warn", "The total changed").await;
    let now = Bill::read(&browser).await;
    assert!(now.total > before.total, "{now:?}");
    assert_eq!(browser.texts("#errors, .thanks").await, [""; 0], "nothing is ordered, and nothing is wrong");
    basket::fill_card(&browser, GOOD_CARD).await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words(".thanks .badge", "Paid").await;
    assert_eq!(Bill::read(&browser).await, now, "what was shown is paid");
    shop.require_clean().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sold_meanwhile_is_named_and_not_paid() {
    let shop = Shop::open().await;
    let late = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    basket::come_to_pay(&late, BOWL, "late@example.org", GOOD_CARD).await;
    let quick = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    basket::order(&quick, BOWL, "quick@example.org", GOOD_CARD).await;
    quick.wait_for_words(".thanks .badge", "Paid").await;
    late.press(basket::ORDER).await;
    late.wait_for_words("main", "old out").await;
    assert_eq!(late.count(".thanks").await, 0, "there is no order");
    late.goto("/cart").await;
    late.wait_for_words("#cart .item.gone", "Turned walnut fruit bowl").await;
    assert_eq!(late.count("#cart a[href='/checkout']").await, 0, "there is no way on");
    shop.require_clean().await;
    quick.close().await;
    late.close().await;
}
