//! Cards that are declined, and orders that are paid again.

use souk_domain::order::{AttemptStatus, OrderStatus, PaymentMethod, PaymentStatus};
use souk_testkit::market::{CARD, Try};

use super::shop::{CONFIRM, DECLINED, MUG_TOTAL, can_be_had, mugs, order_one, refused, statuses, told};

#[tokio::test]
async fn every_declining_card_says_why_and_leaves_the_order_to_be_paid() {
    let (market, mug) = mugs().await;
    for (card, why) in [
        (DECLINED, "declined generic_decline"),
        ("4000000000009995", "declined insufficient_funds"),
        ("4000000000000069", "declined expired_card"),
        ("4000000000000127", "declined incorrect_cvc"),
    ] {
        let (order, said) = order_one(&market, mug, card).await;
        assert_eq!(said, why);
        let declined = (OrderStatus::Pending, PaymentStatus::Pending, Some(AttemptStatus::Declined));
        assert_eq!(statuses(&market, order).await, declined);
    }
    assert_eq!(market.bank.kept_in_all().await, 0);
    assert!(market.entries().await.is_empty());
    market.close().await;
}

#[tokio::test]
async fn a_declined_order_is_paid_with_another_card() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    market.deliver().await;
    assert_eq!(told(&market).await, ["payment_failed"]);
    let answer = market.pay(order, CARD).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (201, "paid"));
    market.deliver().await;
    assert_eq!(told(&market).await, ["payment_failed", "order_placed"]);
    assert_eq!(market.order_view(order).await.payment.attempts, 2);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    assert_eq!(refused(market.pay(order, CARD).await), "already_paid");
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_declined_order_lapses_after_ten_minutes_and_gives_its_stock_back() {
    let (market, mug) = mugs().await;
    let answer = market.place(market.cart(&[(mug, 10)]).await, DECLINED).await.unwrap();
    assert!(!can_be_had(&market, mug, 1).await);
    market.clock.advance(jiff::SignedDuration::from_secs(10 * 60 - 1));
    market.settle().await;
    assert!(!can_be_had(&market, mug, 1).await);
    market.clock.advance(jiff::SignedDuration::from_secs(1));
    market.settle().await;
    let ended = (OrderStatus::Cancelled, PaymentStatus::Failed, Some(AttemptStatus::Declined));
    assert_eq!(statuses(&market, answer.order).await, ended);
    assert!(can_be_had(&market, mug, 10).await);
    assert_eq!(told(&market).await, ["payment_failed", "order_cancelled"]);
    assert_eq!(refused(market.pay(answer.order, CARD).await), "payment_closed");
    market.close().await;
}

#[tokio::test]
async fn nobody_pays_while_a_try_is_open() {
    let (market, mug) = mugs().await;
    let (order, said) = order_one(&market, mug, CONFIRM).await;
    assert_eq!(said, "pending");
    assert_eq!(refused(market.pay(order, CARD).await), "payment_in_progress");
    let transfer = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
    assert_eq!(refused(market.pay_as(&transfer).await), "payment_in_progress");
    assert_eq!(market.order_view(order).await.payment.attempts, 1);
    market.close().await;
}

#[tokio::test]
async fn a_further_try_answers_its_key_once() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    let wish = Try { order, method: PaymentMethod::Card, card: Some(CARD), key: market.key() };
    let first = market.pay_as(&wish).await.unwrap();
    let again = market.pay_as(&wish).await.unwrap();
    assert_eq!((first.body.as_str(), first.replayed, again.replayed), ("paid", false, true));
    assert_eq!((again.status, again.body, again.order), (first.status, first.body, first.order));
    assert_eq!(market.order_view(order).await.payment.attempts, 2);
    market.close().await;
}
