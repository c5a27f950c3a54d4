//! The worker's lanes: one that panics, hangs or fails takes no other with it, and stopping waits for none of them.

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use souk_db::BoxFuture;
use souk_domain::order::{AttemptStatus, OrderStatus};
use souk_market::{
    App, Fault,
    lanes::Why,
    limits::Limits,
    mail::{Mailer, OutgoingMail},
    payments::{
        Begun, Charge, ChargeRef, GatewayAnswer, GatewayEvent, Gateways, Genuine, PaymentGateway,
        PaymentInstrument, RefundAnswer, RefundOrder,
    },
    worker::Worker,
};
use souk_testkit::{
    Market,
    market::{CARD, Ports},
};
use tokio::{sync::oneshot, task::JoinHandle};

use super::{
    letters::bytes,
    shop::{CONFIRM, DECLINED, last_key, mug_of, order_one, status, statuses, told, until},
};

/// What a supervisor waits for, from SIGTERM on.
const STOPS_WITHIN: Duration = Duration::from_secs(10);

struct Panics;

impl Mailer for Panics {
    fn send<'a>(&'a self, _mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>> {
        panic!("this mailer panics on purpose");
    }
}

/// Answers about one charge, whose key it knows, and about no other.
struct Hangs {
    but_for: Option<String>,
}

impl PaymentGateway for Hangs {
    fn name(&self) -> &'static str {
        "sandbox"
    }
    fn known_reference(&self, key: &str) -> Option<String> {
        Some(key.to_owned())
    }
    fn begin<'a>(&'a self, _charge: &'a Charge) -> BoxFuture<'a, Begun> {
        Box::pin(std::future::pending())
    }
    fn confirm<'a>(
        &'a self,
        _charge: &'a Charge,
        _reference: &'a str,
        _instrument: PaymentInstrument<'a>,
    ) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(std::future::pending())
    }
    fn complete<'a>(&'a self, _at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(std::future::pending())
    }
    fn look_up<'a>(&'a self, at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        if self.but_for.as_ref() == Some(&at.key) {
            return Box::pin(std::future::ready(GatewayAnswer::Cancelled));
        }
        Box::pin(std::future::pending())
    }
    fn cancel<'a>(&'a self, _at: &'a ChargeRef) -> BoxFuture<'a, GatewayAnswer> {
        Box::pin(std::future::pending())
    }
    fn refund<'a>(&'a self, _order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(std::future::pending())
    }
    fn look_up_refund<'a>(&'a self, _order: &'a RefundOrder) -> BoxFuture<'a, RefundAnswer> {
        Box::pin(std::future::pending())
    }
    fn verify<'a>(&'a self, _headers: &'a [(String, String)], _body: &'a [u8]) -> BoxFuture<'a, Genuine> {
        Box::pin(std::future::pending())
    }
    fn read_event(&self, _body: &[u8]) -> Option<GatewayEvent> {
        None
    }
}

/// A worker of the market that can be told to stop.
struct Working {
    stop: oneshot::Sender<()>,
    ends: JoinHandle<()>,
}

impl Working {
    fn start(app: &App) -> Self {
        let (stop, told) = oneshot::channel();
        let told = async move {
            let _told = told.await;
        };
        Self { stop, ends: tokio::spawn(Worker::standard().work(app.clone(), told)) }
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        tokio::time::timeout(STOPS_WITHIN, self.ends).await.expect("it stops in time").unwrap();
    }
}

/// Why a lane is ill; none while it is well.
fn illness(app: &App, lane: &str) -> Option<Why> {
    let lanes = app.lanes().list();
    lanes.into_iter().find(|found| found.name == lane)?.ill.map(|ill| ill.why)
}

/// An order that nobody pays, without an open attempt, whose time is over.
async fn order_out_of_time(market: &Market, mug: souk_domain::ids::VariantId) -> souk_domain::ids::OrderId {
    let (order, said) = order_one(market, mug, DECLINED).await;
    assert!(said.starts_with("declined"), "{said}");
    market.clock.advance(SignedDuration::from_hours(24 * 2));
    order
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailer_that_panics_ends_no_lane() {
    let market = Market::open().await;
    let mug = mug_of(&market, 10).await;
    let app = market.app_with(Ports { mailer: Some(Arc::new(Panics)), ..Ports::default() }).await;
    let working = Working::start(&app);
    let order = order_out_of_time(&market, mug).await;
    until("the lane of mails is ill", || async { illness(&app, "mails") == Some(Why::Panicked) }).await;
    until("the order ends", || async { status(&market, order).await == OrderStatus::Cancelled }).await;
    assert_eq!(illness(&app, "expiry"), None);
    working.stop().await;
    app.db().close().await;
    market.clock.advance(SignedDuration::from_hours(2));
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_done_because_of_the_time_while_another_time_is_written_down() {
    let market = Market::open().await;
    let mug = mug_of(&market, 10).await;
    let held = market.app.hold_time().await;
    let working = Working::start(&market.app);
    let order = order_out_of_time(&market, mug).await;
    until("its letter is written", || async { told(&market).await == ["payment_failed"] }).await;
    assert_eq!(status(&market, order).await, OrderStatus::Pending, "letters go on, and its end waits");
    drop(held);
    until("the order ends", || async { status(&market, order).await == OrderStatus::Cancelled }).await;
    working.stop().await;
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_hangs_holds_up_neither_expiry_nor_the_end() {
    let limits = Limits { gateway_timeout: SignedDuration::from_secs(1), ..Limits::default() };
    let market = Market::with_limits(limits).await;
    let mug = mug_of(&market, 10).await;
    let gateways = Gateways::new(vec![Arc::new(Hangs { but_for: None })]);
    let app = market.app_with(Ports { gateways: Some(gateways), ..Ports::default() }).await;
    let (open, _) = order_one(&market, mug, CONFIRM).await;
    let working = Working::start(&app);
    let order = order_out_of_time(&market, mug).await;
    // both at once: the lane is well again as soon as it has nothing to look up, however long the order takes to end
    tokio::join!(
        until("the lane is ill", || async { illness(&app, "payments") == Some(Why::TookTooLong) }),
        until("the order ends", || async { status(&market, order).await == OrderStatus::Cancelled }),
    );
    assert_eq!((illness(&app, "expiry"), illness(&app, "mails")), (None, None));
    assert_eq!(status(&market, open).await, OrderStatus::Pending, "nobody knows whether it is paid");
    market.clock.advance(SignedDuration::from_mins(1));
    working.stop().await;
    app.db().close().await;
    market.clock.advance(SignedDuration::from_mins(1));
    market.settle().await;
    assert_eq!(status(&market, open).await, OrderStatus::Cancelled);
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn charges_of_which_a_gateway_says_nothing_hold_up_no_other() {
    let limits = Limits { gateway_timeout: SignedDuration::from_secs(1), ..Limits::default() };
    let market = Market::with_limits(limits).await;
    let mug = mug_of(&market, 10).await;
    // more of them than have their time within one turn, one after the other
    for _ in 0..3 {
        order_one(&market, mug, CONFIRM).await;
        market.clock.advance(SignedDuration::from_secs(1));
    }
    let (last, _) = order_one(&market, mug, CONFIRM).await;
    let gateway = Hangs { but_for: Some(last_key(&market, last).await) };
    let gateways = Gateways::new(vec![Arc::new(gateway)]);
    let app = market.app_with(Ports { gateways: Some(gateways), ..Ports::default() }).await;
    market.clock.advance(SignedDuration::from_mins(1));
    let working = Working::start(&app);
    until("the last one is answered", || async {
        statuses(&market, last).await.2 == Some(AttemptStatus::Cancelled)
    })
    .await;
    working.stop().await;
    app.db().close().await;
    market.clock.advance(SignedDuration::from_hours(2));
    market.settle().await;
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_is_not_set_up_is_told_of_as_long_as_a_payment_waits_for_it() {
    let market = Market::open().await;
    let mug = mug_of(&market, 10).await;
    let app = market.app_with(Ports { gateways: Some(Gateways::default()), ..Ports::default() }).await;
    let (order, _) = order_one(&market, mug, CONFIRM).await;
    market.clock.advance(SignedDuration::from_mins(31));
    let working = Working::start(&app);
    until("the lane is ill", || async { illness(&app, "payments") == Some(Why::Failed) }).await;
    let turns =
        || app.lanes().list().iter().find(|lane| lane.name == "payments").map_or(0, |lane| lane.turns);
    let before = turns();
    until("it looks again", || async { turns() > before + 1 }).await;
    assert_eq!(illness(&app, "payments"), Some(Why::Failed), "nothing is due, and it still waits");
    // nobody can say what that gateway took: the stock stays held
    assert_eq!(status(&market, order).await, OrderStatus::Pending);
    working.stop().await;
    app.db().close().await;
    market.clock.advance(SignedDuration::from_mins(1));
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Cancelled);
    market.close().await;
}

/// Its bell rings with every order, and what it reads is out of its reach.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lane_whose_turns_fail_rests_longer_than_one_that_has_nothing_to_do() {
    const LOOKS: u64 = 8;
    let market = Market::open().await;
    let mug = mug_of(&market, 1_000).await;
    let app = market.second_app().await;
    let order = async || {
        let cart = market.cart(&[(mug, 1)]).await;
        market.purchase(cart, CARD).by_transfer().on(&app).await.unwrap();
    };
    order().await;
    market.raw("alter table outbox_cursor rename to cursor_out_of_reach").await;
    let working = Working::start(&app);
    let turns =
        |name: &str| app.lanes().list().iter().find(|lane| lane.name == name).map_or(0, |lane| lane.turns);
    until("a lane that has nothing to do has looked often", || async {
        order().await;
        turns("payments") >= LOOKS
    })
    .await;
    let failed = turns("sequencer");
    assert_eq!(illness(&app, "sequencer"), Some(Why::Failed));
    assert!(failed < LOOKS, "{failed} turns failed");
    market.raw("alter table cursor_out_of_reach rename to outbox_cursor").await;
    until("the lane is well again", || async { illness(&app, "sequencer").is_none() }).await;
    working.stop().await;
    app.db().close().await;
    market.settle().await;
    market.close().await;
}

/// More of them than are read at once, and all of them due before the other.
#[tokio::test]
async fn orders_that_cannot_be_ended_hold_up_no_other() {
    const BROKEN: usize = 51;
    let market = Market::open().await;
    let mug = mug_of(&market, 100).await;
    let mut broken = Vec::new();
    for _ in 0..BROKEN {
        broken.push(order_one(&market, mug, DECLINED).await.0);
    }
    market.settle().await;
    let fine = order_out_of_time(&market, mug).await;
    let fine_id = bytes(&market, fine.as_bytes());
    market.raw(&format!("update orders set expires_at = 1 where id <> {fine_id}")).await;
    // their payments cannot be read for a while
    market.raw(&format!("update payment set method = 'unheard_of' where order_id <> {fine_id}")).await;
    market.settle().await;
    assert_eq!(status(&market, fine).await, OrderStatus::Cancelled);
    market.raw("update payment set method = 'card'").await;
    market.settle().await;
    for order in broken {
        assert_eq!(status(&market, order).await, OrderStatus::Cancelled);
    }
    market.close().await;
}
