//! What happens between ordering and paying.

use crate::harness::{
    Browser, Hand, Script, Shop, Window,
    basket::{self, BEANIE, CONFIRMED_CARD, DECLINED_CARD, GOOD_CARD, MUG},
    bill::{Bill, cents},
    mailbox,
};

const BUYER: &str = "ada@example.org";
const BADGE: &str = ".thanks .badge";

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_card_is_told_and_another_one_pays() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open().await;
        let browser = Browser::open(&shop.url, Window::DESK, script, Hand::Mouse).await;
        let number = basket::order(&browser, MUG, BUYER, DECLINED_CARD).await;
        browser.wait_for_words(BADGE, "Not paid yet").await;
        let bill = Bill::read(&browser).await;
        basket::fill_card(&browser, GOOD_CARD).await;
        browser.press("form[data-once] .btn.big").await;
        browser.wait_for_words(BADGE, "Paid").await;
        assert_eq!(Bill::read(&browser).await, bill, "it costs what it did");
        assert_eq!(basket::order_number(&browser).await, number);
        let letters = mailbox::wait_for(&browser, &number, 3).await;
        let told = letters.iter().filter(|letter| letter.subject.contains("did not go through")).count();
        assert_eq!(told, 1, "{letters:#?}");
        shop.require_clean().await;
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_confirms_at_the_bank_and_comes_back_to_a_paid_order() {
    for script in [Script::On, Script::Off] {
        let shop = Shop::open().await;
        let browser = Browser::open(&shop.url, Window::DESK, script, Hand::Mouse).await;
        let number = basket::order(&browser, MUG, BUYER, CONFIRMED_CARD).await;
        browser.wait_for_words(BADGE, "Confirm at your bank").await;
        browser.press("#order .with-sum p .btn.big").await;
        browser.press("button[value=approve]").await;
        browser.wait_for_words(BADGE, "Paid").await;
        assert_eq!(basket::order_number(&browser).await, number);
        mailbox::wait_for(&browser, &number, 2).await;
        shop.require_clean().await;
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_has_a_reference_and_a_cancelled_order_goes_back_into_the_cart() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    basket::open_and_add(&browser, MUG).await;
    basket::open_and_add(&browser, BEANIE).await;
    let in_cart = Bill::read(&browser).await;
    browser.goto("/checkout").await;
    basket::fill_address(&browser, BUYER).await;
    browser.press("input[name=pay][value=bank_transfer]").await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words(BADGE, "Waiting for your transfer").await;
    let number = basket::order_number(&browser).await;
    let facts = browser.texts("#order .facts dd").await;
    assert_eq!(cents(&facts[0]), in_cart.total, "the sum to transfer is the total");
    assert!(facts[1].len() >= 8 && facts.iter().all(|fact| !fact.is_empty()), "{facts:?}");
    browser.press(".confirm summary").await;
    browser.press("form[action$='/cancel'] button").await;
    browser.wait_for_words(BADGE, "Cancelled").await;
    browser.press("form[action$='/cart'] button").await;
    browser.wait_for("#cart .item").await;
    assert_eq!(browser.texts("#cart .item h3").await, ["Dipped stoneware mug", "Chunky rib beanie"]);
    assert_eq!(Bill::read(&browser).await, in_cart, "all of it is back");
    assert!(!mailbox::about(&browser, &number).await.is_empty());
    shop.require_clean().await;
    browser.close().await;
}
