//! One key, one effect.

use jiff::SignedDuration;
use souk_domain::{
    ids::OrderId,
    order::{AttemptStatus, PaymentMethod},
};
use souk_market::{Actor, cart};
use souk_testkit::{
    Market,
    market::{AMEX, CARD, Purchase, Try},
};

use super::shop::{DECLINED, MUG_TOTAL, SLOW, last_key, mugs, refused, statuses};

/// Places an order and dies while the bank is asked: nothing after PREPARE was done. The bank has been paid all the same.
pub(crate) async fn die_while_paying(market: &Market, purchase: &Purchase) -> OrderId {
    let (app, dying) = (market.app.clone(), purchase.clone());
    let task = tokio::spawn(async move { dying.on(&app).await });
    let key = purchase.cart;
    let order = loop {
        let looked = market.app.read(Actor::Guest, move |ctx| Box::pin(cart::load(ctx, key)));
        if let Some(order) = looked.await.unwrap().order
            && market.bank.kept_in_all().await > 0
        {
            break order;
        }
        tokio::task::yield_now().await;
    };
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled(), "it died before it was answered");
    order
}

#[tokio::test]
async fn the_same_key_has_the_same_answer() {
    let (market, mug) = mugs().await;
    for card in [CARD, DECLINED] {
        let purchase = market.purchase(market.cart(&[(mug, 1)]).await, card);
        let first = market.buy(&purchase).await.unwrap();
        let again = market.buy(&purchase).await.unwrap();
        assert!(!first.replayed && again.replayed);
        assert_eq!((first.status, first.body, first.order), (again.status, again.body, again.order));
    }
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused() {
    let (market, mug) = mugs().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    market.buy(&purchase).await.unwrap();
    let other = Purchase { phone: Some("+1 555 0100".to_owned()), ..purchase };
    assert_eq!(refused(market.buy(&other).await), "idempotency_conflict");
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_refusal_frees_its_key() {
    let (market, mug) = mugs().await;
    let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    purchase.expected_total = Some(1);
    assert_eq!(refused(market.buy(&purchase).await), "total_changed");
    purchase.expected_total = Some(MUG_TOTAL);
    assert_eq!(market.buy(&purchase).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test]
async fn ten_at_once_are_one_order_and_one_charge() {
    let (market, mug) = mugs().await;
    let second = market.second_app().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    let tasks: Vec<_> = (0..10)
        .map(|place| {
            let app = if place % 2 == 0 { market.app.clone() } else { second.clone() };
            let purchase = purchase.clone();
            tokio::spawn(async move { purchase.on(&app).await })
        })
        .collect();
    let mut paid = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            Ok(answer) => {
                assert_eq!(answer.body, "paid");
                paid.push(answer.order);
            }
            refusal => assert_eq!(refused(refusal), "idempotency_in_flight"),
        }
    }
    assert!(!paid.is_empty());
    let last = market.buy(&purchase).await.unwrap();
    assert!(last.replayed && paid.iter().all(|order| *order == last.order));
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    assert_eq!(market.bank.statement().await.len(), 1);
    market.close().await;
}

#[tokio::test]
async fn a_request_that_died_is_resumed_after_its_lease() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, SLOW);
    let order = die_while_paying(&market, &purchase).await;
    assert_eq!(refused(market.buy(&purchase).await), "idempotency_in_flight");
    market.clock.advance(SignedDuration::from_secs(61));
    let answer = market.buy(&purchase).await.unwrap();
    assert_eq!((answer.body.as_str(), answer.order, answer.replayed), ("paid", order, false));
    assert!(market.buy(&purchase).await.unwrap().replayed);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    assert_eq!(market.bank.statement().await.len(), 1);
    market.close().await;
}

#[tokio::test]
async fn a_clock_that_is_set_forward_ends_the_lease_of_a_running_request_and_charges_once() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, SLOW);
    let (app, running) = (market.app.clone(), purchase.clone());
    let first = tokio::spawn(async move { running.on(&app).await });
    let key = purchase.cart;
    loop {
        let looked = market.app.read(Actor::Guest, move |ctx| Box::pin(cart::load(ctx, key)));
        if looked.await.unwrap().order.is_some() {
            break;
        }
        tokio::task::yield_now().await;
    }
    market.clock.set(SignedDuration::from_mins(2));
    let second = market.buy(&purchase).await.unwrap();
    let first = first.await.unwrap().unwrap();
    assert_eq!((first.body.as_str(), second.body.as_str()), ("paid", "paid"));
    assert_eq!(first.order, second.order);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    assert_eq!(market.bank.statement().await.len(), 1);
    market.close().await;
}

#[tokio::test]
async fn a_key_is_free_again_after_a_day() {
    let (market, mug) = mugs().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    market.buy(&purchase).await.unwrap();
    market.clock.advance(SignedDuration::from_hours(24));
    // the cart is spent all the same: the key never makes a second order of it
    assert_eq!(refused(market.buy(&purchase).await), "cart_ordered");
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

/// Leaves a key as a process leaves it that died in PAY: its attempt is named, its answer never was.
async fn forget_the_answer(market: &Market) {
    market.raw("update idempotency set state = 'running', answer_status = null, answer = null").await;
}

#[tokio::test]
async fn a_resumed_request_never_pays_for_another_requests_attempt() {
    let (market, mug) = mugs().await;
    market.bank.stop().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    let order = market.buy(&purchase).await.unwrap().order;
    forget_the_answer(&market).await;
    market.bank.start().await;
    market.clock.advance(SignedDuration::from_secs(61));
    market.settle().await;
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::Cancelled), "nobody was charged");

    // a second request, with another card, whose call does not come through either
    market.bank.stop().await;
    let again = Try { order, method: PaymentMethod::Card, card: Some(AMEX), key: market.key() };
    assert_eq!(market.pay_as(&again).await.unwrap().body, "pending");
    let second = last_key(&market, order).await;
    market.bank.start().await;

    let resumed = market.buy(&purchase).await.unwrap();
    assert_eq!((resumed.body.as_str(), resumed.order), ("declined not_confirmed", order));
    assert_eq!(market.bank.kept(&second).await, 0, "the first card was not sent under the second's key");
    assert!(market.buy(&purchase).await.unwrap().replayed);
    assert_eq!(market.bank.kept_in_all().await, 0);
    assert_eq!(market.pay_as(&again).await.unwrap().body, "pending", "the second try is as it was");
    market.close().await;
}

#[tokio::test]
async fn a_resumed_request_tells_of_an_order_that_was_paid_meanwhile() {
    let (market, mug) = mugs().await;
    market.bank.stop().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    let order = market.buy(&purchase).await.unwrap().order;
    forget_the_answer(&market).await;
    market.bank.start().await;
    market.clock.advance(SignedDuration::from_secs(61));
    market.settle().await;
    assert_eq!(market.pay(order, AMEX).await.unwrap().body, "paid");
    let resumed = market.buy(&purchase).await.unwrap();
    assert_eq!((resumed.body.as_str(), resumed.order), ("paid", order));
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL, "by one card, once");
    market.close().await;
}

#[tokio::test]
async fn every_field_of_an_order_is_part_of_what_its_key_stands_for() {
    let (market, mug) = mugs().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    market.buy(&purchase).await.unwrap();
    for other in [
        Purchase { email: "somebody@example.org".to_owned(), ..purchase.clone() },
        Purchase { shipped: false, ..purchase.clone() },
        Purchase { expected_total: Some(MUG_TOTAL), ..purchase.clone() },
        Purchase { card: Some(AMEX), ..purchase.clone() },
        purchase.clone().by_transfer(),
    ] {
        assert_eq!(refused(market.buy(&other).await), "idempotency_conflict");
    }
    let elsewhere = Purchase { client: Some("192.0.2.7".to_owned()), ..purchase };
    assert!(market.buy(&elsewhere).await.unwrap().replayed, "from where it is sent does not matter");
    market.close().await;
}
