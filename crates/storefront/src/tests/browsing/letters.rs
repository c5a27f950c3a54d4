//! Letters in words, and the mailbox that shows them.

use jiff::SignedDuration;
use souk_domain::ids::{OrderId, RefundId};
use souk_domain::money::Money;
use souk_domain::order::CancelReason;
use souk_market::notifications::{Letter, Letterhead, Letters as _, StaffReason, StaffRefund, Written};
use souk_market::orders::OrderView;
use souk_market::settings::{BankAccount, Market as Settings};
use souk_testkit::market::CARD;

use super::rig::Shop;

const LINK: &str = "http://shop.test/o/S-1?token=otk_1";
const NO_MONEY: &str = "4000000000009995";

fn head() -> Letterhead {
    let market = Settings {
        name: "Harbour Market".to_owned(),
        contact: "hello@harbour.example".to_owned(),
        account: BankAccount { number: "DE00 1234".to_owned(), ..BankAccount::default() },
        ..Settings::default()
    };
    Letterhead { market, public_url: "http://shop.test".to_owned(), is_test: true }
}

/// Writes a letter and checks that both parts tell the same.
fn write(letter: &Letter<'_>, order: &OrderView) -> Written {
    let written = souk_ui::letters().write(&head(), letter);
    assert!(written.subject.contains(&order.number), "{}", written.subject);
    for part in [&written.text, &written.html] {
        assert!(part.contains(&order.number) && part.contains("Harbour Market"), "{part}");
    }
    assert!(written.html.starts_with("<!doctype html>") && written.html.contains("</html>"));
    assert!(!written.text.contains("{{") && !written.text.contains("  \n"), "{}", written.text);
    written
}

fn both(written: &Written, words: &str) {
    assert!(written.text.contains(words), "{words} in {}", written.text);
    let escaped = words.replace('&', "&#38;");
    assert!(written.html.contains(&escaped), "{escaped} in {}", written.html);
}

async fn order(shop: &Shop, card: Option<&'static str>) -> OrderView {
    let mug = shop.market.product(shop.kiln, 2800, 5).await;
    let cart = shop.market.cart(&[(mug, 2)]).await;
    let answer = match card {
        Some(card) => shop.market.place(cart, card).await.unwrap(),
        None => shop.market.place_by_transfer(cart).await.unwrap(),
    };
    shop.market.order_view(answer.order).await
}

#[tokio::test]
async fn a_paid_order_is_told_to_the_buyer_and_to_each_seller() {
    let shop = Shop::empty().await;
    let order = order(&shop, Some(CARD)).await;
    let told = write(&Letter::OrderPlaced { order: &order, link: LINK.to_owned() }, &order);
    for words in [
        "Thank you, Ada.",
        "is paid",
        "2 × Thing",
        "Kiln & Fern",
        "$56.00",
        "12 Harbour Road",
        "Paid: $64.36",
    ] {
        assert!(told.text.contains(words), "{words} in {}", told.text);
    }
    assert!(told.text.contains(LINK) && told.html.contains("href=\"http://shop.test/o/S-1?token=otk_1\""));
    let to_seller = write(&Letter::VendorNewOrder { order: &order, position: 0 }, &order);
    for words in ["New order to ship", "2 × Thing", "$56.00", "Standard", "Ada Buyer"] {
        both(&to_seller, words);
    }
    assert!(!to_seller.text.contains("token="), "a seller gets no key to the order");
    assert!(!to_seller.text.contains(&order.email));
    shop.market.close().await;
}

#[tokio::test]
async fn a_transfer_is_told_how_to_pay_it() {
    let shop = Shop::empty().await;
    let order = order(&shop, None).await;
    let told = write(&Letter::OrderPlaced { order: &order, link: LINK.to_owned() }, &order);
    let reference = order.payment.reference.clone().unwrap();
    for words in [
        &reference,
        "$64.36",
        "Account holder",
        "Harbour Market",
        "DE00 1234",
        "hello@harbour.example",
        "Put the reference into the transfer",
        "Mon, Nov 9",
        "UTC",
    ] {
        both(&told, words);
    }
    assert!(!told.text.contains("Bank:"), "a bank nobody named has no line: {}", told.text);
    assert!(!told.text.contains("is paid"), "{}", told.text);
    // nobody paid yet: perhaps it was a stranger who typed the address
    for part in [&told.text, &told.html] {
        assert!(!part.contains("Ada") && !part.contains("12 Harbour Road"), "{part}");
    }
    shop.market.close().await;
}

#[tokio::test]
async fn a_transfer_that_landed_is_told_as_such_with_what_came_too_much() {
    let shop = Shop::empty().await;
    let order = order(&shop, None).await;
    let reference = order.payment.reference.clone().unwrap();
    shop.market.receive("line 1", &reference, order.grand_total + 250).await;
    let order = shop.market.order_view(order.id).await;
    let told = write(&Letter::PaymentReceived { order: &order, link: LINK.to_owned() }, &order);
    for words in
        ["Your payment is here.", "$64.36", "You sent $2.50 too much.", "2 × Thing", "12 Harbour Road"]
    {
        both(&told, words);
    }
    assert!(!told.text.contains("Where to transfer") && !told.text.contains("Thank you"), "{}", told.text);
    shop.market.close().await;
}

#[tokio::test]
async fn the_market_is_told_what_it_must_send_back_by_hand() {
    let shop = Shop::empty().await;
    let order = order(&shop, None).await;
    let refund = |why, total| StaffRefund {
        id: RefundId::from_bytes([1; 16]),
        total: Money::new(total, order.currency),
        why,
    };
    let refunds = [refund(StaffReason::Refused, 6436), refund(StaffReason::Transfer, 250)];
    let told = write(&Letter::RefundLeftToStaff { order: &order, refunds: &refunds }, &order);
    for words in ["$64.36", "refused the refund", "$2.50", "It came by bank transfer"] {
        both(&told, words);
    }
    assert!(!told.text.contains("token="), "nobody but the buyer gets the key to the order");
    let refunds = [refund(StaffReason::PaidTwice, 6436), refund(StaffReason::OtherAmount, 250)];
    let told = write(&Letter::RefundContradicted { order: &order, refunds: &refunds }, &order);
    for words in ["$64.36", "may have been sent twice", "$2.50", "another amount"] {
        both(&told, words);
    }
    let told = write(&Letter::PaymentStayedOpen { order: &order }, &order);
    both(&told, "Its items stay held");
    shop.market.close().await;
}

#[tokio::test]
async fn a_failed_payment_says_why_and_how_to_try_again() {
    let shop = Shop::empty().await;
    let order = order(&shop, Some(NO_MONEY)).await;
    let told = write(&Letter::PaymentFailed { order: &order, link: LINK.to_owned() }, &order);
    let advice = souk_domain::refusal::DeclineCode::InsufficientFunds.advice();
    for words in [advice, "nothing has been charged", "Your items are held until"] {
        both(&told, words);
    }
    assert!(told.html.contains("Pay again"));
    shop.market.close().await;
}

#[tokio::test]
async fn an_end_says_whose_it_was_and_where_the_money_is() {
    let shop = Shop::empty().await;
    let by_buyer = order(&shop, None).await;
    shop.market.cancel(by_buyer.id).await.unwrap();
    let by_buyer = shop.market.order_view(by_buyer.id).await;
    let told = write(&Letter::OrderCancelled { order: &by_buyer, link: LINK.to_owned() }, &by_buyer);
    both(&told, "You asked us to cancel it.");
    both(&told, "Nothing was charged.");
    let late = order(&shop, None).await;
    shop.market.clock.advance(SignedDuration::from_hours(24 * 30));
    shop.market.settle().await;
    let late = expired(&shop, late.id).await;
    let told = write(&Letter::OrderCancelled { order: &late, link: LINK.to_owned() }, &late);
    both(&told, "It was not paid in time.");
    let reference = late.payment.reference.clone().unwrap();
    shop.market.receive("line 1", &reference, late.grand_total).await;
    let late = shop.market.order_view(late.id).await;
    let told = write(&Letter::LatePaymentReturned { order: &late, link: LINK.to_owned() }, &late);
    both(&told, "Your money is on its way back.");
    shop.market.close().await;
}

async fn expired(shop: &Shop, id: OrderId) -> OrderView {
    let order = shop.market.order_view(id).await;
    assert_eq!(order.cancel_reason, Some(CancelReason::Expired));
    order
}

#[tokio::test]
async fn the_mailbox_is_open_at_home_alone() {
    let shop = Shop::empty().await;
    assert!(shop.get_at_home("/_mail").await.page().contains("No e-mails yet"));
    order(&shop, Some(CARD)).await;
    shop.market.settle().await;
    let html = shop.get_at_home("/_mail").await.page();
    let id = html.split_once("href=\"/_mail/").unwrap().1.split_once('"').unwrap().0;
    let paths = ["/_mail".to_owned(), format!("/_mail/{id}"), format!("/_mail/{id}/letter")];
    assert!(shop.get_at_home(&paths[1]).await.page().contains(&format!("src=\"{}\"", paths[2])));
    let letter = shop.get_at_home(&paths[2]).await;
    assert_eq!(letter.header("cache-control"), "private, no-store");
    assert!(letter.header("content-security-policy").contains("sandbox"));
    for path in &paths {
        shop.get(path).await.error_page(404);
        let forwarded = [("x-forwarded-for", "127.0.0.1")];
        shop.ask(axum::http::Method::GET, path, &forwarded, [127, 0, 0, 1]).await.error_page(404);
    }
    for path in ["/_mail/nonsense", "/_mail/mail_00000000000000000000000000", "/_mail/nonsense/letter"] {
        shop.get_at_home(path).await.error_page(404);
    }
    shop.market.close().await;
}
