//! Filling a cart and the checkout form, as a guest does it.

use super::Browser;

/// Approved.
pub(crate) const GOOD_CARD: &str = "4242 4242 4242 4242";
/// Declined without a reason.
pub(crate) const DECLINED_CARD: &str = "4000 0000 0000 0002";
/// The bank wants to hear from the buyer.
pub(crate) const CONFIRMED_CARD: &str = "4000 0025 0000 3155";
/// The security code of all of them.
pub(crate) const CODE: &str = "735";

/// The button that puts a product into the cart.
pub(crate) const ADD: &str = "form[action='/cart/lines'] button";
/// The button that orders.
pub(crate) const ORDER: &str = "#checkout-form button.pay";

/// A thing of the demonstration: the category it is in, its name in addresses, and which of its choices is wanted.
#[derive(Clone, Copy)]
pub(crate) struct Thing {
    pub(crate) category: &'static str,
    pub(crate) slug: &'static str,
    /// The place in the list of choices, from 1, and its words.
    pub(crate) choice: Option<(u32, &'static str)>,
}

/// By Kiln & Fern, who has two of it.
pub(crate) const MUG: Thing =
    Thing { category: "kitchen-and-table", slug: "dipped-stoneware-mug", choice: Some((2, "Rust")) };
/// By Atlas Weave.
pub(crate) const BEANIE: Thing = Thing { category: "textiles", slug: "chunky-rib-beanie", choice: None };

/// Walks from any page with the categories on it to the thing, and puts it into the cart.
pub(crate) async fn find_and_add(browser: &Browser, thing: Thing) {
    browser.press(&format!("nav.categories a[href='/c/{}']", thing.category)).await;
    let card = format!("main .card h3 a[href='/p/{}']", thing.slug);
    browser.press(&card).await;
    add(browser, thing).await;
}

/// Puts the thing into the cart by its own page.
pub(crate) async fn open_and_add(browser: &Browser, thing: Thing) {
    browser.goto(&format!("/p/{}", thing.slug)).await;
    add(browser, thing).await;
}

async fn add(browser: &Browser, thing: Thing) {
    browser.wait_for("#product .buy h1").await;
    if let Some((place, words)) = thing.choice {
        browser.press(&format!(".options li:nth-child({place}) a")).await;
        browser.wait_for_words(".legend span", words).await;
    }
    browser.press(ADD).await;
    browser.wait_for(&format!("#cart .item h3 a[href^='/p/{}']", thing.slug)).await;
}

/// Name, street and city of the buyer.
pub(crate) const ADDRESS: [&str; 3] = ["Ada Buyer", "12 Harbour Road", "Portland"];

/// Writes who buys, and where it goes.
pub(crate) async fn fill_address(browser: &Browser, email: &str) {
    browser.fill("#email", email).await;
    let [name, street, city] = ADDRESS;
    browser.fill("#name", name).await;
    browser.fill("#street", street).await;
    browser.fill("#postal_code", "97201").await;
    browser.fill("#city", city).await;
    browser.choose("#region", "Oregon").await;
}

/// Writes a card into the form that is shown: the checkout's, or that of an order that is not paid.
pub(crate) async fn fill_card(browser: &Browser, number: &str) {
    browser.fill("#number", number).await;
    browser.fill("#exp", "12/34").await;
    browser.fill("#cvc", CODE).await;
}

/// Puts the thing into the cart, goes to the checkout and fills it in: nothing is left but to order.
pub(crate) async fn come_to_pay(browser: &Browser, thing: Thing, email: &str, card: &str) {
    open_and_add(browser, thing).await;
    browser.goto("/checkout").await;
    fill_address(browser, email).await;
    fill_card(browser, card).await;
}

/// Buys the thing with this card. Comes back when the order is shown; answers its number.
pub(crate) async fn order(browser: &Browser, thing: Thing, email: &str, card: &str) -> String {
    come_to_pay(browser, thing, email, card).await;
    browser.press(ORDER).await;
    order_number(browser).await
}

/// The number of the order that is shown, once one is.
pub(crate) async fn order_number(browser: &Browser) -> String {
    browser.text("#order #order-number").await
}
