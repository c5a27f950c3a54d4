//! Answers to a refund's call that come after an event, or people, ended the refund.

use std::sync::Arc;

use souk_market::{
    Actor, App, BoxFuture,
    payments::{
        self, Begun, Charge, ChargeRef, GatewayAnswer, GatewayEvent, Gateways, Genuine, PaymentGateway,
        PaymentInstrument, RefundAnswer, RefundOrder,
    },
    worker::Worker,
};
use souk_testkit::{
    Market,
    market::{CARD, Notice, Ports},
};
use tokio::sync::Notify;

use super::{
    letters::with_contact,
    refunds::{failed_refunds, letters_to_staff, refunded, refused_refund},
    shop::{DROPPED, MUG_TOTAL, last_key, mugs, order_one},
};

/// The sandbox, whose answers to refunds wait until the test lets them go.
struct Held {
    sandbox: Arc<dyn PaymentGateway>,
    answered: Notify,
    go_on: Notify,
}

impl Held {
    /// A server that reaches the market's bank this way.
    async fn beside(market: &Market) -> (Arc<Self>, App) {
        let sandbox = Arc::clone(market.app.gateways().find("sandbox").unwrap());
        let held = Arc::new(Self { sandbox, answered: Notify::new(), go_on: Notify::new() });
        let gateways = Gateways::new(vec![Arc::clone(&held) as _]);
        let app = market.app_with(Ports { gateways: Some(gateways), ..Ports::default() }).await;
        (held, app)
    }

    async fn hold(&self, answering: BoxFuture<'_, RefundAnswer>) -> RefundAnswer {
        let answer = answering.await;
        self.answered.notify_one();
        self.go_on.notified().await;
        answer
    }
}

impl PaymentGateway for Held {
    fn name(&self) -> &'static str {
        self.sandbox.name()
    }
    fn known_reference(&self, key: &str) -> Option<String> {
        self.sandbox.known_reference(key)
    }
    fn begin<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Begun> {
        self.sandbox.begin(charge)
    }
    fn confirm<'a>(
        &'a self,
        charge: &'a Charge,
        reference: &'a str,
        instrument: PaymentInstrument<'a>,
    ) -> BoxFuture<'a, GatewayAnswer> {
        self.sandbox.confirm(charge, reference, instrument)
    }
    fn complete<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        self.sandbox.complete(at)
    }
    fn look_up<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        self.sandbox.look_up(at)
    }
    fn cancel<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        self.sandbox.cancel(at)
    }
    fn refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(self.hold(self.sandbox.refund(order)))
    }
    fn look_up_refund<'a>(&'a self, order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(self.hold(self.sandbox.look_up_refund(order)))
    }
    fn verify<'a>(&'a self, headers: &'a [(String, String)], body: &'a [u8]) -> BoxFuture<'a, Genuine> {
        self.sandbox.verify(headers, body)
    }
    fn read_event(&self, body: &[u8]) -> Option<GatewayEvent> {
        self.sandbox.read_event(body)
    }
}

#[tokio::test]
async fn a_success_that_is_answered_after_people_sent_the_money_themselves_is_told() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let (order, _) = order_one(&market, mug, DROPPED).await;
    let key = last_key(&market, order).await;
    market.tell(&Notice::of_charge("behind", &key, "cancelled")).await.unwrap();
    market.cancel(order).await.unwrap();
    market.bank.hold_notices().await;
    market.charge_late(&key, CARD, MUG_TOTAL).await;
    market.tell(&Notice::of_success("late", &key, MUG_TOTAL, "USD")).await.unwrap();

    let (held, other) = Held::beside(&market).await;
    let app = other.clone();
    let sending = tokio::spawn(async move { Worker::standard().run_lane(&app, "refunds").await.map(|_| ()) });
    held.answered.notified().await;
    // while the answer is on its way, the bank says that the refund failed, and people give the money back
    let failure = Notice::of_refund("failed", &format!("refund:{key}"), MUG_TOTAL, "failed");
    market.tell(&failure).await.unwrap();
    let failed = failed_refunds(&market).await.remove(0);
    payments::mark_refund_done(&market.app, Actor::Operator, failed.id, None).await.unwrap();
    held.go_on.notify_one();
    sending.await.unwrap().unwrap();
    other.db().close().await;

    market.settle().await;
    let letters = letters_to_staff(&market).await;
    assert_eq!(letters.iter().filter(|kind| *kind == "refund_contradicted").count(), 1, "{letters:?}");
    assert_eq!(refunded(&market, order).await, MUG_TOTAL, "booked once");
    market.close().await;
}

#[tokio::test]
async fn a_look_up_that_is_promised_again_while_it_waits_for_its_answer_is_made_again() {
    let (market, mug) = mugs().await;
    let (order, failed) = refused_refund(&market, mug).await;
    let word = |id: &str| Notice::of_refund(id, &failed.gateway_key, MUG_TOTAL, "succeeded");
    market.tell(&word("first word")).await.unwrap();
    let (held, other) = Held::beside(&market).await;
    let app = other.clone();
    let asking = tokio::spawn(async move { Worker::standard().run_lane(&app, "refunds").await.map(|_| ()) });
    held.answered.notified().await;
    // the bank answered that it failed; before that is read the money goes back, and the bank says so
    market.bank.refund_late(&failed.gateway_key, &failed.charge_key, MUG_TOTAL).await;
    market.tell(&word("second word")).await.unwrap();
    held.go_on.notify_one();
    asking.await.unwrap().unwrap();
    other.db().close().await;
    assert_eq!(refunded(&market, order).await, 0, "what was read is older than what was told");

    market.settle().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL);
    market.deliver().await;
    assert_eq!(refunded(&market, order).await, MUG_TOTAL, "booked once");
    market.close().await;
}
