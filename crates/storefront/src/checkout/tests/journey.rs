//! From the cart to an order, each way it can go.

use axum::http::StatusCode;
use souk_domain::order::{CashCollector, CashTerms, OrderStatus, PaymentMethod};
use souk_domain::shipment::ShipmentStatus;
use souk_market::{Actor, settings};
use souk_testkit::market::Decision;

use crate::tests::rig::{DECLINED_CARD, GOOD_CARD, Shop, TOTAL, assert_card_is_forgotten, filled, number_of};

#[tokio::test]
async fn a_guest_buys_from_two_sellers_by_card() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    assert!(page.says("$124.48") && page.says("Kiln & Fern") && page.says("Loom House"), "{}", page.words());
    assert_eq!(page.header("cache-control"), "no-store");
    let form = filled(&page, GOOD_CARD);
    assert_eq!(form.value("expected_total"), Some(TOTAL.to_string().as_str()));

    let placed = browser.post(&form).await;
    let number = number_of(&placed);
    assert!(browser.cookie("souk_dev_cart").is_none(), "the cart has done its work");
    let order = browser.follow(placed).await;
    assert_eq!(order.status, StatusCode::OK);
    for words in [
        "Thank you, Maya.",
        "comes in 2 shipments",
        "Visa ending 4242",
        "Paid. The seller has been told",
        "Durham, NC 27701",
        "$124.48",
    ] {
        assert!(order.says(words), "{words}: {}", order.words());
    }
    assert_eq!(order.header("cache-control"), "no-store");
    assert_eq!(order.header("referrer-policy"), "same-origin");
    assert_eq!(order.header("x-robots-tag"), "noindex");
    assert!(!order.html.contains("otk_"), "the token is in no page, so no page can tell it");
    let others = ["cart", "account", "cancel"].map(|act| format!("/o/{number}/{act}"));
    let forms = order.forms();
    assert!(
        forms.iter().all(|form| others.contains(&form.action)),
        "what is paid is not paid again, and may be called off while nothing was sent"
    );

    let stored = shop.order(&number).await;
    assert_eq!((stored.status, stored.grand_total), (OrderStatus::Processing, TOTAL));
    assert_eq!(shop.market.bank.kept_in_all().await, TOTAL);
    shop.market.close().await;
}

#[tokio::test]
async fn an_order_of_two_weeks_ago_thanks_nobody_and_says_when_it_was_due() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, GOOD_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    assert!(order.says("A receipt is on its way") && !order.says("Was to arrive"), "{}", order.words());
    shop.market.clock.advance(jiff::SignedDuration::from_hours(24 * 14));
    let later = browser.get(&format!("/o/{number}")).await;
    for words in [
        format!("Order {number}").as_str(),
        "Was to arrive",
        "Not there? Ask us",
        "each ships their own part",
    ] {
        assert!(later.says(words), "{words}: {}", later.words());
    }
    assert!(!later.says("Thank you") && !later.says("A receipt is on its way"), "{}", later.words());
    shop.market.close().await;
}

#[tokio::test]
async fn a_declined_card_is_told_and_another_one_pays() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, DECLINED_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    assert!(order.says("Insufficient funds. Try another card."), "{}", order.words());
    assert!(order.says("Your items are held until"));

    let again = order.form(&format!("/o/{number}"));
    let wrong = again.clone().with("number", "4242 4242 4242 4241").with("exp", "").with("cvc", "1");
    let mended = browser.post(&wrong).await;
    assert_eq!(mended.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        mended.says("Please fix 3 fields") && mended.says("A digit is wrong or missing."),
        "{}",
        mended.words()
    );
    assert_card_is_forgotten(&mended, "4242 4242 4242 4241");
    let opened = browser.get(&wrong.action).await;
    assert!(opened.status == StatusCode::OK && opened.says("Pay again"), "its address opens the order");

    let again = mended.form(&format!("/o/{number}"));
    let again = again.with("number", GOOD_CARD).with("exp", "12/34").with("cvc", "735");
    let paid = browser.submit(&again).await;
    assert!(paid.says("Thank you, Maya."), "{}", paid.words());
    // the same form twice: one charge
    let twice = browser.submit(&again).await;
    assert!(twice.says("Thank you, Maya."));
    assert_eq!(shop.market.bank.kept_in_all().await, TOTAL);
    shop.market.close().await;
}

#[tokio::test]
async fn a_transfer_shows_what_to_write_and_is_paid_when_it_lands() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let form = filled(&page, "").with("pay", "bank_transfer").with("exp", "").with("cvc", "");
    let placed = browser.post(&form).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    let stored = shop.order(&number).await;
    let reference = stored.payment.reference.clone().unwrap();
    assert!(order.says("Where to transfer") && order.says(&reference) && order.says("$124.48"));
    // a part of it, and then the rest
    shop.market.receive("line 1", &reference, 5000).await;
    let order = browser.get(&format!("/o/{number}")).await;
    for words in ["$50.00 arrived, thank you. $74.48 is still to come", "Still to transfer $74.48"] {
        assert!(order.says(words), "{words}: {}", order.words());
    }
    shop.market.receive("line 2", &reference, TOTAL - 5000).await;
    let order = browser.get(&format!("/o/{number}")).await;
    assert!(
        order.says("Thank you, Maya.")
            && order.says("The seller has been told")
            && !order.says("Where to transfer")
    );
    shop.market.close().await;
}

#[tokio::test]
async fn cash_is_paid_when_it_arrives_and_every_page_says_so() {
    let shop = Shop::open().await;
    shop.market.take_cash(CashCollector::Vendor).await;
    let (mut browser, page) = shop.at_checkout().await;
    assert!(
        page.says("Cash on delivery") && page.says("You pay whoever brings it: each"),
        "{}",
        page.words()
    );
    let form = filled(&page, "").with("pay", "cash_on_delivery").with("exp", "").with("cvc", "");
    let placed = browser.post(&form).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    let words = [
        "You pay when it arrives",
        "Nothing is charged before.",
        "Placed, and paid when it arrives",
        "The seller has been told",
    ];
    for words in words {
        assert!(order.says(words), "{words}: {}", order.words());
    }
    assert!(!order.says("Placed and paid") && !order.says("your money goes back"), "{}", order.words());
    let stored = shop.order(&number).await;
    assert_eq!((stored.status, stored.payment.captured), (OrderStatus::Processing, 0));
    let dues: Vec<i64> = stored.vendor_orders.iter().filter_map(|part| part.cash_due).collect();
    assert_eq!((dues.len(), dues.iter().sum::<i64>()), (2, TOTAL));
    let sum = |cents: i64| format!("${}.{:02}", cents / 100, cents % 100);
    for due in &dues {
        assert!(order.says(&format!("To pay when it arrives: {}", sum(*due))), "{}", order.words());
    }

    let parcel = shop.market.ship_all(stored.id).await.remove(0);
    shop.market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    let order = browser.get(&format!("/o/{number}")).await;
    assert!(order.says(&format!("Paid when it arrived: {}", sum(dues[0]))), "{}", order.words());
    assert!(order.says(&format!("To pay when it arrives: {}", sum(dues[1]))), "{}", order.words());
    shop.market.close().await;
}

#[tokio::test]
async fn why_cash_is_not_taken_is_said_where_the_market_takes_any() {
    let shop = Shop::open().await;
    shop.market.take_cash(CashCollector::Vendor).await;
    let dear = |market: settings::Market| settings::Market {
        cash: CashTerms { most: TOTAL - 1, ..market.cash },
        ..market
    };
    settings::change_market(&shop.market.app, Actor::Operator, Box::new(dear)).await.unwrap();
    let (mut browser, page) = shop.at_checkout().await;
    assert!(page.says("Cash on delivery is not for an order that costs this much."), "{}", page.words());
    // asked for all the same
    let form = filled(&page, "").with("pay", "cash_on_delivery").with("exp", "").with("cvc", "");
    let refused = browser.submit(&form).await;
    assert!(refused.says("Choose another way to pay."), "{}", refused.words());
    shop.market.close().await;
}

#[tokio::test]
async fn after_a_decline_a_transfer_will_do() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, DECLINED_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    let order = browser.submit(&order.form(&format!("/o/{number}")).with("pay", "bank_transfer")).await;
    assert!(order.says("Where to transfer"), "{}", order.words());
    assert_eq!(shop.order(&number).await.payment.method, PaymentMethod::BankTransfer);
    shop.market.close().await;
}

#[tokio::test]
async fn a_cancelled_order_goes_back_into_the_cart() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, DECLINED_CARD)).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    let cancelled = browser.submit(&order.form(&format!("/o/{number}/cancel"))).await;
    assert!(cancelled.says("This order is cancelled.") && cancelled.says("Nothing was charged."));
    assert_eq!(shop.order(&number).await.status, OrderStatus::Cancelled);

    // beside what lies in the cart meanwhile
    browser.add(shop.mug, 1).await;
    let cart = browser.submit(&cancelled.form(&format!("/o/{number}/cart"))).await;
    assert_eq!(cart.status, StatusCode::OK);
    assert!(cart.says("4 items from 2 sellers"), "{}", cart.words());
    shop.market.close().await;
}

#[tokio::test]
async fn a_card_that_must_be_confirmed_is_confirmed_at_the_bank() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let placed = browser.post(&filled(&page, "4000 0025 0000 3155")).await;
    let number = number_of(&placed);
    let order = browser.follow(placed).await;
    assert!(order.says("Go to your bank"), "{}", order.words());
    let bank = shop.order(&number).await.last_attempt.unwrap().row.next_action_url.unwrap();
    assert!(order.html.contains(&format!("href=\"{bank}\"")), "{bank}");

    // back with nothing agreed to: the page waits, and looks again by itself; what the address claims is not believed
    let waiting = browser.get(&format!("/o/{number}/return?status=succeeded&paid=true")).await;
    assert!(waiting.says("Please do not pay again.") && waiting.html.contains("http-equiv=\"refresh\""));

    // back before the bank's notice: what was agreed to is taken at once
    shop.market.bank.hold_notices().await;
    let way_back = shop.market.bank.decide(&bank, Decision::Approve).await;
    let path = way_back.strip_prefix(shop.market.app.public_url()).unwrap().to_owned();
    let paid = browser.get(&path).await;
    let paid = browser.follow(paid).await;
    assert!(paid.says("Thank you, Maya."), "{}", paid.words());
    shop.market.deliver().await;
    assert_eq!(shop.market.bank.kept_in_all().await, TOTAL, "the notice pays nothing twice");
    shop.market.close().await;
}

#[tokio::test]
async fn an_answer_that_was_lost_is_asked_for_again() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    // the bank charges, and its answer is lost: the order is paid all the same, or says that it waits
    let order = browser.submit(&filled(&page, "4000 0000 0000 0218")).await;
    assert!(order.says("Thank you, Maya.") || order.says("Please do not pay again."), "{}", order.words());
    assert_eq!(shop.market.bank.kept_in_all().await, TOTAL);
    shop.market.close().await;
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_order() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let form = filled(&page, GOOD_CARD);
    let (mut one, mut other) = (browser.tab(), browser.tab());
    let (first, second) = tokio::join!(one.post(&form), other.post(&form));
    assert_eq!(number_of(&first), number_of(&second));
    let third = browser.post(&form).await;
    assert_eq!(number_of(&first), number_of(&third));
    for (tab, answer) in [(&mut one, first), (&mut other, second), (&mut browser, third)] {
        let order = tab.follow(answer).await;
        assert!(
            order.says("Thank you, Maya.") || order.says("Please do not pay again."),
            "{}",
            order.words()
        );
    }
    assert_eq!(shop.market.bank.kept_in_all().await, TOTAL);
    shop.market.close().await;
}

#[tokio::test]
async fn a_lost_answer_is_found_again_through_the_cart() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    // the answer never reaches this tab: it still holds the cart
    let number = number_of(&browser.tab().post(&filled(&page, GOOD_CARD)).await);
    for path in ["/cart", "/checkout"] {
        let mut tab = browser.tab();
        let led = tab.get(path).await;
        assert_eq!(number_of(&led), number, "{path}");
        assert!(tab.follow(led).await.says("Thank you, Maya."));
    }
    // and goes on shopping with a new one
    let cart = browser.add(shop.mug, 1).await;
    assert!(cart.says("1 item from 1 seller"), "{}", cart.words());
    shop.market.close().await;
}

#[tokio::test]
async fn the_link_in_the_mail_opens_the_order_and_leaves_the_address() {
    let shop = Shop::open().await;
    let (mut browser, page) = shop.at_checkout().await;
    let number = number_of(&browser.post(&filled(&page, GOOD_CARD)).await);
    let stored = shop.order(&number).await;
    let link = souk_market::orders::guest_link(&shop.market.app, &stored);
    let path = link.strip_prefix(shop.market.app.public_url()).unwrap();

    let mut elsewhere = browser.stranger();
    let hidden = elsewhere.get(&format!("/o/{number}")).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let led = elsewhere.get(path).await;
    assert_eq!(led.leads_to(), format!("/o/{number}"));
    assert_eq!(led.header("referrer-policy"), "same-origin");
    assert!(elsewhere.follow(led).await.says("Thank you, Maya."));
    shop.market.close().await;
}
