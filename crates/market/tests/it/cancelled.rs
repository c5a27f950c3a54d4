//! Orders that end unpaid.

use jiff::SignedDuration;
use souk_domain::order::{AttemptStatus, CancelReason, OrderStatus, PaymentStatus};
use souk_market::{Actor, cart, checkout};
use souk_testkit::market::{CARD, Good};

use super::shop::{CONFIRM, DECLINED, MUG_TOTAL, can_be_had, mugs, order_one, refused, statuses, told};

#[tokio::test]
async fn a_buyer_ends_an_order_between_two_tries() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    market.cancel(order).await.unwrap();
    let ended = (OrderStatus::Cancelled, PaymentStatus::Cancelled, Some(AttemptStatus::Declined));
    assert_eq!(statuses(&market, order).await, ended);
    // doing it again changes nothing
    market.cancel(order).await.unwrap();
    market.deliver().await;
    assert_eq!(told(&market).await, ["payment_failed", "order_cancelled"]);
    assert!(can_be_had(&market, mug, 10).await);
    assert_eq!(refused(market.pay(order, CARD).await), "payment_closed");
    market.close().await;
}

#[tokio::test]
async fn an_open_try_is_ended_at_the_bank_first() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.cancel(order).await.unwrap();
    let ended = (OrderStatus::Cancelled, PaymentStatus::Cancelled, Some(AttemptStatus::Cancelled));
    assert_eq!(statuses(&market, order).await, ended);
    assert!(can_be_had(&market, mug, 10).await);
    market.close().await;
}

#[tokio::test]
async fn a_paid_order_is_cancelled_with_its_money_and_gives_no_cart_back() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CARD).await;
    let cancelled = checkout::cancel_order_into_cart(&market.app, Actor::Guest, order, None);
    let cancelled = cancelled.await.unwrap().fresh().unwrap();
    assert_eq!((cancelled.order.status, cancelled.cart), (OrderStatus::Cancelled, None));
    let ended = (OrderStatus::Cancelled, PaymentStatus::Completed, Some(AttemptStatus::Succeeded));
    assert_eq!(statuses(&market, order).await, ended);
    market.deliver().await;
    assert_eq!(market.order_view(order).await.payment.refunded, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn an_ended_order_gives_back_a_unique_piece_and_fills_a_fresh_cart() {
    let (market, mug) = mugs().await;
    let vendor = market.vendor("Loom House").await;
    let rug = market.sell(vendor, Good::unique(90_000)).await;
    let answer = market.place(market.cart(&[(rug, 1), (mug, 4)]).await, DECLINED).await.unwrap();
    assert!(!can_be_had(&market, rug, 1).await);
    market.cancel(answer.order).await.unwrap();
    let order = answer.order;
    let fresh =
        market.app.write(Actor::Guest, move |ctx| Box::pin(cart::from_order(ctx, order))).await.unwrap();
    assert_eq!(market.place(fresh, CARD).await.unwrap().body, "paid");
    assert!(!can_be_had(&market, rug, 1).await);
    assert!(can_be_had(&market, mug, 6).await && !can_be_had(&market, mug, 7).await);
    market.close().await;
}

#[tokio::test]
async fn an_unpaid_order_lapses_only_when_its_time_is_over() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.clock.advance(SignedDuration::from_secs(30 * 60 - 1));
    market.settle().await;
    assert_eq!(statuses(&market, order).await.0, OrderStatus::Pending);
    market.clock.advance(SignedDuration::from_secs(1));
    market.settle().await;
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.cancel_reason), (OrderStatus::Cancelled, Some(CancelReason::Expired)));
    assert_eq!(view.expires_at, None);
    market.close().await;
}
