//! Cash on delivery: sent before it is paid, booked when it arrives, and forgotten when it is refused.

use jiff::SignedDuration;
use souk_domain::{
    ids::{OrderId, VariantId, VendorId},
    order::{
        CancelReason, CashCollector, CashTerms, NoCash, OrderStatus, PaymentMethod, PaymentStatus,
        RefundStatus,
    },
    shipment::ShipmentStatus::{Delivered, InTransit, Lost, Returned},
};
use souk_market::{
    Actor,
    cart::Delivery,
    checkout, ledger,
    orders::VendorOrderView,
    payments,
    refunds::{NewRefund, ToRefund},
    settings::{self, Market as Settings},
};
use souk_testkit::{
    Market,
    market::{CARD, Good, Notice, Try, address},
};

use super::{
    giving_back::{line, pieces, refund},
    shop::{MUG_TOTAL, can_be_had, refused, told},
};

/// Of a mug's 24.50: ten percent to the market, six on top to the state.
const MUG_COMMISSION: i64 = 245;
const MUG_TAX: i64 = 147;
/// What a scarf of 59.00 costs with its delivery.
const SCARF_TOTAL: i64 = 5900 + 354 + 500;

/// A market that takes cash, with mugs of one vendor and scarves of another.
struct Shop {
    market: Market,
    kiln: VendorId,
    loom: VendorId,
    mug: VariantId,
    scarf: VariantId,
}

async fn shop(collector: CashCollector) -> Shop {
    let market = Market::open().await;
    market.take_cash(collector).await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, scarf) = (market.product(kiln, 2450, 10).await, market.product(loom, 5900, 10).await);
    Shop { market, kiln, loom, mug, scarf }
}

impl Shop {
    async fn order(&self, wanted: &[(VariantId, u32)]) -> OrderId {
        let answer = self.market.place_for_cash(self.market.cart(wanted).await).await.unwrap();
        assert_eq!(answer.body, "pending");
        answer.order
    }

    async fn part(&self, order: OrderId, place: usize) -> VendorOrderView {
        self.market.order_view(order).await.vendor_orders.remove(place)
    }

    /// Where the order, its payment, and what was taken stand.
    async fn stands(&self, order: OrderId) -> (OrderStatus, PaymentStatus, i64) {
        let view = self.market.order_view(order).await;
        (view.status, view.payment.status, view.payment.captured)
    }

    /// Sends a part and lets its parcel come to an end.
    async fn send(&self, part: &VendorOrderView, end: souk_domain::shipment::ShipmentStatus) {
        let parcel = self.market.ship(part, &[]).await.unwrap();
        self.market.track(parcel.id, InTransit).await.unwrap();
        self.market.track(parcel.id, end).await.unwrap();
    }

    /// What a vendor has in escrow and may have paid out.
    async fn funds(&self, vendor: VendorId) -> (i64, i64) {
        let funds = ledger::show_vendor_funds(&self.market.app, Actor::Operator, vendor).await.unwrap();
        (funds.escrow, funds.available)
    }
}

async fn allow(market: &Market, cash: CashTerms) {
    let change = move |market: Settings| Settings { cash, ..market };
    settings::change_market(&market.app, Actor::Operator, Box::new(change)).await.unwrap();
}

/// How a cart may be paid there, and why not at the door.
async fn offered(market: &Market, wanted: &[(VariantId, u32)]) -> (bool, Option<NoCash>) {
    let delivery = Delivery { destination: Some(address().destination()), ..Delivery::default() };
    let cart = market.cart(wanted).await;
    let quote = checkout::quote_cart(&market.app, Actor::Guest, cart, delivery).await.unwrap();
    let offered = quote.methods.contains(&PaymentMethod::CashOnDelivery);
    let placed = market.place_for_cash(cart).await;
    assert_eq!(placed.is_ok(), offered, "what is offered can be had, and nothing else");
    if let Ok(answer) = placed {
        market.cancel(answer.order).await.unwrap();
    }
    (offered, quote.no_cash)
}

#[tokio::test]
async fn an_order_goes_to_its_vendors_at_once_and_waits_for_no_money() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 1), (shop.scarf, 1)]).await;
    market.deliver().await;
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.status), (OrderStatus::Processing, PaymentStatus::Pending));
    assert_eq!((view.payment.captured, view.expires_at), (0, None));
    let due: Vec<_> = view.vendor_orders.iter().map(|part| part.cash_due).collect();
    assert_eq!(due, [Some(MUG_TOTAL), Some(SCARF_TOTAL)]);
    assert!(market.entries().await.is_empty(), "nobody has any money");
    assert!(!can_be_had(market, shop.mug, 10).await && can_be_had(market, shop.mug, 9).await);
    assert_eq!(told(market).await, ["order_placed"]);
    let to_vendors = market.mails().await.into_iter().filter(|(_, kind)| kind == "vendor_new_order");
    assert_eq!(to_vendors.count(), 2);

    market.clock.advance(SignedDuration::from_hours(24 * 60));
    market.settle().await;
    assert_eq!(shop.stands(order).await, (OrderStatus::Processing, PaymentStatus::Pending, 0));
    assert_eq!(refused(market.pay(order, CARD).await), "paid_on_delivery");
    let by_transfer = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
    assert_eq!(refused(market.pay_as(&by_transfer).await), "paid_on_delivery");
    shop.market.close().await;
}

#[tokio::test]
async fn what_arrives_is_paid_and_what_is_refused_is_forgotten() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 1), (shop.scarf, 1)]).await;
    let parts = market.order_view(order).await.vendor_orders;
    shop.send(&parts[0], Delivered).await;
    assert_eq!(shop.stands(order).await, (OrderStatus::Processing, PaymentStatus::Pending, MUG_TOTAL));
    shop.send(&parts[1], Returned).await;

    assert_eq!(shop.stands(order).await, (OrderStatus::Delivered, PaymentStatus::Completed, MUG_TOTAL));
    let view = market.order_view(order).await;
    assert_eq!(view.vendor_orders[1].status, OrderStatus::Cancelled);
    assert_eq!(view.vendor_orders[1].cash_due, Some(0));
    assert!(can_be_had(market, shop.scarf, 10).await, "it is for sale again");
    // the vendor has the buyer's 30.97, of which 2.45 and 1.47 are the market's
    assert_eq!(shop.funds(shop.kiln).await, (0, -MUG_COMMISSION - MUG_TAX));
    assert_eq!(shop.funds(shop.loom).await, (0, 0));
    assert_eq!(market.balance("commission").await, -MUG_COMMISSION);
    assert_eq!(market.balance("sales_tax_payable").await, -MUG_TAX);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    assert_eq!(market.balance("gateway_receivable").await, 0);

    // time sets free what is free already
    for _ in 0..2 {
        market.clock.advance(SignedDuration::from_hours(24 * 20));
        market.settle().await;
    }
    assert_eq!(market.order_view(order).await.status, OrderStatus::Completed);
    assert_eq!(shop.funds(shop.kiln).await, (0, -MUG_COMMISSION - MUG_TAX));
    shop.market.close().await;
}

#[tokio::test]
async fn an_order_of_which_all_came_back_has_ended_and_costs_nothing() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 2)]).await;
    let part = shop.part(order, 0).await;
    let parcel = market.ship(&part, &[]).await.unwrap();
    let number = parcel.tracking_number.clone().unwrap();
    for (id, status) in [("e1", "in_transit"), ("e2", "returned")] {
        market.tell_parcel(&Notice::of_parcel(id, &number, status)).await.unwrap();
    }
    market.deliver().await;
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.status), (OrderStatus::Cancelled, PaymentStatus::Cancelled));
    assert_eq!(view.cancel_reason, Some(CancelReason::NotAccepted));
    assert!(market.entries().await.is_empty() && can_be_had(market, shop.mug, 10).await);
    assert!(told(market).await.contains(&"order_cancelled".to_owned()));
    // what the carrier tells later changes nothing
    market.tell_parcel(&Notice::of_parcel("e3", &number, "delivered")).await.unwrap();
    assert_eq!(shop.stands(order).await, (OrderStatus::Cancelled, PaymentStatus::Cancelled, 0));
    shop.market.close().await;
}

#[tokio::test]
async fn a_carrier_that_collects_owes_the_market_and_the_vendor_waits_as_for_a_card() {
    let shop = shop(CashCollector::Carrier).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 1)]).await;
    let part = shop.part(order, 0).await;
    shop.send(&part, Delivered).await;
    let net = MUG_TOTAL - MUG_COMMISSION - MUG_TAX;
    assert_eq!(market.balance("gateway_receivable").await, MUG_TOTAL);
    assert_eq!(shop.funds(shop.kiln).await, (net, 0));
    market.confirm(order, None).await.unwrap();
    assert_eq!(shop.funds(shop.kiln).await, (0, net));
    shop.market.close().await;
}

#[tokio::test]
async fn a_buyer_who_has_it_has_paid_it() {
    let shop = shop(CashCollector::Vendor).await;
    let order = shop.order(&[(shop.scarf, 1), (shop.mug, 1)]).await;
    shop.market.ship_all(order).await;
    let view = shop.market.confirm(order, None).await.unwrap();
    assert_eq!((view.status, view.payment.captured), (OrderStatus::Confirmed, MUG_TOTAL + SCARF_TOTAL));
    assert_eq!(view.payment.status, PaymentStatus::Completed);
    assert_eq!(shop.funds(shop.kiln).await, (0, -MUG_COMMISSION - MUG_TAX));
    assert_eq!(shop.funds(shop.loom).await, (0, -590 - 354));
    shop.market.close().await;
}

#[tokio::test]
async fn what_was_paid_at_the_door_goes_back_by_hand_and_its_vendor_owes_it() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 1)]).await;
    let part = shop.part(order, 0).await;
    shop.send(&part, Delivered).await;
    let back = refund(market, shop.kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    let mug = 2450 + MUG_TAX;
    assert_eq!((back.refund.total, back.refund.by_hand), (mug, true));
    assert_eq!(market.balance("refunds_clearing").await, -mug);
    assert_eq!(market.balance("commission").await, 0, "nothing is kept of what went back");
    // it has the buyer's 30.97, of which only the delivery is its own by now
    assert_eq!(shop.funds(shop.kiln).await, (0, 500 - MUG_TOTAL));
    payments::mark_refund_done(&market.app, Actor::Operator, back.refund.id, None).await.unwrap();
    assert_eq!(market.balance("market_bank").await, -mug);
    assert_eq!(market.order_view(order).await.payment.refunded, mug);
    let sum = NewRefund { what: ToRefund::Sum(501), note: "more".to_owned(), restock: false };
    assert_eq!(refused(refund(market, shop.kiln, part.id, sum).await), "refund_too_large");
    shop.market.close().await;
}

#[tokio::test]
async fn nothing_goes_back_before_it_is_paid_and_what_is_called_off_is_due_no_more() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 3)]).await;
    let part = shop.part(order, 0).await;
    let whole = 3 * (2450 + MUG_TAX) + 500;
    assert_eq!(part.cash_due, Some(whole));
    let sum = NewRefund { what: ToRefund::Sum(100), note: "a scratch".to_owned(), restock: false };
    assert_eq!(refused(refund(market, shop.kiln, part.id, sum.clone()).await), "order_not_paid");
    let off = refund(market, shop.kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    assert_eq!((off.refund.status, off.refund.total), (RefundStatus::Waived, 2450 + MUG_TAX));
    assert!(market.entries().await.is_empty());
    // all that is left goes in one parcel
    let some = vec![(part.lines[0].id, 1)];
    assert_eq!(refused(market.ship(&part, &some).await), "one_shipment_only");
    let parcel = market.ship(&part, &[]).await.unwrap();
    let sent = pieces(vec![line(&part, 0, 1)], true);
    assert_eq!(refused(refund(market, shop.kiln, part.id, sent).await), "order_not_paid");
    market.track(parcel.id, Delivered).await.unwrap();
    let paid = whole - 2450 - MUG_TAX;
    assert_eq!(shop.stands(order).await, (OrderStatus::Delivered, PaymentStatus::Completed, paid));
    assert_eq!(market.balance("commission").await, -2 * MUG_COMMISSION);
    market.deliver().await;
    assert!(told(market).await.contains(&"refund_by_hand".to_owned()), "it hears of what does not come");
    refund(market, shop.kiln, part.id, sum).await.unwrap();
    shop.market.close().await;
}

#[tokio::test]
async fn an_arrival_that_was_none_is_turned_round_and_booked_again() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 1)]).await;
    let part = shop.part(order, 0).await;
    let parcel = market.ship(&part, &[]).await.unwrap();
    market.track(parcel.id, Delivered).await.unwrap();
    market.track(parcel.id, Lost).await.unwrap();
    assert_eq!(shop.stands(order).await, (OrderStatus::Processing, PaymentStatus::Pending, 0));
    assert_eq!((shop.funds(shop.kiln).await, market.balance("commission").await), ((0, 0), 0));
    market.require_clean("after the loss").await;
    let again = market.ship(&shop.part(order, 0).await, &[]).await.unwrap();
    market.track(again.id, Delivered).await.unwrap();
    assert_eq!(shop.stands(order).await, (OrderStatus::Delivered, PaymentStatus::Completed, MUG_TOTAL));
    assert_eq!(shop.funds(shop.kiln).await, (0, -MUG_COMMISSION - MUG_TAX));

    // it came back after all: it was refused
    market.track(again.id, Returned).await.unwrap();
    assert_eq!(shop.stands(order).await, (OrderStatus::Cancelled, PaymentStatus::Cancelled, 0));
    assert_eq!(shop.funds(shop.kiln).await, (0, 0));

    // what was paid back had been paid
    let other = shop.order(&[(shop.mug, 1)]).await;
    let part = shop.part(other, 0).await;
    let parcel = market.ship(&part, &[]).await.unwrap();
    market.track(parcel.id, Delivered).await.unwrap();
    let scratch = NewRefund { what: ToRefund::Sum(100), note: "a scratch".to_owned(), restock: false };
    refund(market, shop.kiln, part.id, scratch).await.unwrap();
    assert_eq!(refused(market.track(parcel.id, Lost).await), "shipment_step_not_allowed");
    shop.market.close().await;
}

#[tokio::test]
async fn it_is_called_off_before_it_is_sent_and_nothing_goes_back() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let order = shop.order(&[(shop.mug, 2), (shop.scarf, 1)]).await;
    let ended = checkout::cancel_order_into_cart(&market.app, Actor::Guest, order, None).await.unwrap();
    let ended = ended.fresh().unwrap();
    assert!(ended.cart.is_some(), "its things are in a cart again");
    assert_eq!(shop.stands(order).await, (OrderStatus::Cancelled, PaymentStatus::Cancelled, 0));
    assert!(market.entries().await.is_empty());
    assert!(can_be_had(market, shop.mug, 10).await && can_be_had(market, shop.scarf, 10).await);
    market.cancel(order).await.unwrap();

    let sent = shop.order(&[(shop.mug, 1), (shop.scarf, 1)]).await;
    market.ship(&shop.part(sent, 0).await, &[]).await.unwrap();
    assert_eq!(refused(market.cancel(sent).await), "already_shipped");
    shop.market.close().await;
}

#[tokio::test]
async fn it_is_offered_where_all_of_a_cart_allows_it() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let rug = market.sell(kiln, Good::unique(90_000)).await;
    let file = market.sell(kiln, Good::new(900, 10).not_shipped()).await;
    // a market takes none until it says so, and then its ways to ship take none until they say so
    assert_eq!(offered(&market, &[(mug, 1)]).await, (false, None));
    let cash = CashTerms { taken: true, most: 100_000, unique: false };
    allow(&market, cash).await;
    assert_eq!(offered(&market, &[(mug, 1)]).await, (false, Some(NoCash::WayTakesNone)));
    market.take_cash(CashCollector::Vendor).await;
    assert_eq!(offered(&market, &[(mug, 1)]).await, (true, None));
    assert_eq!(offered(&market, &[(mug, 1), (file, 1)]).await, (false, Some(NoCash::NotShipped)));
    assert_eq!(offered(&market, &[(rug, 1)]).await, (false, Some(NoCash::Unique)));
    allow(&market, CashTerms { unique: true, ..cash }).await;
    assert_eq!(offered(&market, &[(rug, 1)]).await, (true, None));
    allow(&market, CashTerms { most: MUG_TOTAL - 1, ..cash }).await;
    assert_eq!(offered(&market, &[(mug, 1)]).await, (false, Some(NoCash::TooDear)));
    allow(&market, CashTerms { most: MUG_TOTAL, ..cash }).await;
    assert_eq!(offered(&market, &[(mug, 1)]).await, (true, None));
    market.close().await;
}

#[tokio::test]
async fn nobody_has_more_than_three_of_them_under_way() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    let buy = async |card: bool| {
        let mut purchase = market.purchase(market.cart(&[(shop.mug, 1)]).await, CARD);
        purchase.email = "ada@example.org".to_owned();
        market.buy(&if card { purchase } else { purchase.for_cash() }).await
    };
    let mut orders = Vec::new();
    for _ in 0..3 {
        orders.push(buy(false).await.unwrap().order);
    }
    assert_eq!(refused(buy(false).await), "too_many_unpaid");
    assert_eq!(refused(buy(true).await), "too_many_unpaid");
    // one that is paid counts no more
    let part = shop.part(orders[0], 0).await;
    shop.send(&part, Delivered).await;
    buy(false).await.unwrap();
    shop.market.close().await;
}

/// Two servers hear of the same parcel at once: it is booked once, or not at all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parcel_that_is_told_of_twice_at_once_is_booked_once() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    for round in 0..6 {
        let order = shop.order(&[(shop.mug, 1)]).await;
        let before = shop.funds(shop.kiln).await.1;
        let parcel = market.ship(&shop.part(order, 0).await, &[]).await.unwrap();
        market.track(parcel.id, InTransit).await.unwrap();
        let number = parcel.tracking_number.clone().unwrap();
        let told = if round % 2 == 0 { "delivered" } else { "returned" };
        let news = Notice::of_parcel(&format!("twice {round}"), &number, told);
        let (typed, carrier) = tokio::join!(market.track(parcel.id, Delivered), market.tell_parcel(&news));
        carrier.unwrap();
        let (status, payment, captured) = shop.stands(order).await;
        let booked = shop.funds(shop.kiln).await.1 - before;
        match status {
            OrderStatus::Delivered => {
                typed.unwrap();
                assert_eq!((payment, captured), (PaymentStatus::Completed, MUG_TOTAL));
                assert_eq!(booked, -MUG_COMMISSION - MUG_TAX);
            }
            OrderStatus::Cancelled => {
                assert_eq!(told, "returned");
                assert_eq!(refused(typed), "shipment_step_not_allowed");
                assert_eq!((payment, captured, booked), (PaymentStatus::Cancelled, 0, 0));
            }
            other => panic!("{other}"),
        }
    }
    shop.market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_vendor_who_sends_and_a_buyer_who_calls_off_one_is_too_late() {
    let shop = shop(CashCollector::Vendor).await;
    let market = &shop.market;
    for _ in 0..6 {
        let order = shop.order(&[(shop.mug, 1)]).await;
        let part = shop.part(order, 0).await;
        let (sent, cancelled) = tokio::join!(market.ship(&part, &[]), market.cancel(order));
        match (sent, cancelled) {
            (Ok(parcel), Err(late)) => {
                assert_eq!(refused::<()>(Err(late)), "already_shipped");
                market.track(parcel.id, Delivered).await.unwrap();
                assert_eq!(shop.stands(order).await.1, PaymentStatus::Completed);
            }
            (Err(late), Ok(())) => {
                assert_eq!(refused::<()>(Err(late)), "nothing_to_send");
                assert_eq!(shop.stands(order).await, (OrderStatus::Cancelled, PaymentStatus::Cancelled, 0));
            }
            other => panic!("{other:?}"),
        }
    }
    shop.market.close().await;
}
