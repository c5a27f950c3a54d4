//! What the bank says without being asked: twice, late, out of turn, and forged.

use jiff::SignedDuration;
use serde_json::json;
use souk_domain::order::{AttemptStatus, OrderStatus, PaymentStatus};
use souk_testkit::market::{CARD, Decision, Notice};

use super::shop::{
    CONFIRM, DECLINED, MUG_TOTAL, can_be_had, last_key, mugs, order_one, page, refused, status, statuses,
    told,
};

#[tokio::test]
async fn a_confirmed_payment_is_booked_when_the_bank_says_so() {
    let (market, mug) = mugs().await;
    let (order, said) = order_one(&market, mug, CONFIRM).await;
    assert_eq!(said, "pending");
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::RequiresAction));
    let back = market.bank.decide(&page(&market, order).await, Decision::Approve).await;
    assert!(back.contains("/return"), "{back}");
    market.deliver().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(told(&market).await, ["order_placed"]);
    market.close().await;
}

#[tokio::test]
async fn a_payment_that_is_not_confirmed_can_be_tried_again() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.bank.decide(&page(&market, order).await, Decision::Decline).await;
    market.deliver().await;
    let view = market.order_view(order).await;
    assert_eq!(view.last_attempt.unwrap().decline_code.as_deref(), Some("not_confirmed"));
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test]
async fn a_confirmation_that_never_comes_ends_with_the_order() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    let page = page(&market, order).await;
    market.clock.advance(SignedDuration::from_mins(31));
    market.settle().await;
    let ended = (OrderStatus::Cancelled, PaymentStatus::Failed, Some(AttemptStatus::Cancelled));
    assert_eq!(statuses(&market, order).await, ended);
    assert!(can_be_had(&market, mug, 10).await);
    // the page still stands, but it takes no money any more
    let lines = market.bank.statement().await;
    assert!(lines.iter().any(|line| line.event == "charge.cancelled"), "{lines:?} {page}");
    assert_eq!(market.bank.kept_in_all().await, 0);
    market.close().await;
}

#[tokio::test]
async fn a_lost_notice_is_found_by_asking() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.bank.decide(&page(&market, order).await, Decision::Approve).await;
    market.clock.advance(SignedDuration::from_secs(31));
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    // the notice comes after all
    market.deliver().await;
    assert_eq!(told(&market).await, ["order_placed"]);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn notices_that_come_twice_count_once() {
    let (market, mug) = mugs().await;
    market.bank.duplicate_notices().await;
    let (paid, _) = order_one(&market, mug, CARD).await;
    let (confirmed, _) = order_one(&market, mug, CONFIRM).await;
    market.bank.decide(&page(&market, confirmed).await, Decision::Approve).await;
    let (declined, _) = order_one(&market, mug, DECLINED).await;
    market.deliver().await;
    for order in [paid, confirmed] {
        assert_eq!(status(&market, order).await, OrderStatus::Processing);
    }
    assert_eq!(status(&market, declined).await, OrderStatus::Pending);
    let mut told = told(&market).await;
    told.sort();
    assert_eq!(told, ["order_placed", "order_placed", "payment_failed"]);
    assert_eq!(market.balance("gateway_receivable").await, 2 * MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn stale_news_never_undoes_a_success() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let (order, _) = order_one(&market, mug, CARD).await;
    let key = last_key(&market, order).await;
    for (id, stale) in
        [("e1", "requires_action"), ("e2", "declined"), ("e3", "cancelled"), ("e4", "unheard_of")]
    {
        market.tell(&Notice::of_charge(id, &key, stale)).await.unwrap();
    }
    let paid = (OrderStatus::Processing, PaymentStatus::Completed, Some(AttemptStatus::Succeeded));
    assert_eq!(statuses(&market, order).await, paid);
    market.deliver().await;
    assert_eq!(told(&market).await, ["order_placed"]);
    market.close().await;
}

#[tokio::test]
async fn forged_notices_are_refused_and_foreign_ones_do_nothing() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    let key = last_key(&market, order).await;
    let good = Notice::of_success("e1", &key, MUG_TOTAL, "USD");
    let mut forged = good.clone();
    forged.body =
        String::from_utf8(good.body.clone()).unwrap().replace("succeeded", "succeeded ").into_bytes();
    assert_eq!(refused(market.tell(&forged).await), "unauthenticated");
    let bare = Notice { headers: Vec::new(), ..good.clone() };
    assert_eq!(refused(market.tell(&bare).await), "unauthenticated");
    for foreign in [
        Notice::of_success("e2", "att_of_somebody_else", MUG_TOTAL, "USD"),
        Notice::of("e3", &json!({"id": "e3", "type": "refund.succeeded"})),
    ] {
        market.tell(&foreign).await.unwrap();
    }
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::RequiresAction));
    market.close().await;
}

/// The bank takes the money; the market hears that it never will.
async fn approved_behind_our_back(market: &souk_testkit::Market, order: souk_domain::ids::OrderId) {
    let page = page(market, order).await;
    let key = last_key(market, order).await;
    market.bank.hold_notices().await;
    market.bank.decide(&page, Decision::Approve).await;
    market.tell(&Notice::of_charge("behind", &key, "cancelled")).await.unwrap();
}

#[tokio::test]
async fn a_success_after_the_end_is_given_back_once() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    approved_behind_our_back(&market, order).await;
    market.cancel(order).await.unwrap();
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.bank.duplicate_notices().await;
    market.deliver().await;
    assert_eq!(market.bank.kept_in_all().await, 0);
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.status), (OrderStatus::Cancelled, PaymentStatus::Cancelled));
    assert_eq!((view.payment.captured, view.payment.refunded), (MUG_TOTAL, MUG_TOTAL));
    assert_eq!(market.balance("gateway_receivable").await, 0);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    assert!(told(&market).await.contains(&"late_payment_returned".to_owned()));
    assert!(can_be_had(&market, mug, 10).await);
    let gone_back =
        market.bank.statement().await.iter().filter(|line| line.event == "refund.succeeded").count();
    assert_eq!(gone_back, 1);
    market.close().await;
}

#[tokio::test]
async fn a_second_success_is_given_back_and_the_first_stays() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    approved_behind_our_back(&market, order).await;
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    assert_eq!(market.bank.kept_in_all().await, 2 * MUG_TOTAL);
    market.deliver().await;
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    let view = market.order_view(order).await;
    assert_eq!(view.status, OrderStatus::Processing);
    assert_eq!((view.payment.captured, view.payment.refunded), (2 * MUG_TOTAL, MUG_TOTAL));
    assert_eq!(view.payment.last4.as_deref(), Some("4242"));
    market.close().await;
}
