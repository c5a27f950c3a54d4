//! Money on its way back: promised, looked up, failed, come back, and tried again by staff.

use jiff::SignedDuration;
use souk_db::sql;
use souk_domain::{
    ids::{OrderId, VariantId},
    order::OrderStatus,
};
use souk_market::{
    Actor,
    payments::{self, Gateways, Refund, RefundList},
};
use souk_testkit::{
    Market,
    market::{CARD, Notice, Ports},
};

use super::{
    gateway::is_left_to_staff,
    gateway_events::{count, waiting},
    letters::with_contact,
    shop::{DROPPED, MUG_TOTAL, last_key, mugs, order_one, refused},
};

const REFUNDED_LATER: &str = "4000000000007726";
const REFUND_FAILS_LATER: &str = "4000000000000416";
const REFUND_UNDONE: &str = "4000000000005126";

/// An order that had ended when its first call arrived at the bank after all, with `card`: all of it goes back.
pub(crate) async fn given_back(market: &Market, mug: VariantId, card: &str) -> OrderId {
    let (order, _) = order_one(market, mug, DROPPED).await;
    let key = last_key(market, order).await;
    market.tell(&Notice::of_charge("behind", &key, "cancelled")).await.unwrap();
    market.cancel(order).await.unwrap();
    market.charge_late(&key, card, MUG_TOTAL).await;
    market.deliver().await;
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.captured), (OrderStatus::Cancelled, MUG_TOTAL));
    order
}

pub(crate) async fn refunded(market: &Market, order: OrderId) -> i64 {
    market.order_view(order).await.payment.refunded
}

#[tokio::test]
async fn a_refund_that_was_promised_is_booked_when_the_bank_tells() {
    let (market, mug) = mugs().await;
    let order = given_back(&market, mug, REFUNDED_LATER).await;
    assert_eq!(refunded(&market, order).await, 0, "a promise is not money");
    assert_eq!(market.balance("refunds_clearing").await, -MUG_TOTAL);
    let waits = sql!(
        "select count(*) from job where kind = 'send_refund' and state = 'ready' and last_error is null"
    );
    assert_eq!(count(&market, waits).await, 1, "it comes up again, and nothing is wrong");
    assert_eq!(market.bank.settle_refunds().await, 1);
    market.deliver().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    assert_eq!(market.bank.kept_in_all().await, 0);
    market.close().await;
}

#[tokio::test]
async fn a_refund_that_nobody_tells_of_is_looked_up() {
    let (market, mug) = mugs().await;
    let order = given_back(&market, mug, REFUNDED_LATER).await;
    market.bank.hold_notices().await;
    assert_eq!(market.bank.settle_refunds().await, 1);
    market.clock.advance(SignedDuration::from_hours(2));
    market.settle().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    market.deliver().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL, "the notice comes after all");
    market.close().await;
}

#[tokio::test]
async fn a_promised_refund_that_fails_is_left_to_staff() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let order = given_back(&market, mug, REFUND_FAILS_LATER).await;
    assert!(!is_left_to_staff(&market).await);
    market.bank.settle_refunds().await;
    market.deliver().await;
    assert_eq!(refunded(&market, order).await, 0);
    assert_eq!(market.balance("refunds_clearing").await, -MUG_TOTAL, "it is owed still");
    assert!(is_left_to_staff(&market).await);
    market.close().await;
}

#[tokio::test]
async fn money_that_went_back_and_comes_again_is_owed_again() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let order = given_back(&market, mug, REFUND_UNDONE).await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    market.bank.duplicate_notices().await;
    market.bank.settle_refunds().await;
    market.deliver().await;
    assert_eq!(refunded(&market, order).await, 0);
    assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL);
    assert_eq!(market.balance("refunds_clearing").await, -MUG_TOTAL);
    assert!(is_left_to_staff(&market).await);
    market.close().await;
}

/// A refund that the bank refused, since it was told of no such charge. The charge can be found again after that.
pub(crate) async fn refused_refund(market: &Market, mug: VariantId) -> (OrderId, Refund) {
    let order = {
        let (order, _) = order_one(market, mug, DROPPED).await;
        let key = last_key(market, order).await;
        market.tell(&Notice::of_charge("behind", &key, "cancelled")).await.unwrap();
        market.cancel(order).await.unwrap();
        market.bank.hold_notices().await;
        market.charge_late(&key, CARD, MUG_TOTAL).await;
        market.tell(&Notice::of_success("late", &key, MUG_TOTAL, "USD")).await.unwrap();
        market.raw("update refund set charge_key = 'somebody else'").await;
        market.settle().await;
        market.raw(&format!("update refund set charge_key = '{key}'")).await;
        order
    };
    let mut failed = failed_refunds(market).await;
    assert_eq!(failed.len(), 1);
    (order, failed.remove(0))
}

pub(crate) async fn failed_refunds(market: &Market) -> Vec<Refund> {
    payments::list_refunds(&market.app, Actor::Operator, RefundList::ForStaff, None, 24).await.unwrap().items
}

#[tokio::test]
async fn a_failed_refund_is_tried_again_by_staff_under_a_new_key() {
    let (market, mug) = mugs().await;
    let (order, failed) = refused_refund(&market, mug).await;
    assert_eq!(market.balance("refunds_clearing").await, -MUG_TOTAL);
    let retry = |id| payments::retry_refund(&market.app, Actor::Operator, id, None);
    let again = retry(failed.id).await.unwrap().fresh().unwrap();
    assert_ne!(again.gateway_key, failed.gateway_key);
    market.require_clean("with a refund that is tried again").await;
    market.settle().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    assert_eq!(market.bank.kept_in_all().await, 0);
    assert!(failed_refunds(&market).await.is_empty());
    for done in [failed.id, again.id] {
        assert_eq!(refused(retry(done).await), "refund_not_retriable");
    }
    // a gateway that takes its word back is heard, and books nothing twice
    let late = Notice::of_refund("late_refund", &failed.gateway_key, MUG_TOTAL, "succeeded");
    market.tell(&late).await.unwrap();
    assert_eq!(waiting(&market).await, []);
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_refund_that_fails_again_can_be_tried_again() {
    let (market, mug) = mugs().await;
    let order = given_back(&market, mug, REFUND_FAILS_LATER).await;
    for _ in 0..3 {
        market.bank.settle_refunds().await;
        market.deliver().await;
        let failed = failed_refunds(&market).await;
        assert_eq!(failed.len(), 1, "the one in whose place it stands is no more");
        payments::retry_refund(&market.app, Actor::Operator, failed[0].id, None).await.unwrap();
        market.settle().await;
    }
    assert_eq!(refunded(&market, order).await, 0);
    assert_eq!(market.balance("refunds_clearing").await, -MUG_TOTAL, "it is owed once");
    market.close().await;
}

#[tokio::test]
async fn a_refund_is_tried_again_only_at_a_gateway_that_is_set_up() {
    let (market, mug) = mugs().await;
    let (_, failed) = refused_refund(&market, mug).await;
    let bare = market.app_with(Ports { gateways: Some(Gateways::default()), ..Ports::default() }).await;
    let retried = payments::retry_refund(&bare, Actor::Operator, failed.id, None).await;
    assert_eq!(refused(retried), "refund_not_retriable");
    bare.db().close().await;
    assert_eq!(failed_refunds(&market).await.len(), 1);
    market.close().await;
}

/// The kinds of the letters to the market's people.
pub(crate) async fn letters_to_staff(market: &Market) -> Vec<String> {
    let mails = market.mails().await.into_iter();
    mails.map(|(_, kind)| kind).filter(|kind| kind.starts_with("refund_")).collect()
}

#[tokio::test]
async fn a_failed_refund_that_went_through_after_all_is_booked_and_not_sent_again() {
    let (market, mug) = mugs().await;
    let (order, failed) = refused_refund(&market, mug).await;
    market.bank.refund_late(&failed.gateway_key, &failed.charge_key, MUG_TOTAL).await;
    market.deliver().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    assert!(failed_refunds(&market).await.is_empty());
    let retried = payments::retry_refund(&market.app, Actor::Operator, failed.id, None).await;
    assert_eq!(refused(retried), "refund_not_retriable");
    market.close().await;
}

#[tokio::test]
async fn a_retry_sends_nothing_when_the_failed_refund_went_through_meanwhile() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let (order, failed) = refused_refund(&market, mug).await;
    market.bank.hold_notices().await;
    market.bank.refund_late(&failed.gateway_key, &failed.charge_key, MUG_TOTAL).await;
    payments::retry_refund(&market.app, Actor::Operator, failed.id, None).await.unwrap();
    market.settle().await;
    let sent = market.bank.statement().await.into_iter().filter(|line| line.event == "refund.succeeded");
    assert_eq!(sent.count(), 1);
    assert_eq!((refunded(&market, order).await, market.bank.kept_in_all().await), (MUG_TOTAL, 0));
    market.require_clean("with a refund that stands for another").await;
    // the notice of the failed one comes after that, and is no second payment
    market.deliver().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    assert!(!letters_to_staff(&market).await.contains(&"refund_contradicted".to_owned()));
    market.close().await;
}

#[tokio::test]
async fn an_older_word_of_success_does_not_undo_a_failure() {
    let (market, mug) = mugs().await;
    let order = given_back(&market, mug, REFUND_FAILS_LATER).await;
    market.bank.settle_refunds().await;
    market.deliver().await;
    let failed = failed_refunds(&market).await.remove(0);
    market.tell(&Notice::of_refund("older", &failed.gateway_key, MUG_TOTAL, "succeeded")).await.unwrap();
    market.settle().await;
    assert_eq!(refunded(&market, order).await, 0, "the bank was asked, and says that it failed");
    assert_eq!(failed_refunds(&market).await.len(), 1);
    market.close().await;
}

#[tokio::test]
async fn a_refund_sent_by_hand_that_the_gateway_sends_too_is_told_in_a_letter_of_its_own() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let (order, failed) = refused_refund(&market, mug).await;
    payments::mark_refund_done(&market.app, Actor::Operator, failed.id, None).await.unwrap();
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    assert_eq!(market.balance("market_bank").await, -MUG_TOTAL, "people sent it from there");
    market.bank.refund_late(&failed.gateway_key, &failed.charge_key, MUG_TOTAL).await;
    for _ in 0..2 {
        market.deliver().await;
        let again = Notice::of_refund("again", &failed.gateway_key, MUG_TOTAL, "succeeded");
        market.tell(&again).await.unwrap();
    }
    let letters = letters_to_staff(&market).await;
    assert_eq!(letters.iter().filter(|kind| *kind == "refund_contradicted").count(), 1, "{letters:?}");
    assert_eq!(refunded(&market, order).await, MUG_TOTAL, "booked once");
    market.close().await;
}

#[tokio::test]
async fn a_refund_of_another_amount_is_told_in_a_letter_of_its_own() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let order = given_back(&market, mug, REFUNDED_LATER).await;
    let key = format!("refund:{}", last_key(&market, order).await);
    market.tell(&Notice::of_refund("less", &key, MUG_TOTAL - 1, "succeeded")).await.unwrap();
    market.settle().await;
    assert_eq!(letters_to_staff(&market).await, ["refund_contradicted"]);
    assert_eq!(refunded(&market, order).await, 0);
    market.close().await;
}
