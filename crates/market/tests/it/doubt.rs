//! Answers that do not come.

use std::{future::ready, sync::Arc};

use jiff::SignedDuration;
use souk_db::{BoxFuture, sql};
use souk_domain::order::{AttemptStatus, OrderStatus, PaymentStatus};
use souk_market::{
    limits::Limits,
    payments::{
        Begun, Charge, ChargeRef, GatewayAnswer, GatewayEvent, Gateways, Genuine, PaymentGateway,
        PaymentInstrument, RefundAnswer, RefundOrder,
    },
    worker::{self, Worker},
};
use souk_testkit::{
    Market,
    market::{CARD, Notice, Ports},
};

use super::gateway_events::{count, waiting};
use super::shop::{
    ANSWER_LOST, DROPPED, MUG_TOTAL, SLOW, mug_of, mugs, order_one, refused, status, statuses, still_sells,
    told,
};

/// Past the call's own deadline and the next look.
const A_MINUTE: SignedDuration = SignedDuration::from_secs(60);

#[tokio::test]
async fn a_lost_answer_is_looked_up_at_once() {
    let (market, mug) = mugs().await;
    let (order, said) = order_one(&market, mug, ANSWER_LOST).await;
    assert_eq!(said, "paid");
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_slow_answer_is_waited_for() {
    let (market, mug) = mugs().await;
    assert_eq!(order_one(&market, mug, SLOW).await.1, "paid");
    market.close().await;
}

#[tokio::test]
async fn an_answer_slower_than_our_patience_is_looked_up() {
    let gateway_timeout = SignedDuration::from_millis(150);
    let market = Market::with_limits(Limits { gateway_timeout, ..Limits::default() }).await;
    let mug = mug_of(&market, 10).await;
    assert_eq!(order_one(&market, mug, SLOW).await.1, "paid");
    market.deliver().await;
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    assert_eq!(told(&market).await, ["order_placed"]);
    market.close().await;
}

#[tokio::test]
async fn a_dropped_call_stays_in_doubt_until_it_can_never_charge() {
    let (market, mug) = mugs().await;
    let (order, said) = order_one(&market, mug, DROPPED).await;
    assert_eq!(said, "pending");
    let doubted = (OrderStatus::Pending, PaymentStatus::Pending, Some(AttemptStatus::InDoubt));
    assert_eq!(statuses(&market, order).await, doubted);
    assert_eq!(refused(market.pay(order, CARD).await), "payment_in_progress");
    // before its deadline the call may still be on its way
    market.settle().await;
    assert_eq!(statuses(&market, order).await, doubted);

    market.clock.advance(A_MINUTE);
    market.settle().await;
    let given_up = (OrderStatus::Pending, PaymentStatus::Pending, Some(AttemptStatus::Cancelled));
    assert_eq!(statuses(&market, order).await, given_up);
    let lines = market.bank.statement().await;
    assert_eq!(lines.iter().map(|line| line.event.as_str()).collect::<Vec<_>>(), ["charge.cancelled"]);
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    market.deliver().await;
    assert_eq!(told(&market).await, ["payment_failed", "order_placed"]);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_bank_that_is_away_leaves_the_order_in_doubt_and_nothing_is_lost() {
    let (market, mug) = mugs().await;
    market.bank.stop().await;
    let (order, said) = order_one(&market, mug, CARD).await;
    assert_eq!(said, "pending");
    market.clock.advance(A_MINUTE);
    market.settle().await;
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::InDoubt));
    // its time is over, yet nobody knows: the stock stays held and the order stays
    market.clock.advance(SignedDuration::from_hours(1));
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Pending);
    assert_eq!(refused(market.cancel(order).await), "payment_in_progress");

    market.bank.start().await;
    market.clock.advance(A_MINUTE);
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Cancelled);
    assert_eq!(market.bank.kept_in_all().await, 0);
    still_sells(&market, mug).await;
    market.close().await;
}

#[tokio::test]
async fn a_charge_that_only_the_bank_knows_of_is_found() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, SLOW);
    let order = super::idempotency::die_while_paying(&market, &purchase).await;
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::Sent));
    market.clock.advance(A_MINUTE);
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(told(&market).await, ["order_placed"]);
    market.close().await;
}

/// A gateway that loses every call and can neither say nor promise anything.
struct Forgetful;

impl PaymentGateway for Forgetful {
    fn name(&self) -> &'static str {
        "sandbox"
    }
    fn known_reference(&self, key: &str) -> Option<String> {
        Some(key.to_owned())
    }
    fn begin<'a>(&'a self, _charge: &'a Charge) -> BoxFuture<'a, Begun> {
        Box::pin(ready(Begun::NoAnswer { reason: "lost".to_owned() }))
    }
    fn confirm<'a>(
        &'a self,
        _charge: &'a Charge,
        _reference: &'a str,
        _instrument: PaymentInstrument<'a>,
    ) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(ready(GatewayAnswer::Unknown))
    }
    fn complete<'a>(&'a self, _at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(ready(GatewayAnswer::Unknown))
    }
    fn look_up<'a>(&'a self, _at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(ready(GatewayAnswer::Unknown))
    }
    fn cancel<'a>(&'a self, _at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(ready(GatewayAnswer::Unknown))
    }
    fn refund<'a>(&'a self, _order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(ready(RefundAnswer::NoAnswer { reason: "lost".to_owned() }))
    }
    fn look_up_refund<'a>(&'a self, _order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(ready(RefundAnswer::NoAnswer { reason: "lost".to_owned() }))
    }
    fn verify<'a>(&'a self, _headers: &'a [(String, String)], _body: &'a [u8]) -> BoxFuture<'a, Genuine> {
        Box::pin(ready(Genuine::No))
    }
    fn read_event(&self, _body: &[u8]) -> Option<GatewayEvent> {
        None
    }
}

#[tokio::test]
async fn a_clock_that_is_set_forward_does_not_end_a_call_that_may_be_on_its_way() {
    let (market, mug) = mugs().await;
    let gateways = Gateways::new(vec![Arc::new(Forgetful)]);
    let app = market.app_with(Ports { gateways: Some(gateways), ..Ports::default() }).await;
    let order = market.purchase(market.cart(&[(mug, 1)]).await, CARD).on(&app).await.unwrap().order;
    market.clock.advance(A_MINUTE);
    worker::run_due(&app).await.unwrap();
    for _ in 0..3 {
        market.clock.set(SignedDuration::from_mins(11));
        worker::run_due(&app).await.unwrap();
        assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::InDoubt), "no time has passed");
    }
    market.clock.advance(SignedDuration::from_mins(11));
    worker::run_due(&app).await.unwrap();
    assert_eq!(statuses(&market, order).await.2, Some(AttemptStatus::Cancelled));
    app.db().close().await;
    market.close().await;
}

#[tokio::test]
async fn what_was_put_off_by_a_clock_that_was_ahead_does_not_wait_for_it() {
    let (market, mug) = mugs().await;
    let ahead = SignedDuration::from_hours(24 * 30);
    market.clock.set(ahead);
    assert_eq!(order_one(&market, mug, CARD).await.1, "paid");
    market.tell(&Notice::of_success("nobody's", "att_of_somebody_else", 100, "USD")).await.unwrap();
    for lane in ["sequencer", "events:mail"] {
        Worker::standard().run_lane(&market.app, lane).await.unwrap();
    }
    market.clock.set(-ahead);
    market.clock.advance(A_MINUTE);
    market.settle().await;
    assert_eq!(waiting(&market).await, [("nobody's".to_owned(), 2)]);
    assert_eq!(count(&market, sql!("select count(*) from mail where state = 'sent'")).await, 2);
    market.close().await;
}

#[tokio::test]
async fn a_charge_in_doubt_is_asked_about_though_the_clock_was_set_back() {
    let (market, mug) = mugs().await;
    market.bank.hold_notices().await;
    let ahead = SignedDuration::from_hours(24 * 30);
    market.clock.set(ahead);
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, SLOW);
    let order = super::idempotency::die_while_paying(&market, &purchase).await;
    market.clock.set(-ahead);
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}
