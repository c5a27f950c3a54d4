//! Bank transfers.

use jiff::SignedDuration;
use souk_domain::{
    ids::OrderId,
    order::{OrderStatus, PaymentMethod, PaymentStatus},
};
use souk_market::{
    Actor,
    checkout::{self, TransferOutcome},
};
use souk_testkit::{
    Market,
    market::{CARD, Try},
};

use super::shop::{DECLINED, MUG_TOTAL, can_be_had, mugs, order_one, refused, status, told};

/// Orders a mug; the order and what the buyer writes on the transfer.
async fn ordered(market: &Market, mug: souk_domain::ids::VariantId) -> (OrderId, String) {
    let answer = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (202, "pending"));
    let view = market.order_view(answer.order).await;
    (answer.order, view.payment.reference.unwrap())
}

async fn unmatched(market: &Market) -> Vec<String> {
    let (state, limit) = (checkout::TransferState::Unmatched, souk_market::paging::MAX_LIMIT);
    let listed = checkout::list_incoming_transfers(&market.app, Actor::Operator, state, None, limit);
    listed.await.unwrap().items.into_iter().map(|transfer| transfer.row.statement_line).collect()
}

#[tokio::test]
async fn the_exact_sum_pays_and_the_same_line_counts_once() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    // as people type it
    assert_eq!(market.receive("l1", &format!(" {} ", reference.to_lowercase()), MUG_TOTAL).await, paid);
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL).await, TransferOutcome::Known);
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.status), (OrderStatus::Processing, PaymentStatus::Completed));
    assert_eq!(view.payment.captured, MUG_TOTAL);
    market.deliver().await;
    assert_eq!(told(&market).await, ["order_placed", "payment_received"]);
    assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    assert!(unmatched(&market).await.is_empty());
    market.close().await;
}

#[tokio::test]
async fn too_little_twice_adds_up() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let partial = TransferOutcome::Partial { order, outstanding: MUG_TOTAL - 1000 };
    assert_eq!(market.receive("l1", &reference, 1000).await, partial);
    assert_eq!(status(&market, order).await, OrderStatus::Pending);
    market.require_clean("while a part of the money is held").await;
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    assert_eq!(market.receive("l2", &reference, MUG_TOTAL - 1000).await, paid);
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.close().await;
}

#[tokio::test]
async fn what_came_too_much_is_owed_to_the_buyer() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let paid = TransferOutcome::Paid { order, surplus: 250 };
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL + 250).await, paid);
    let view = market.order_view(order).await;
    assert_eq!((view.payment.captured, view.payment.refunded), (MUG_TOTAL + 250, 0));
    assert_eq!(market.balance("refunds_clearing").await, -250);
    market.close().await;
}

#[tokio::test]
async fn money_nobody_waits_for_is_left_to_staff() {
    let (market, mug) = mugs().await;
    let (late, reference) = ordered(&market, mug).await;
    assert_eq!(market.receive("l1", "for the mug", MUG_TOTAL).await, TransferOutcome::Unmatched);
    market.clock.advance(SignedDuration::from_hours(7 * 24));
    market.settle().await;
    assert_eq!(status(&market, late).await, OrderStatus::Cancelled);
    assert!(can_be_had(&market, mug, 10).await);
    assert_eq!(market.receive("l2", &reference, MUG_TOTAL).await, TransferOutcome::Unmatched);
    let (paid, reference) = ordered(&market, mug).await;
    market.receive("l3", &reference, MUG_TOTAL).await;
    assert_eq!(market.receive("l4", &reference, MUG_TOTAL).await, TransferOutcome::Unmatched);
    assert_eq!(status(&market, paid).await, OrderStatus::Processing);
    let mut left = unmatched(&market).await;
    left.sort();
    assert_eq!(left, ["l1", "l2", "l4"]);
    market.close().await;
}

#[tokio::test]
async fn a_part_that_came_is_owed_back_when_the_order_ends() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    market.receive("l1", &reference, 1000).await;
    market.cancel(order).await.unwrap();
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.captured), (OrderStatus::Cancelled, 1000));
    assert_eq!(market.balance("refunds_clearing").await, -1000);
    market.close().await;
}

#[tokio::test]
async fn a_part_that_came_is_owed_back_when_a_card_pays() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    market.receive("l1", &reference, 1000).await;
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.captured), (OrderStatus::Processing, MUG_TOTAL + 1000));
    assert_eq!(market.balance("refunds_clearing").await, -1000);
    market.close().await;
}

#[tokio::test]
async fn a_declined_card_gives_way_to_a_transfer() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    let wish = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
    assert_eq!(market.pay_as(&wish).await.unwrap().body, "pending");
    let view = market.order_view(order).await;
    assert_eq!(view.payment.method, PaymentMethod::BankTransfer);
    market.clock.advance(SignedDuration::from_hours(6 * 24));
    market.settle().await;
    market.receive("l1", &view.payment.reference.unwrap(), MUG_TOTAL).await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(refused(market.pay(order, CARD).await), "already_paid");
    market.close().await;
}

#[tokio::test]
async fn choosing_the_transfer_again_holds_the_stock_no_longer() {
    let (market, mug) = mugs().await;
    let (order, _) = ordered(&market, mug).await;
    let first = market.order_view(order).await.expires_at;
    market.clock.advance(SignedDuration::from_hours(5 * 24));
    let wish = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
    market.pay_as(&wish).await.unwrap();
    assert_eq!(market.order_view(order).await.expires_at, first);
    market.close().await;
}

#[tokio::test]
async fn a_declined_card_takes_no_time_from_a_transfer_that_may_be_on_its_way() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let promised = market.order_view(order).await.expires_at;
    market.clock.advance(SignedDuration::from_hours(24));
    market.pay(order, DECLINED).await.unwrap();
    assert_eq!(market.order_view(order).await.expires_at, promised);
    market.clock.advance(SignedDuration::from_hours(5 * 24));
    market.settle().await;
    market.receive("l1", &reference, MUG_TOTAL).await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.close().await;
}
