//! What is for sale, the rules of the market, and its books.

use super::{CATEGORY, GET_ONE, PRICE, PRODUCT, TENTH, TENTH_CODE};
use crate::harness::Browser;

const MAKE: &str = "form[action='/admin/promotions/new'] button.btn";

/// The vendor lists a product without options. Answers its address in the shop.
pub(super) async fn list(seller: &Browser) -> String {
    seller.goto("/vendor/products/new").await;
    seller.fill("#name", PRODUCT).await;
    seller.choose("#category", CATEGORY).await;
    seller.choose("#status", "Live").await;
    seller.fill("#v0-price", PRICE).await;
    seller.fill("#v0-stock", "20").await;
    seller.press("button[value='save']").await;
    seller.wait_for_words("main .banner.ok", "It is made").await;
    let page = "return document.querySelector(\".head-work a[href^='/p/']\").getAttribute('href')";
    seller.ask(page, vec![]).await.as_str().expect("an address").to_owned()
}

/// The market keeps twelve percent of what is sold in one category, and ten of all else.
pub(super) async fn take_twelve_percent(keeper: &Browser) {
    keeper.goto("/admin/commission/new").await;
    keeper.choose("#category", CATEGORY).await;
    keeper.fill("#percent", "12").await;
    keeper.press("form[action='/admin/commission/new'] button.btn").await;
    keeper.wait_for_words("section[aria-labelledby='agreed-h'] td", "12").await;
}

/// Of three pieces the buyer pays two; by itself, and alone.
pub(super) async fn give_one_of_three(keeper: &Browser, page: &str) {
    begin(keeper, GET_ONE, "Buy some, get some cheaper", page).await;
    for (field, typed) in [("#percent", "100"), ("#buy", "2"), ("#get", "1")] {
        keeper.fill(field, typed).await;
    }
    keeper.press(MAKE).await;
    keeper.wait_for_words("main .table", GET_ONE).await;
}

/// A code that takes a tenth off, alone; the market pays half of it.
pub(super) async fn take_a_tenth_off(keeper: &Browser, page: &str) {
    begin(keeper, TENTH, "Percent off", page).await;
    keeper.press("input[name='needs_code']").await;
    for (field, typed) in [("#percent", "10"), ("#code", TENTH_CODE), ("#market_part", "50")] {
        keeper.fill(field, typed).await;
    }
    keeper.press(MAKE).await;
    keeper.wait_for_words("main .table", TENTH).await;
}

/// Writes what both have: a name, what they give, and that they are for one product and stand alone.
async fn begin(keeper: &Browser, name: &str, kind: &str, page: &str) {
    keeper.goto("/admin/promotions/new").await;
    keeper.fill("#name", name).await;
    keeper.choose("#kind", kind).await;
    keeper.choose("#scope", "Some products").await;
    keeper.fill("#targets", page).await;
    keeper.choose("#stacking", "Alone").await;
}

/// What the capture of an order put into the books, sorted: account, whose, debit, credit.
pub(super) async fn booked(keeper: &Browser, number: &str) -> Vec<[String; 4]> {
    const ROWS: &str = "const words = e => e.textContent.replace(/\\s+/g, ' ').trim(); \
        const booked = [...document.querySelectorAll('main .table tbody')] \
            .filter(e => words(e.querySelector('th')).startsWith('capture')); \
        return booked.flatMap(e => [...e.querySelectorAll('tr:not(.group)')].map(row => [...row.cells].map(words)))";
    keeper.goto(&format!("/admin/ledger?order={number}")).await;
    let rows = keeper.ask(ROWS, vec![]).await;
    let mut rows: Vec<[String; 4]> = serde_json::from_value(rows).expect("rows of the books");
    rows.sort();
    rows
}
