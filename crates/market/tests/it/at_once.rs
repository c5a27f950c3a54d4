//! Two who act on one order at the same moment, at two servers: one of them wins, the other is told why, and nothing is done twice.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    ids::{ApiKeyId, OrderId, VariantId, VendorId},
    order::{OrderStatus, ReturnReason},
    shipment::ShipmentStatus,
    vendor::MemberRole,
};
use souk_market::{
    Actor, App, checkout,
    fulfilment::{self, NewShipment},
    idempotency::{Guard, Reply, StoredResponse},
    ledger,
    refunds::{self, RefundView, Seller},
    returns::{self, NewReturn},
};
use souk_testkit::{
    Market,
    market::{CARD, Notice},
};

use super::{
    giving_back::{deliver_all, line, pieces},
    shipping::{level, part},
    shop::{MUG_TOTAL, refused},
};

/// Each race is run so often: who is first is another one from time to time.
const ROUNDS: u32 = 4;
/// Mugs on the shelf.
const STOCK: i64 = 40;

/// A market of two servers, where one vendor sells mugs.
struct Scene {
    market: Market,
    second: App,
    kiln: VendorId,
    mug: VariantId,
}

impl Scene {
    async fn open() -> Self {
        let market = Market::open().await;
        let second = market.second_app().await;
        let kiln = market.vendor("Kiln & Fern").await;
        let mug = market.product(kiln, 2450, STOCK).await;
        Self { market, second, kiln, mug }
    }

    /// An order of so many mugs, paid.
    async fn bought(&self, count: u32) -> OrderId {
        let order =
            self.market.place(self.market.cart(&[(self.mug, count)]).await, CARD).await.unwrap().order;
        self.market.deliver().await;
        order
    }

    /// Mugs on hand, and promised.
    async fn shelf(&self) -> (i64, i64) {
        level(&self.market, self.kiln, self.mug).await
    }

    /// Letters of this kind so far.
    async fn letters(&self, kind: &str) -> u32 {
        let mails = self.market.mails().await;
        u32::try_from(mails.iter().filter(|(_, own)| own == kind).count()).unwrap()
    }

    /// Transactions of this kind in the ledger.
    async fn posted(&self, kind: &str) -> u32 {
        let entries = self.market.entries().await;
        let of_kind = entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.transaction);
        u32::try_from(of_kind.collect::<BTreeSet<_>>().len()).unwrap()
    }

    /// What the vendor has in escrow, and what it may have paid out.
    async fn funds(&self) -> (i64, i64) {
        let funds = ledger::show_vendor_funds(&self.market.app, Actor::Operator, self.kiln).await.unwrap();
        (funds.escrow, funds.available)
    }

    /// Lets time pass until then.
    fn wait_for(&self, moment: Timestamp) {
        self.market.clock.advance(moment.duration_since(self.market.app.now()));
    }

    /// Ends with the proof that nothing is broken.
    async fn close(self) {
        self.second.db().close().await;
        self.market.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_members_who_send_the_same_line_send_it_once() {
    let scene = Scene::open().await;
    let market = &scene.market;
    let (maya, _) = market.worker("Maya", scene.kiln, MemberRole::Owner).await;
    let (ida, _) = market.worker("Ida", scene.kiln, MemberRole::Fulfilment).await;
    // on a page with what it was read from; by a program without
    for (round, knows_revision) in (0..ROUNDS).zip([true, false].into_iter().cycle()) {
        let own = part(market, scene.bought(3).await).await;
        let ship = |app: &App, account, role| {
            let new = NewShipment {
                lines: vec![(own.lines[0].id, 2)],
                status: ShipmentStatus::InTransit,
                ..NewShipment::of_all()
            };
            let actor = Actor::VendorMember { vendor: scene.kiln, account, role };
            let expected = knows_revision.then_some(own.revision);
            fulfilment::ship(app, actor, (scene.kiln, own.id.to_string()), expected, new, None)
        };
        let one = tokio::spawn(ship(&scene.second, maya, MemberRole::Owner));
        let two = ship(&market.app, ida, MemberRole::Fulfilment).await.map(|_| ());
        let outcomes = [one.await.unwrap().map(|_| ()), two];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let told = if knows_revision { "precondition_failed" } else { "more_than_open" };
        assert_eq!(outcomes.into_iter().filter(Result::is_err).map(refused).collect::<Vec<_>>(), [told]);
        let now = part(market, own.order).await;
        assert_eq!((now.shipments.len(), now.lines[0].fulfilled), (1, 2));
        let sent = 2 * i64::from(round + 1);
        assert_eq!(scene.shelf().await, (STOCK - sent, i64::from(round + 1)), "on hand, promised");
    }
    market.deliver().await;
    assert_eq!(scene.letters("shipment_sent").await, ROUNDS);
    scene.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_its_buyer_calls_off_as_it_is_sent_is_one_of_both() {
    let scene = Scene::open().await;
    let market = &scene.market;
    let (mut sent, mut called_off) = (0, 0);
    for _ in 0..ROUNDS {
        let order = scene.bought(1).await;
        let own = part(market, order).await;
        let app = scene.second.clone();
        let calling = tokio::spawn(async move { checkout::cancel_order(&app, Actor::Guest, order).await });
        let shipped = market.ship(&own, &[]).await;
        let cancelled = calling.await.unwrap();
        market.deliver().await;
        let now = market.order_view(order).await;
        if shipped.is_ok() {
            assert_eq!(refused(cancelled), "already_shipped");
            assert_eq!((now.status, now.payment.refunded), (OrderStatus::Shipped, 0));
            sent += 1;
        } else {
            assert_eq!(refused(shipped), "nothing_to_send");
            cancelled.unwrap();
            assert_eq!((now.status, now.payment.refunded), (OrderStatus::Cancelled, MUG_TOTAL));
            assert!(now.vendor_orders[0].shipments.is_empty());
            called_off += 1;
        }
    }
    assert_eq!(scene.shelf().await, (STOCK - i64::from(sent), 0));
    assert_eq!(market.bank.kept_in_all().await, i64::from(sent) * MUG_TOTAL);
    assert_eq!(scene.posted("refund").await, called_off);
    for letter in ["order_cancelled", "called_off"] {
        assert_eq!(scene.letters(letter).await, called_off, "{letter}");
    }
    scene.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_that_is_clicked_twice_goes_back_once_whatever_its_keys() {
    let scene = Scene::open().await;
    let market = &scene.market;
    for (round, keys) in (1..=ROUNDS).zip([["one", "one"], ["one", "another"]].into_iter().cycle()) {
        let order = scene.bought(3).await;
        let own = part(market, order).await;
        let click = |app: &App, key: &str| {
            let guard = Guard::new(format!("{key} of {order}"), |view: &RefundView| {
                Ok(StoredResponse { status: 201, text: view.refund.id.to_string() })
            });
            // keys belong to somebody
            let actor = Actor::Vendor { vendor: scene.kiln, key: ApiKeyId::from_bytes([1; 16]) };
            let new = pieces(vec![line(&own, 0, 2)], true);
            refunds::refund_vendor_order(app, actor, Seller::Vendor(scene.kiln), own.id, new, Some(guard))
        };
        let [here, there] = keys;
        let one = tokio::spawn(click(&scene.second, there));
        let outcomes = [click(&market.app, here).await, one.await.unwrap()];
        let fresh = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Reply::Fresh(_)))).count();
        assert_eq!(fresh, 1, "{keys:?}");
        for outcome in outcomes {
            match outcome {
                Ok(Reply::Fresh(_)) => {}
                Ok(Reply::Replayed(_)) => assert_eq!(here, there, "it says what the first was told"),
                refusal => assert_eq!(refused(refusal.map(|_| ())), "more_than_bought"),
            }
        }
        market.deliver().await;
        assert_eq!(market.order_view(order).await.payment.refunded, 2 * 2597);
        assert_eq!(refunds::list_order_refunds(&market.app, Actor::Operator, order).await.unwrap().len(), 1);
        assert_eq!(scene.shelf().await, (STOCK, i64::from(round)), "one of three is promised still");
    }
    assert_eq!((scene.posted("refund").await, scene.letters("refund_sent").await), (ROUNDS, ROUNDS));
    scene.close().await;
}

/// Whoever asks to give something back as its time runs out, to be confirmed or to be completed, stops the time or comes after it;
/// its money is set free once, and not while the return is open.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_return_that_is_asked_for_as_time_runs_out_is_before_or_after_it() {
    let scene = Scene::open().await;
    let market = &scene.market;
    let mut nets = 0;
    for (round, at_its_end) in (1..=ROUNDS).zip([false, true].into_iter().cycle()) {
        let order = scene.bought(1).await;
        let number = market.ship_all(order).await.remove(0).tracking_number.clone().unwrap();
        let news = Notice::of_parcel(&format!("news {round}"), &number, "delivered");
        market.tell_parcel(&news).await.unwrap();
        let before = if at_its_end { OrderStatus::Confirmed } else { OrderStatus::Delivered };
        let mut own = part(market, order).await;
        if at_its_end {
            scene.wait_for(own.due_at.unwrap());
            market.settle().await;
            own = part(market, order).await;
        }
        assert_eq!(own.status, before);
        scene.wait_for(own.due_at.unwrap());
        let new =
            NewReturn { lines: vec![line(&own, 0, 1)], reason: ReturnReason::Damaged, words: String::new() };
        let asking = tokio::spawn(returns::request_return(&scene.second, Actor::Guest, order, new, None));
        market.settle().await;
        let asked = asking.await.unwrap().unwrap().fresh().unwrap();
        market.settle().await;
        let held = part(market, order).await;
        let after = if at_its_end { OrderStatus::Completed } else { OrderStatus::Confirmed };
        assert!([before, after].contains(&held.status), "{}", held.status);
        assert_eq!(held.holds, 1);
        let free = held.status.is_released();
        let (escrow, available) =
            (if free { 0 } else { own.vendor_net }, if free { own.vendor_net } else { 0 });
        assert_eq!(scene.funds().await, (escrow, nets + available), "of {}", held.status);

        // nothing came back: what waited goes on
        let seller = Seller::Vendor(scene.kiln);
        let no = "Nothing came.".to_owned();
        returns::refuse_return(&market.app, Actor::Operator, seller, asked.id, no, None).await.unwrap();
        market.clock.advance(SignedDuration::from_hours(24 * 30));
        market.settle().await;
        nets += own.vendor_net;
        let done = part(market, order).await;
        assert_eq!((done.status, done.holds, done.due_at), (OrderStatus::Completed, 0, None));
        assert_eq!((scene.funds().await, scene.posted("release").await), ((0, nets), round));
    }
    for letter in ["return_requested", "return_refused"] {
        assert_eq!(scene.letters(letter).await, ROUNDS, "{letter}");
    }
    scene.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parcel_that_is_found_lost_as_its_buyer_has_it_is_one_of_both() {
    let scene = Scene::open().await;
    let market = &scene.market;
    let (mut arrived, mut nets) = (0, 0);
    for _ in 0..ROUNDS {
        let order = scene.bought(1).await;
        deliver_all(market, order).await;
        let own = part(market, order).await;
        let app = scene.second.clone();
        let confirming = fulfilment::confirm_receipt(&app, Actor::Guest, order, None, None);
        let confirming = tokio::spawn(confirming);
        let lost = market.track(own.shipments[0].id, ShipmentStatus::Lost).await;
        let confirmed = confirming.await.unwrap();
        market.deliver().await;
        let now = part(market, order).await;
        if confirmed.is_ok() {
            assert_eq!(refused(lost), "shipment_step_not_allowed");
            assert_eq!(
                (now.status, now.shipments[0].status),
                (OrderStatus::Confirmed, ShipmentStatus::Delivered)
            );
            (arrived, nets) = (arrived + 1, nets + own.vendor_net);
        } else {
            lost.unwrap();
            assert_eq!(refused(confirmed.map(|_| ())), "nothing_arrives");
            assert_eq!((now.status, now.lines[0].fulfilled), (OrderStatus::Processing, 0));
        }
    }
    let escrow = i64::from(ROUNDS - arrived) * (2450 + 500 - 245);
    assert_eq!((scene.funds().await, scene.posted("release").await), ((escrow, nets), arrived));
    assert_eq!(scene.letters("shipment_lost").await, ROUNDS - arrived);
    assert_eq!(scene.shelf().await, (STOCK - i64::from(ROUNDS), 0), "what was lost is gone");
    scene.close().await;
}
