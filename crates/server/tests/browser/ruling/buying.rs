//! A shopper buys twice: once where a piece is free, once with a code.

use super::{GET_ONE, OF_THREE, OF_TWO, TENTH_CODE};
use crate::harness::{
    Browser,
    basket::{self, GOOD_CARD},
    bill::Bill,
};

const BUYER: &str = "ada@example.org";
const CODE: &str = "#cart ul[aria-label='Coupon codes in your cart'] li";

/// Three pieces, and a code that would take less off: it does not join what is better for the buyer, and says so.
pub(super) async fn three_for_two(buyer: &Browser, page: &str) -> String {
    put(buyer, page, "3").await;
    enter_code(buyer).await;
    buyer.wait_for_words(CODE, &format!("It does not go together with {GET_ONE}.")).await;
    pay(buyer, OF_THREE).await
}

/// Two pieces, of which none is free: now the code is what lowers the bill.
pub(super) async fn two_with_the_code(buyer: &Browser, page: &str) -> String {
    put(buyer, page, "2").await;
    enter_code(buyer).await;
    buyer.wait_for_words(CODE, "$4.90 off").await;
    pay(buyer, OF_TWO).await
}

async fn put(buyer: &Browser, page: &str, pieces: &str) {
    buyer.goto(page).await;
    buyer.fill("#quantity", pieces).await;
    buyer.press(basket::ADD).await;
    buyer.wait_for("#cart .item").await;
}

async fn enter_code(buyer: &Browser) {
    buyer.fill("#coupon", TENTH_CODE).await;
    buyer.press("#cart form:has(#coupon) button").await;
    buyer.wait_for_words(CODE, TENTH_CODE).await;
}

/// Orders what is in the cart; the bill is the same before and after. Answers the order's number.
async fn pay(buyer: &Browser, bill: Bill) -> String {
    buyer.goto("/checkout").await;
    basket::fill_address(buyer, BUYER).await;
    basket::fill_card(buyer, GOOD_CARD).await;
    buyer.press(basket::ORDER).await;
    buyer.wait_for_words(".thanks .badge", "Paid").await;
    assert_eq!(Bill::read(buyer).await, bill);
    basket::order_number(buyer).await
}
