//! A newcomer comes to sell, and everything that happens from the first word to the last cent.

mod by_keys;
pub(crate) mod coming;
mod listing;
mod trading;

use crate::harness::{Browser, Hand, Script, Shop, Window, bill::Bill, mailbox};
use mailbox::Letter;

/// Who sells, who decides for the market, and who buys.
const SELLER: &str = "nell@example.org";
const KEEPER: &str = "keeper@example.org";
const BUYER: &str = "ada@example.org";
/// Where the shop's own letters go.
const SHOP_EMAIL: &str = "hello@tidewater.example";
/// The shop's name in addresses.
const HANDLE: &str = "tidewater-loft";
const PRODUCT: &str = "Tidewater linen shirt";
/// What the buyer takes: two of the one, one of the other.
const TWO: &str = "Tidewater linen shirt (Size: S, Colour: Teal)";
const ONE: &str = "Tidewater linen shirt (Size: M, Colour: Rust)";

/// What the order comes to, in cents, reckoned by hand from the rules and not by the program:
///
/// - goods: 2 × 24.50 + 1 × 31.15 = 80.15
/// - delivery: the seller's own way, flat 5.95, which is not taxed
/// - tax at home: 6 % of each line, rounded half up: 2.94 of 49.00; 1.869 of 31.15, that is 1.87; together 4.81
/// - the buyer pays 80.15 + 5.95 + 4.81 = 90.91
const PAID: Bill = Bill { goods: 8_015, off: 0, delivery: 595, tax: 481, total: 9_091 };

/// What of it is the seller's, as the order's page has it: the market keeps 10 % of the goods, 8.015 of 80.15, rounded half up
/// 8.02, shared over the lines by their price and the largest remainder as 4.90 and 3.12; the tax it pays on. So the net is
/// 90.91 − 8.02 − 4.81 = 78.08.
const SUMS: [&str; 7] = ["$80.15", "$5.95", "$4.81", "$90.91", "−$4.81", "−$8.02", "$78.08"];

/// What goes back with one of the two: half of 49.00 + 2.94, that is 25.97; the delivery was done and stays.
const BACK: &str = "$25.97";

/// The seller's account, oldest first. With the piece that came back go half of its line's commission (2.45 of 4.90) and of its
/// tax (1.47 of 2.94): 25.97 − 2.45 − 1.47 = 22.05 of the seller's. It was free already when it went back.
const ACCOUNT: [&str; 4] = [
    "capture,vendor_escrow,78.08,USD",
    "release,vendor_escrow,-78.08,USD",
    "release,vendor_available,78.08,USD",
    "refund,vendor_available,-22.05,USD",
];
/// 78.08 − 22.05.
const AVAILABLE: &str = "$56.03";

/// SKU, pieces put on the shelf, and pieces there at the end: of the first two were sold and one came back; of the last one was
/// lost and one sent in its place.
const SHELF: [(&str, &str, &str); 6] = [
    ("TL-S-TEAL", "10", "9"),
    ("TL-S-INK", "4", "4"),
    ("TL-S-RUST", "4", "4"),
    ("TL-M-TEAL", "4", "4"),
    ("TL-M-INK", "4", "4"),
    ("TL-M-RUST", "5", "3"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_sells_sends_takes_back_and_is_owed_what_is_right_to_the_cent() {
    let shop = Shop::open().await;
    let open = || Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse);
    let (seller, keeper, buyer) = (open().await, open().await, open().await);
    coming::apply(&seller).await;
    coming::approve(&shop, &keeper).await;
    coming::set_up(&seller).await;
    let page = listing::list(&shop, &seller).await;
    coming::require_done(&seller, 5).await;

    let number = trading::buy(&buyer, &page).await;
    trading::send(&seller, &number).await;
    trading::receive(&buyer, &number).await;
    trading::give_back(&seller, &buyer, &number).await;
    trading::review(&buyer, &number, &page).await;

    see_letters(&buyer, &number).await;
    see_shelf(&seller).await;
    see_money(&shop, &seller, &number).await;
    shop.require_clean().await;
    for browser in [seller, keeper, buyer] {
        browser.close().await;
    }
}

/// Each was told of each thing once: three parcels left, one was lost and two arrived.
async fn see_letters(browser: &Browser, number: &str) {
    let to_buyer = [
        format!("Your order {number} at Souk Demo Market"),
        format!("Order {number} is on its way"),
        format!("Order {number} is on its way"),
        format!("Order {number} is on its way"),
        format!("A parcel of order {number} is lost"),
        format!("Order {number} has arrived"),
        format!("Order {number} has arrived"),
        format!("You may return things of order {number}"),
        format!("Your return for order {number} has arrived"),
        format!("Money of order {number} is on its way to you"),
    ];
    let to_shop = [
        format!("New order {number} at Souk Demo Market"),
        format!("A buyer wants to return something of order {number}"),
    ];
    let letter = |to: &str, subject: String| Letter { to: to.to_owned(), subject };
    let mut expected: Vec<Letter> = to_buyer.into_iter().map(|subject| letter(BUYER, subject)).collect();
    expected.extend(to_shop.into_iter().map(|subject| letter(SHOP_EMAIL, subject)));
    expected.sort();
    assert_eq!(mailbox::wait_for(browser, number, expected.len()).await, expected);
}

async fn see_shelf(seller: &Browser) {
    const ROWS: &str = "return [...document.querySelectorAll('.table tbody tr')].map(row => \
        [row.querySelector('.main small:last-child').textContent, row.querySelector('.n').textContent, \
         row.querySelector('input.input').value])";
    seller.goto("/vendor/inventory").await;
    let rows = seller.ask(ROWS, vec![]).await;
    let mut rows: Vec<[String; 3]> = serde_json::from_value(rows).expect("rows of the shelf");
    let mut expected = SHELF.map(|(sku, _, left)| [sku, "0", left].map(str::to_owned));
    rows.sort();
    expected.sort();
    assert_eq!(rows, expected, "SKU, promised, on hand");
}

/// The desk, and what a bookkeeper is given, say what is the seller's.
async fn see_money(shop: &Shop, seller: &Browser, number: &str) {
    seller.goto("/vendor").await;
    assert_eq!(seller.text("section[aria-labelledby='funds'] .figure").await, AVAILABLE);
    assert_eq!(seller.texts("section[aria-labelledby='funds'] dd").await, ["$0.00", "$0.00"]);
    let key = shop.command(&["api-key", "create", "--vendor", HANDLE, "--label", "books"], "").await;
    let read = "const done = arguments[1]; \
        fetch('/api/v1/vendor/statement', { headers: { authorization: `Bearer ${arguments[0]}` } })\
        .then(answer => answer.text()).then(done)";
    let table = seller.ask_later(read, vec![key.into()]).await;
    let table = table.as_str().expect("a table");
    let rows: Vec<String> = table
        .lines()
        .skip(1)
        .map(|line| line.split_once(',').unwrap_or_default().1.replace(&format!("{number},"), ""))
        .collect();
    assert_eq!(rows, ACCOUNT, "{table}");
}
