//! The gateway seam: what is begun, completed, told in other amounts, refunded later, and what waits.

use jiff::SignedDuration;
use serde_json::json;
use souk_db::{params, sql};
use souk_domain::{
    ids::{OrderId, VariantId},
    order::{AttemptStatus, OrderStatus, PaymentStatus},
};
use souk_market::{
    Actor, checkout,
    payments::{self, Gateways, Refund},
    worker::{self, Worker},
};
use souk_testkit::{
    Market,
    market::{CARD, Decision, Notice, Ports, Setup},
};

use super::letters::with_contact;
use super::shop::{
    CONFIRM, DROPPED, MUG_TOTAL, can_be_had, last_key, mug_of, mugs, order_one, page, refused, status,
    statuses, still_sells, told,
};

const COMPLETED: &str = "4000000000003220";
const REFUNDED_LATER: &str = "4000000000007726";
const REFUND_FAILS_LATER: &str = "4000000000000416";
const REFUND_UNDONE: &str = "4000000000005126";
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

/// Events that wait, and how often each was tried.
async fn waiting(market: &Market) -> Vec<(String, i64)> {
    let waiting = market.app.db().read(|tx| {
        let events =
            sql!("select event_id, tries from gateway_event where state = 'waiting' order by event_id");
        Box::pin(tx.list(events, params![]))
    });
    let waiting: Result<_, souk_db::Error> = waiting.await;
    waiting.unwrap()
}

/// Applies what was told, as the worker's lane does.
async fn apply(market: &Market) -> usize {
    Worker::standard().run_lane(&market.app, "gateway_events").await.unwrap()
}

/// Hands a notice over as the webhook route does, and applies nothing.
async fn receive(market: &Market, notice: &Notice) {
    checkout::receive_event(&market.app, "sandbox", &notice.headers, &notice.body).await.unwrap();
}

async fn count(market: &Market, question: &'static souk_db::Statement) -> i64 {
    let counted = market.app.db().read(move |tx| Box::pin(tx.one(question, params![])));
    let counted: Result<i64, souk_db::Error> = counted.await;
    counted.unwrap()
}

async fn failed_refunds(market: &Market) -> Vec<Refund> {
    payments::list_failed_refunds(&market.app, Actor::Operator, None, 24).await.unwrap().items
}

async fn reference(market: &Market, order: OrderId) -> Option<String> {
    market.order_view(order).await.last_attempt.unwrap().gateway_ref
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

/// An order that had ended when its first call arrived at the bank after all, with `card`: all of it goes back.
async fn given_back(market: &Market, mug: VariantId, card: &str) -> OrderId {
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

async fn refunded(market: &Market, order: OrderId) -> i64 {
    market.order_view(order).await.payment.refunded
}

async fn is_left_to_staff(market: &Market) -> bool {
    market.mails().await.iter().any(|(_, kind)| kind == "refund_left_to_staff")
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

#[tokio::test]
async fn an_event_that_matches_nothing_waits_until_it_does() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DROPPED).await;
    let key = last_key(&market, order).await;
    // the bank tells of a refund that the shop has not asked for yet
    market.tell(&Notice::of_refund("early", &format!("refund:{key}"), MUG_TOTAL, "succeeded")).await.unwrap();
    assert_eq!(waiting(&market).await, [("early".to_owned(), 1)]);
    market.clock.advance(A_MINUTE);
    apply(&market).await;
    assert_eq!(waiting(&market).await, [("early".to_owned(), 2)], "it is tried again, and not given up");

    market.tell(&Notice::of_charge("behind", &key, "cancelled")).await.unwrap();
    market.cancel(order).await.unwrap();
    market.charge_late(&key, CARD, MUG_TOTAL).await;
    market.deliver().await;
    market.clock.advance(A_MINUTE);
    market.settle().await;
    assert_eq!(waiting(&market).await, []);
    assert_eq!(refunded(&market, order).await, MUG_TOTAL, "once");
    market.close().await;
}

#[tokio::test]
async fn what_nobody_takes_yet_waits_and_what_means_nothing_does_not() {
    let (market, _) = mugs().await;
    let foreign = Notice::of_success("foreign", "att_of_somebody_else", 100, "USD");
    market.tell(&foreign).await.unwrap();
    market.tell(&foreign).await.unwrap();
    market.tell(&Notice::of("idle", &json!({"id": "idle", "type": "weather.changed"}))).await.unwrap();
    assert_eq!(waiting(&market).await, [("foreign".to_owned(), 1)], "kept once, and put off");
    market.close().await;
}

#[tokio::test]
async fn a_gateway_that_is_not_set_up_holds_the_order() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DROPPED).await;
    let bare = market.app_with(Ports { mailer: None, gateways: Some(Gateways::default()) }).await;
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
async fn an_event_that_comes_three_times_is_kept_and_applied_once() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.bank.decide(&page(&market, order).await, Decision::Approve).await;
    let paid = Notice::of_success("thrice", &last_key(&market, order).await, MUG_TOTAL, "USD");
    receive(&market, &paid).await;
    receive(&market, &paid).await;
    assert_eq!(status(&market, order).await, OrderStatus::Pending, "kept, and not applied yet");
    assert_eq!(apply(&market).await, 1);
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    receive(&market, &paid).await;
    assert_eq!(apply(&market).await, 0);
    assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn an_event_may_come_before_the_buyer_is_back_and_after() {
    for event_first in [true, false] {
        let (market, mug) = mugs().await;
        market.bank.hold_notices().await;
        let (order, _) = order_one(&market, mug, CONFIRM).await;
        market.bank.decide(&page(&market, order).await, Decision::Approve).await;
        let paid = Notice::of_success("paid", &last_key(&market, order).await, MUG_TOTAL, "USD");
        if event_first {
            market.tell(&paid).await.unwrap();
        }
        checkout::complete_on_return(&market.app, Actor::Guest, order).await.unwrap();
        assert_eq!(status(&market, order).await, OrderStatus::Processing);
        market.tell(&paid).await.unwrap();
        market.deliver().await;
        assert_eq!(waiting(&market).await, []);
        assert_eq!(told(&market).await, ["order_placed"]);
        assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL);
        market.close().await;
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_read_waits_by_itself() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.bank.decide(&page(&market, order).await, Decision::Approve).await;
    receive(&market, &Notice::of("a_spoilt", &json!({"id": "a_spoilt", "type": "weather.changed"}))).await;
    market.raw("update gateway_event set body = '{' where event_id = 'a_spoilt'").await;
    let paid = Notice::of_success("paid", &last_key(&market, order).await, MUG_TOTAL, "USD");
    receive(&market, &paid).await;
    assert_eq!(apply(&market).await, 2);
    assert_eq!(status(&market, order).await, OrderStatus::Processing, "it holds up no other");
    assert_eq!(waiting(&market).await, [("a_spoilt".to_owned(), 1)]);
    let failed = sql!("select count(*) from gateway_event where last_error is not null");
    assert_eq!(count(&market, failed).await, 1);
    market.raw("update gateway_event set body = '{\"id\": \"a_spoilt\"}' where event_id = 'a_spoilt'").await;
    market.clock.advance(A_MINUTE);
    assert_eq!(apply(&market).await, 1);
    assert_eq!(count(&market, failed).await, 0);
    market.close().await;
}

#[tokio::test]
async fn events_go_a_month_after_they_were_applied_and_never_before() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.bank.decide(&page(&market, order).await, Decision::Approve).await;
    market.deliver().await;
    market.tell(&Notice::of_success("foreign", "att_of_somebody_else", 100, "USD")).await.unwrap();
    let kept = sql!("select count(*) from gateway_event");
    let all = count(&market, kept).await;
    assert!(all >= 2, "one of them applied");
    market.clock.advance(SignedDuration::from_hours(24 * 30));
    Worker::standard().clean(&market.app).await.unwrap();
    assert_eq!(count(&market, kept).await, all);
    market.clock.advance(SignedDuration::from_hours(24 * 2));
    Worker::standard().clean(&market.app).await.unwrap();
    assert_eq!(count(&market, kept).await, 1, "what nobody took is not forgotten");
    market.close().await;
}

/// A refund that the bank refused, since it was told of no such charge. The charge can be found again after that.
async fn refused_refund(market: &Market, mug: VariantId) -> (OrderId, Refund) {
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
    let bare = market.app_with(Ports { mailer: None, gateways: Some(Gateways::default()) }).await;
    let retried = payments::retry_refund(&bare, Actor::Operator, failed.id, None).await;
    assert_eq!(refused(retried), "refund_not_retriable");
    bare.db().close().await;
    assert_eq!(failed_refunds(&market).await.len(), 1);
    market.close().await;
}
