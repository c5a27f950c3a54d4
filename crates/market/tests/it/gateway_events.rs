//! What a gateway says without being asked: kept raw, applied once, and patient.

use jiff::SignedDuration;
use serde_json::json;
use souk_db::{params, sql};
use souk_domain::order::OrderStatus;
use souk_market::{Actor, checkout, worker::Worker};
use souk_testkit::{
    Market,
    market::{CARD, Decision, Notice},
};

use super::{
    refunds::refunded,
    shop::{CONFIRM, DROPPED, MUG_TOTAL, last_key, mugs, order_one, page, status, told},
};

const A_MINUTE: SignedDuration = SignedDuration::from_secs(60);

/// Applies what was told, as the worker's lane does.
async fn apply(market: &Market) -> usize {
    Worker::standard().run_lane(&market.app, "gateway_events").await.unwrap()
}

/// Hands a notice over as the webhook route does, and applies nothing.
async fn receive(market: &Market, notice: &Notice) {
    checkout::receive_event(&market.app, "sandbox", &notice.headers, &notice.body).await.unwrap();
}

/// Events that wait, and how often each was tried.
pub(crate) async fn waiting(market: &Market) -> Vec<(String, i64)> {
    let waiting = market.app.db().read(|tx| {
        let events =
            sql!("select event_id, tries from gateway_event where state = 'waiting' order by event_id");
        Box::pin(tx.list(events, params![]))
    });
    let waiting: Result<_, souk_db::Error> = waiting.await;
    waiting.unwrap()
}

pub(crate) async fn count(market: &Market, question: &'static souk_db::Statement) -> i64 {
    let counted = market.app.db().read(move |tx| Box::pin(tx.one(question, params![])));
    let counted: Result<i64, souk_db::Error> = counted.await;
    counted.unwrap()
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

#[tokio::test]
async fn what_is_genuine_and_cannot_be_read_is_kept_for_people() {
    let (market, mug) = mugs().await;
    let long = "x".repeat(200);
    for body in
        [&b"{"[..], b"\xff\x00 no text", b"\"with a \0\"", format!("{{\"id\":\"{long}\"}}").as_bytes()]
    {
        for _ in 0..2 {
            receive(&market, &Notice::signed("any", body.to_vec())).await;
        }
    }
    assert_eq!(count(&market, sql!("select count(*) from gateway_event")).await, 4, "each once");
    assert_eq!(apply(&market).await, 4);
    let unread =
        sql!("select count(*) from gateway_event where kind = 'unreadable' and last_error is not null");
    assert_eq!(count(&market, unread).await, 3);
    assert_eq!(order_one(&market, mug, CARD).await.1, "paid", "they hold up nothing");
    market.close().await;
}
