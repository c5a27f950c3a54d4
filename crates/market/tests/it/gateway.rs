//! The gateway seam: what is begun, completed, told in other amounts, and waits.

use jiff::SignedDuration;
use souk_domain::{
    ids::{OrderId, VariantId},
    order::{AttemptStatus, OrderStatus, PaymentStatus},
};
use souk_market::{Actor, checkout, payments::Gateways, worker};
use souk_testkit::{
    Market,
    market::{CARD, Decision, Notice, Ports, Setup},
};

use super::letters::with_contact;
use super::shop::{
    CONFIRM, DROPPED, MUG_TOTAL, can_be_had, last_key, mug_of, mugs, order_one, page, status, statuses,
    still_sells, told,
};

const COMPLETED: &str = "4000000000003220";
/// Past the call's own deadline and the next look.
const A_MINUTE: SignedDuration = SignedDuration::from_secs(60);

/// A market that begins its charges at the bank, with ten mugs for sale.
async fn beginning() -> (Market, VariantId) {
    let market = Market::with(Setup { begins_at_bank: true, ..Setup::default() }).await;
    let mug = mug_of(&market, 10).await;
    (market, mug)
}

async fn lines(market: &Market) -> Vec<String> {
    market.bank.statement().await.into_iter().map(|line| line.event).collect()
}

async fn reference(market: &Market, order: OrderId) -> Option<String> {
    market.order_view(order).await.last_attempt.unwrap().row.gateway_ref
}

#[tokio::test]
async fn a_charge_is_begun_its_reference_kept_and_then_confirmed() {
    let (market, mug) = beginning().await;
    let (order, said) = order_one(&market, mug, CARD).await;
    assert_eq!(said, "paid");
    assert_eq!(lines(&market).await, ["charge.begun", "charge.succeeded"]);
    assert!(reference(&market, order).await.unwrap().starts_with("ch_"));
    let (confirmed, said) = order_one(&market, mug, CONFIRM).await;
    assert_eq!(said, "pending");
    market.bank.decide(&page(&market, confirmed).await, Decision::Approve).await;
    market.deliver().await;
    assert_eq!(status(&market, confirmed).await, OrderStatus::Processing);
    assert_eq!(market.bank.kept_in_all().await, 2 * MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn where_the_shop_names_the_charge_nothing_is_begun() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CARD).await;
    assert_eq!(lines(&market).await, ["charge.succeeded"]);
    assert_eq!(reference(&market, order).await, Some(last_key(&market, order).await));
    market.close().await;
}

#[tokio::test]
async fn what_could_not_be_begun_was_never_charged_and_ends_without_a_question() {
    let (market, mug) = beginning().await;
    market.bank.stop().await;
    let (order, said) = order_one(&market, mug, CARD).await;
    assert_eq!(said, "pending");
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::Created));
    assert_eq!(reference(&market, order).await, None);
    // the bank is still away: nobody has to be asked
    market.clock.advance(A_MINUTE);
    market.settle().await;
    let ended = (OrderStatus::Pending, PaymentStatus::Pending, Some(AttemptStatus::Cancelled));
    assert_eq!(statuses(&market, order).await, ended);
    market.bank.start().await;
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_cancel_ends_what_was_never_begun_at_once() {
    let (market, mug) = beginning().await;
    market.bank.stop().await;
    let (order, _) = order_one(&market, mug, CARD).await;
    market.cancel(order).await.unwrap();
    assert_eq!(status(&market, order).await, OrderStatus::Cancelled);
    assert!(can_be_had(&market, mug, 10).await);
    market.bank.start().await;
    market.close().await;
}

/// An order whose buyer has agreed on the bank's page, and nothing was taken yet.
async fn approved(market: &Market, mug: VariantId) -> OrderId {
    let (order, said) = order_one(market, mug, COMPLETED).await;
    assert_eq!(said, "pending");
    market.bank.hold_notices().await;
    market.bank.decide(&page(market, order).await, Decision::Approve).await;
    assert_eq!(market.bank.kept_in_all().await, 0);
    order
}

#[tokio::test]
async fn what_the_buyer_agreed_to_is_taken_on_the_way_back() {
    let (market, mug) = mugs().await;
    let order = approved(&market, mug).await;
    for _ in 0..2 {
        checkout::complete_on_return(&market.app, Actor::Guest, order).await.unwrap();
    }
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.deliver().await;
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    assert_eq!(told(&market).await, ["order_placed"]);
    market.close().await;
}

#[tokio::test]
async fn a_buyer_who_does_not_come_back_is_charged_when_the_bank_tells() {
    let (market, mug) = mugs().await;
    let order = approved(&market, mug).await;
    market.deliver().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn an_agreement_that_nobody_told_of_is_found_by_asking() {
    let (market, mug) = mugs().await;
    let order = approved(&market, mug).await;
    market.clock.advance(A_MINUTE);
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.close().await;
}

#[tokio::test]
async fn what_was_agreed_to_and_not_taken_ends_with_the_order() {
    let (market, mug) = mugs().await;
    let order = approved(&market, mug).await;
    market.cancel(order).await.unwrap();
    assert_eq!(status(&market, order).await, OrderStatus::Cancelled);
    checkout::complete_on_return(&market.app, Actor::Guest, order).await.unwrap();
    market.deliver().await;
    assert_eq!(market.bank.kept_in_all().await, 0);
    assert!(can_be_had(&market, mug, 10).await);
    market.close().await;
}

#[tokio::test]
async fn another_amount_pays_nothing_and_is_left_to_people() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    let key = last_key(&market, order).await;
    for (event, less) in [("e1", 1), ("e2", 2)] {
        market.tell(&Notice::of_success(event, &key, MUG_TOTAL - less, "USD")).await.unwrap();
    }
    let ended = (OrderStatus::Pending, PaymentStatus::Pending, Some(AttemptStatus::Mismatched));
    assert_eq!(statuses(&market, order).await, ended);
    let view = market.order_view(order).await;
    assert_eq!((view.payment.captured, view.payment.refunded), (MUG_TOTAL - 1, 0));
    assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL - 1);
    assert_eq!(market.balance("refunds_clearing").await, -(MUG_TOTAL - 1));
    market.require_clean("with money of another amount").await;
    // it is the market's people who hear of it, and the order can be paid as it should be
    market.deliver().await;
    assert!(is_left_to_staff(&market).await);
    assert!(
        !told(&market).await.contains(&"payment_failed".to_owned()),
        "it did not fail: somebody was charged"
    );
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test]
async fn another_currency_pays_nothing_and_is_in_none_of_the_orders_sums() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    let key = last_key(&market, order).await;
    market.tell(&Notice::of_success("e1", &key, MUG_TOTAL, "EUR")).await.unwrap();
    let ended = (OrderStatus::Pending, PaymentStatus::Pending, Some(AttemptStatus::Mismatched));
    assert_eq!(statuses(&market, order).await, ended);
    assert_eq!(market.order_view(order).await.payment.captured, 0);
    assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL, "in euros");
    market.require_clean("with money of another currency").await;
    market.deliver().await;
    assert!(is_left_to_staff(&market).await);
    market.cancel(order).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn a_success_that_names_no_amount_is_asked_about() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    let key = last_key(&market, order).await;
    market.tell(&Notice::of_charge("e1", &key, "succeeded")).await.unwrap();
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::InDoubt));
    market.clock.advance(A_MINUTE);
    market.settle().await;
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::RequiresAction));
    market.close().await;
}

#[tokio::test]
async fn a_fee_is_booked_once_whoever_tells_of_it() {
    let market = Market::with(Setup { bank_fee_bps: 290, ..Setup::default() }).await;
    let mug = mug_of(&market, 10).await;
    let fee = MUG_TOTAL * 290 / 10_000;
    let (order, _) = order_one(&market, mug, CARD).await;
    assert_eq!(market.balance("gateway_fees").await, fee);
    assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL - fee);
    market.bank.duplicate_notices().await;
    let (confirmed, _) = order_one(&market, mug, CONFIRM).await;
    market.bank.decide(&page(&market, confirmed).await, Decision::Approve).await;
    market.deliver().await;
    assert_eq!(market.balance("gateway_fees").await, 2 * fee);
    assert_eq!(
        market.order_view(order).await.payment.captured,
        MUG_TOTAL,
        "a fee is no part of what was captured"
    );
    market.close().await;
}

pub(crate) async fn is_left_to_staff(market: &Market) -> bool {
    market.mails().await.iter().any(|(_, kind)| kind == "refund_left_to_staff")
}

#[tokio::test]
async fn a_gateway_that_is_not_set_up_holds_the_order() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DROPPED).await;
    let bare = market.app_with(Ports { gateways: Some(Gateways::default()), ..Ports::default() }).await;
    market.clock.advance(SignedDuration::from_hours(1));
    worker::run_due(&bare).await.unwrap();
    // nobody can say what that gateway took: the stock stays held
    assert_eq!(status(&market, order).await, OrderStatus::Pending);
    assert!(!can_be_had(&market, mug, 10).await);
    bare.db().close().await;

    market.clock.advance(SignedDuration::from_hours(1));
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Cancelled);
    still_sells(&market, mug).await;
    market.close().await;
}

#[tokio::test]
async fn a_later_try_is_cancelled_when_an_earlier_one_pays_after_all() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DROPPED).await;
    let first = last_key(&market, order).await;
    market.tell(&Notice::of_charge("behind", &first, "cancelled")).await.unwrap();
    assert_eq!(market.pay(order, CONFIRM).await.unwrap().body, "pending");
    market.charge_late(&first, CARD, MUG_TOTAL).await;
    market.deliver().await;
    let ended = (OrderStatus::Processing, PaymentStatus::Completed, Some(AttemptStatus::Cancelled));
    assert_eq!(statuses(&market, order).await, ended, "nobody had to wait for its deadline");
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn people_are_told_once_of_an_attempt_that_stays_open_for_a_day() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    market.bank.stop().await;
    order_one(&market, mug, CARD).await;
    let letters =
        async || market.mails().await.into_iter().filter(|(_, kind)| kind == "payment_stayed_open").count();
    market.clock.advance(SignedDuration::from_hours(23));
    market.settle().await;
    assert_eq!(letters().await, 0);
    for _ in 0..3 {
        market.clock.advance(SignedDuration::from_hours(2));
        market.settle().await;
    }
    assert_eq!(letters().await, 1);
    market.bank.start().await;
    market.clock.advance(A_MINUTE);
    market.settle().await;
    market.close().await;
}
