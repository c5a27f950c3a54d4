//! The market's people set its rules, and a shopper's bill and the books follow to the cent.

mod buying;
mod colleague;
mod rules;

use crate::harness::{Browser, Hand, Script, Shop, Window, bill::Bill};
use crate::selling::coming;

const PRODUCT: &str = "Tidewater linen scarf";
const PRICE: &str = "24.50";
/// The category whose commission is set: the product is in it.
const CATEGORY: &str = "Textiles / Scarves";

/// Two pieces bought, one free; it stands alone.
const GET_ONE: &str = "Buy two, get one";
/// A tenth off with this code; it stands alone, and the market pays half of it.
const TENTH: &str = "A tenth off";
const TENTH_CODE: &str = "TIDE10";

/// Three pieces, reckoned by hand from the rules and not by the program:
///
/// - goods: 3 × 24.50 = 73.50; of three one is free: 24.50 off. The code would take 7.35, and may not join
/// - delivery: the vendor's own way, flat 5.95, which is not taxed
/// - tax at home: 6 % of 49.00 = 2.94
/// - the buyer pays 49.00 + 5.95 + 2.94 = 57.89
const OF_THREE: Bill = Bill { goods: 7_350, off: 2_450, delivery: 595, tax: 294, total: 5_789 };
/// The vendor bears the free piece, so commission is 12 % of 49.00 = 5.88. The vendor's: 57.89 − 5.88 − 2.94 = 49.07.
const BOOKS_OF_THREE: [[&str; 4]; 4] = [
    ["Commission", "–", "–", "$5.88"],
    ["Gateway receivable", "sandbox", "$57.89", "–"],
    ["Sales tax payable", "–", "–", "$2.94"],
    ["Vendor escrow", coming::SHOP, "–", "$49.07"],
];

/// Two pieces, of which none is free, and the code:
///
/// - goods: 2 × 24.50 = 49.00; a tenth off: 4.90
/// - delivery 5.95
/// - tax: 6 % of 44.10 = 2.646, that is 2.65
/// - the buyer pays 44.10 + 5.95 + 2.65 = 52.70
const OF_TWO: Bill = Bill { goods: 4_900, off: 490, delivery: 595, tax: 265, total: 5_270 };
/// The market pays half of what the code takes off, 2.45, which lowers no commission: 12 % of 49.00 − 2.45 = 46.55 is 5.586,
/// that is 5.59. The vendor's: 52.70 + 2.45 − 5.59 − 2.65 = 46.91.
const BOOKS_OF_TWO: [[&str; 4]; 5] = [
    ["Commission", "–", "–", "$5.59"],
    ["Gateway receivable", "sandbox", "$52.70", "–"],
    ["Platform discounts", "–", "$2.45", "–"],
    ["Sales tax payable", "–", "–", "$2.65"],
    ["Vendor escrow", coming::SHOP, "–", "$46.91"],
];

#[tokio::test(flavor = "multi_thread")]
async fn what_the_market_rules_is_what_a_shopper_pays_and_the_books_say() {
    let shop = Shop::open().await;
    let open = || Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse);
    let (seller, keeper, colleague, buyer) = (open().await, open().await, open().await, open().await);
    coming::apply(&seller).await;
    coming::approve(&shop, &keeper).await;
    coming::set_up(&seller).await;
    let page = rules::list(&seller).await;

    colleague::invite(&keeper).await;
    colleague::join(&colleague).await;
    colleague::is_kept_from_the_money(&colleague).await;

    rules::take_twelve_percent(&keeper).await;
    rules::give_one_of_three(&keeper, &page).await;
    rules::take_a_tenth_off(&keeper, &page).await;

    let three = buying::three_for_two(&buyer, &page).await;
    let two = buying::two_with_the_code(&buyer, &page).await;
    assert_eq!(rules::booked(&keeper, &three).await, BOOKS_OF_THREE);
    assert_eq!(rules::booked(&keeper, &two).await, BOOKS_OF_TWO);
    shop.require_clean().await;
    for browser in [seller, keeper, colleague, buyer] {
        browser.close().await;
    }
}
