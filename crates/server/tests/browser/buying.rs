//! A guest buys from two sellers, in every way a browser can be used.

use crate::harness::{
    Browser, Hand, Script, Shop, Window,
    basket::{self, BEANIE, GOOD_CARD, MUG},
    bill::{Bill, cents},
    mailbox,
};

const BUYER: &str = "ada@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_buys_from_two_sellers() {
    buy(Window::DESK, Script::On, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_buys_from_two_sellers_without_script() {
    buy(Window::DESK, Script::Off, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_buys_from_two_sellers_on_a_phone() {
    buy(Window::PHONE, Script::On, Hand::Mouse).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_buys_from_two_sellers_by_keyboard_alone() {
    buy(Window::DESK, Script::On, Hand::Keyboard).await;
}

async fn buy(window: Window, script: Script, hand: Hand) {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, window, script, hand).await;
    browser.goto("/").await;
    basket::find_and_add(&browser, MUG).await;
    basket::find_and_add(&browser, BEANIE).await;
    see_groups(&browser).await;
    let in_cart = Bill::read(&browser).await;
    assert_eq!(groups_sum(&browser).await, in_cart.goods);
    browser.press(".sum a[href='/checkout']").await;
    basket::fill_address(&browser, BUYER).await;
    basket::fill_card(&browser, GOOD_CARD).await;
    assert_eq!(Bill::read(&browser).await, in_cart, "the checkout's bill is the cart's");
    browser.press(basket::ORDER).await;
    let number = see_paid_order(&browser, &in_cart).await;
    see_letters(&browser, &shop, &number).await;
    browser.close().await;
}

/// The cart has a group for each seller, with that seller's thing in it.
async fn see_groups(browser: &Browser) {
    assert_eq!(browser.texts("#cart section.panel h2").await, ["Kiln & Fern", "Atlas Weave"]);
    assert_eq!(browser.texts("#cart .item h3").await, ["Dipped stoneware mug", "Chunky rib beanie"]);
    assert!(browser.text("#cart .item .note").await.contains("Rust"), "the choice is in the cart");
    assert_eq!(browser.text("#cart-link .count").await, "2 items");
}

/// What the groups' subtotals come to; each is the sum of its lines.
async fn groups_sum(browser: &Browser) -> i64 {
    let lines = browser.texts("#cart .item > p .price").await;
    let subtotals = browser.texts("#cart section.panel .foot b.num").await;
    let (lines, subtotals): (Vec<_>, Vec<_>) =
        (lines.iter().map(|text| cents(text)).collect(), subtotals.iter().map(|text| cents(text)).collect());
    assert_eq!(lines, subtotals, "a subtotal is the sum of its lines, and each group has one");
    subtotals.into_iter().sum()
}

/// The order is paid, comes in two parcels, and costs what the cart said. Answers its number.
async fn see_paid_order(browser: &Browser, bill: &Bill) -> String {
    browser.wait_for_words(".thanks .badge", "Paid").await;
    let parcels = browser.texts("#order section.panel .head h2").await;
    assert_eq!(parcels, ["Shipment 1 from Kiln & Fern", "Shipment 2 from Atlas Weave"]);
    assert_eq!(Bill::read(browser).await, *bill, "the order's bill is the cart's");
    browser.goto("/cart").await;
    browser.wait_for("#cart .empty").await;
    browser.back().await;
    basket::order_number(browser).await
}

/// Buyer and sellers each got one letter, and the books are in order.
async fn see_letters(browser: &Browser, shop: &Shop, number: &str) {
    let letters = mailbox::wait_for(browser, number, 3).await;
    let mut readers: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    readers.sort_unstable();
    assert_eq!(readers, [BUYER, "hello@kiln-and-fern.demo.example", "loom@atlas-weave.demo.example"]);
    shop.require_clean().await;
    assert_eq!(mailbox::about(browser, number).await, letters, "no letter comes twice");
}
