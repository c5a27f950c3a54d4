//! What arrives: carriers' news, buyers' words, time, and the money that follows.

use jiff::SignedDuration;
use serde_json::json;
use souk_domain::{
    bounds::shipment::{MAX_EVENTS, MAX_TEXT_CHARS},
    ids::OrderId,
    order::OrderStatus,
    shipment::{DeliveredBy, ShipmentStatus},
};
use souk_market::{
    Actor, fulfilment,
    notifications::{self, AskedOrderLink},
    orders::{self, HoldKind, VendorOrderView},
    shop::order_token,
};
use souk_testkit::{
    Market,
    market::{CARD, Notice},
};

use super::{
    letters::with_contact,
    shop::{mug_of, mugs, refused, told},
};
use ShipmentStatus::{Delivered, InTransit, Lost, OutForDelivery, Packed};

async fn part(market: &Market, order: OrderId) -> VendorOrderView {
    market.order_view(order).await.vendor_orders.remove(0)
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// What the vendor has in escrow, and what it may have paid out.
async fn money(market: &Market) -> (i64, i64) {
    (-market.balance("vendor_escrow").await, -market.balance("vendor_available").await)
}

#[tokio::test]
async fn a_carriers_word_confirms_after_seven_days_and_completes_after_fourteen() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    let number = parcel.tracking_number.clone().unwrap();
    for (id, status) in [("e1", "in_transit"), ("e2", "out_for_delivery"), ("e3", "delivered")] {
        market.tell_parcel(&Notice::of_parcel(id, &number, status)).await.unwrap();
    }
    let arrived = part(&market, order).await;
    assert_eq!((arrived.status, arrived.delivered_by), (OrderStatus::Delivered, Some(DeliveredBy::Carrier)));
    assert_eq!(arrived.due_at, Some(market.app.now() + days(7)));
    let net = arrived.vendor_net;
    assert_eq!(money(&market).await, (net, 0));

    market.clock.advance(days(7) - SignedDuration::from_secs(1));
    market.settle().await;
    assert_eq!(part(&market, order).await.status, OrderStatus::Delivered);
    market.clock.advance(SignedDuration::from_secs(1));
    market.settle().await;
    assert_eq!(part(&market, order).await.status, OrderStatus::Confirmed);
    assert_eq!(money(&market).await, (0, net));
    market.clock.advance(days(7));
    market.settle().await;
    let done = part(&market, order).await;
    assert_eq!((done.status, done.due_at), (OrderStatus::Completed, None));
    assert_eq!(market.order_view(order).await.status, OrderStatus::Completed);
    assert_eq!(money(&market).await, (0, net));
    market.close().await;
}

#[tokio::test]
async fn a_vendors_word_waits_for_the_promised_day() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    market.track(parcel.id, Delivered).await.unwrap();
    let arrived = part(&market, order).await;
    assert_eq!(arrived.delivered_by, Some(DeliveredBy::Vendor));
    let promised = arrived.arrives_by.unwrap();
    assert!(promised > market.app.now());
    assert_eq!(arrived.due_at, Some(promised + days(7)));
    market.close().await;
}

#[tokio::test]
async fn a_buyer_who_has_it_confirms_whatever_the_carrier_says() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, scarf) = (market.product(kiln, 2450, 5).await, market.product(loom, 5900, 5).await);
    let order = market.place(market.cart(&[(mug, 1), (scarf, 1)]).await, CARD).await.unwrap().order;
    assert_eq!(refused(market.confirm(order, None).await), "nothing_arrives");
    assert_eq!(refused(market.miss(order, None).await), "nothing_arrives");
    let view = market.order_view(order).await;
    let parcel = market.ship(&view.vendor_orders[0], &[]).await.unwrap();
    market.track(parcel.id, InTransit).await.unwrap();

    let confirmed = market.confirm(order, None).await.unwrap();
    let statuses: Vec<_> = confirmed.vendor_orders.iter().map(|part| part.status).collect();
    assert_eq!(statuses, [OrderStatus::Confirmed, OrderStatus::Processing]);
    let shipment = &confirmed.vendor_orders[0].shipments[0];
    assert_eq!((shipment.status, shipment.delivered_by), (Delivered, Some(DeliveredBy::Buyer)));
    assert_eq!(money(&market).await, (view.vendor_orders[1].vendor_net, view.vendor_orders[0].vendor_net));
    // again, nothing changes; what was not sent cannot be there
    market.confirm(order, None).await.unwrap();
    assert_eq!(refused(market.confirm(order, Some(view.vendor_orders[1].id)).await), "nothing_arrives");
    let stranger = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let theirs = part(&market, stranger).await.id;
    assert_eq!(refused(market.confirm(order, Some(theirs)).await), "not_found");
    assert_eq!(market.entries().await.iter().filter(|entry| entry.kind == "release").count(), 2);
    market.close().await;
}

#[tokio::test]
async fn what_its_buyer_misses_goes_on_by_nothing_until_that_is_settled() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    let number = parcel.tracking_number.clone().unwrap();
    market.tell_parcel(&Notice::of_parcel("e1", &number, "delivered")).await.unwrap();
    market.clock.advance(days(3));
    market.miss(order, None).await.unwrap();
    market.miss(order, None).await.unwrap();
    market.deliver().await;
    let told = market.mails().await;
    assert_eq!(told.iter().filter(|(_, kind)| kind == "not_received").count(), 1, "{told:?}");
    market.clock.advance(days(30));
    market.settle().await;
    let held = part(&market, order).await;
    assert_eq!((held.status, held.holds), (OrderStatus::Delivered, 1));
    assert_eq!(money(&market).await.1, 0);

    let settle = || {
        let reason = "the neighbour had it".to_owned();
        fulfilment::settle_report(&market.app, Actor::Operator, held.id, reason, None)
    };
    settle().await.unwrap();
    settle().await.unwrap();
    // four days were left when its buyer spoke
    let free = part(&market, order).await;
    assert_eq!((free.holds, free.due_at), (0, Some(market.app.now() + days(4))));
    market.clock.advance(days(4));
    market.settle().await;
    // the fourteen days since it arrived are long over
    assert_eq!(part(&market, order).await.status, OrderStatus::Completed);
    assert_eq!(money(&market).await, (0, held.vendor_net));
    market.close().await;
}

#[tokio::test]
async fn a_buyer_who_finds_it_after_all_confirms_it() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    market.track(parcel.id, Delivered).await.unwrap();
    market.miss(order, None).await.unwrap();
    let confirmed = market.confirm(order, None).await.unwrap();
    assert_eq!((confirmed.status, confirmed.vendor_orders[0].holds), (OrderStatus::Confirmed, 0));
    assert_eq!(refused(market.miss(order, None).await), "nothing_arrives");
    market.close().await;
}

#[tokio::test]
async fn a_carriers_news_come_once_and_only_forward() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    let number = parcel.tracking_number.clone().unwrap();
    let news = Notice::of_parcel("e1", &number, "out_for_delivery");
    for _ in 0..2 {
        market.tell_parcel(&news).await.unwrap();
    }
    // carriers write numbers in their own ways
    let spelled: String = number.to_lowercase().chars().flat_map(|letter| [letter, '-']).collect();
    let known = Notice::of_parcel("e1", &spelled, "out_for_delivery");
    market.tell_parcel(&known).await.unwrap();
    assert_eq!(refused(market.tell_parcel(&Notice::of_parcel("e1", "--", "lost")).await), "invalid_input");
    // late, and kept for its history
    market.tell_parcel(&Notice::of_parcel("e2", &number, "in_transit")).await.unwrap();
    let found = part(&market, order).await.shipments.remove(0);
    assert_eq!((found.status, found.events.len()), (OutForDelivery, 3));

    let mut forged = Notice::of_parcel("e3", &number, "delivered");
    forged.body = Notice::of_parcel("e3", &number, "lost").body;
    assert_eq!(refused(market.tell_parcel(&forged).await), "unauthenticated");
    assert_eq!(refused(market.tell_parcel(&Notice::of_parcel("e3", "1Z0", "lost")).await), "not_found");
    assert_eq!(
        refused(market.tell_parcel(&Notice::of_parcel("e3", &number, "eaten")).await),
        "invalid_input"
    );
    let unsigned = fulfilment::receive_carrier_event(&market.app, "dhl", &news.headers, &news.body).await;
    assert_eq!(refused(unsigned), "not_found");
    assert_eq!(part(&market, order).await.shipments[0].status, OutForDelivery);
    market.close().await;
}

#[tokio::test]
async fn late_doubled_and_impossible_news_are_kept_and_move_nothing() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    let number = parcel.tracking_number.clone().unwrap();
    let tell = async |id: &str, status: &str, at: String| {
        let news = json!({ "id": id, "tracking_number": number, "status": status, "at": at });
        market.tell_parcel(&Notice::of_carrier(id, &news)).await.unwrap();
        part(&market, order).await.shipments.remove(0)
    };
    let hours = |hours: i64| (market.app.now() + SignedDuration::from_hours(hours)).to_string();
    market.clock.advance(days(2));
    assert_eq!(tell("e1", "out_for_delivery", hours(-2)).await.status, OutForDelivery);
    // what happened before that turns nothing back, and ends nothing: it was found again
    for (id, status) in [("e2", "in_transit"), ("e3", "lost"), ("e4", "returned"), ("e5", "delivered")] {
        assert_eq!(tell(id, status, hours(-3)).await.status, OutForDelivery, "{status}");
    }
    // before the order, far ahead, or of another year
    let far = ["0001-01-01T00:00:00Z".to_owned(), "9000-01-01T00:00:00Z".to_owned(), hours(-49), hours(15)];
    for (place, at) in far.into_iter().enumerate() {
        let found = tell(&format!("far-{place}"), "delivered", at.clone()).await;
        assert_eq!(found.status, OutForDelivery, "{at}");
        let kept = found.events.iter().find(|event| event.claimed_at == Some(at.parse().unwrap())).unwrap();
        assert_eq!(kept.happened_at, market.app.now(), "{at}");
    }
    assert_eq!(part(&market, order).await.shipments[0].events.len(), 10);
    // the same again under its own id is nothing new; a clock of another zone is ahead, and is taken as now
    assert_eq!(tell("e5", "delivered", hours(0)).await.events.len(), 10);
    let arrived = tell("e6", "delivered", hours(13)).await;
    assert_eq!((arrived.status, arrived.delivered_at), (Delivered, Some(market.app.now())));
    // late news of what has arrived are kept too
    assert_eq!(tell("e7", "out_for_delivery", hours(-1)).await.status, Delivered);
    assert_eq!(part(&market, order).await.status, OrderStatus::Delivered);
    market.close().await;
}

#[tokio::test]
async fn what_a_carrier_tells_of_long_ago_moves_nothing() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    let number = parcel.tracking_number.clone().unwrap();
    let then = market.app.now() + SignedDuration::from_secs(1);
    market.clock.advance(days(31));
    let news = |id: &str, at: jiff::Timestamp| {
        let news =
            json!({ "id": id, "tracking_number": number, "status": "delivered", "at": at.to_string() });
        Notice::of_carrier(id, &news)
    };
    market.tell_parcel(&news("e1", then)).await.unwrap();
    let kept = part(&market, order).await.shipments.remove(0);
    assert_eq!((kept.status, kept.events.len()), (ShipmentStatus::Pending, 2));
    market.tell_parcel(&news("e2", then + days(1))).await.unwrap();
    assert_eq!(part(&market, order).await.shipments[0].status, Delivered);
    market.close().await;
}

#[tokio::test]
async fn each_news_of_a_parcel_is_mailed_once() {
    let (market, mug) = mugs().await;
    let mut purchase = market.purchase(market.cart(&[(mug, 2)]).await, CARD);
    purchase.email = "maya@example.org".to_owned();
    let order = market.buy(&purchase).await.unwrap().order;
    let own = part(&market, order).await;
    let line = own.lines[0].id;
    for (last, steps) in
        [(Delivered, vec![Packed, InTransit, InTransit, OutForDelivery]), (Lost, vec![InTransit])]
    {
        let parcel = market.ship(&own, &[(line, 1)]).await.unwrap();
        for step in steps.into_iter().chain([last, last]) {
            market.track(parcel.id, step).await.unwrap();
        }
    }
    market.deliver().await;
    market.deliver().await;
    let mut kinds: Vec<String> = market
        .mails()
        .await
        .into_iter()
        .filter(|(to, _)| to == "maya@example.org")
        .map(|(_, kind)| kind)
        .collect();
    kinds.sort();
    assert_eq!(
        kinds,
        [
            "order_placed",
            "shipment_delivered",
            "shipment_lost",
            "shipment_out_for_delivery",
            "shipment_sent",
            "shipment_sent"
        ]
    );
    market.close().await;
}

#[tokio::test]
async fn the_market_hears_of_what_a_buyer_misses_and_lists_what_waits_for_it() {
    let (market, mug) = mugs().await;
    with_contact(&market).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let held =
        async || orders::list_held_vendor_orders(&market.app, Actor::Operator, None, 24).await.unwrap().items;
    let parcel = market.ship_all(order).await.remove(0);
    market.track(parcel.id, Delivered).await.unwrap();
    assert!(held().await.is_empty());
    market.miss(order, None).await.unwrap();
    market.deliver().await;
    let told = market.mails().await;
    let to_market = |(reader, kind): &&(String, String)| {
        kind == "not_received_to_market" && !reader.ends_with("vendors.example")
    };
    assert_eq!(told.iter().filter(to_market).count(), 1, "{told:?}");
    let waiting = held().await;
    assert_eq!((waiting[0].order, &waiting[0].kinds[..]), (order, &[HoldKind::NotReceived][..]));
    assert!(waiting[0].held_since.is_some() && waiting.len() == 1);
    let reason = "the neighbour had it".to_owned();
    fulfilment::settle_report(&market.app, Actor::Operator, waiting[0].id, reason, None).await.unwrap();
    assert!(held().await.is_empty());
    market.close().await;
}

#[tokio::test]
async fn a_buyer_hears_that_a_parcel_came_back() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    market.track(parcel.id, InTransit).await.unwrap();
    market.track(parcel.id, ShipmentStatus::Returned).await.unwrap();
    market.deliver().await;
    assert!(told(&market).await.contains(&"shipment_returned".to_owned()));
    market.close().await;
}

#[tokio::test]
async fn a_parcel_that_cannot_take_a_carriers_news_keeps_no_other_from_them() {
    let (market, mug) = mugs().await;
    let old = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    market.ship_all(old).await;
    let told_at = market.app.now();
    market.clock.advance(days(1));
    // by its vendor's mistake it is under the other's number, and has had more told of it than is kept
    let newer = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(newer).await.remove(0);
    market.raw("update shipment set tracking_number = '1ZSAME', tracking_key = '1ZSAME'").await;
    for _ in 0..MAX_EVENTS {
        if market.track(parcel.id, InTransit).await.is_err() {
            break;
        }
    }
    let words = format!("Handed over\n{}", "by the door ".repeat(40));
    let news = json!({ "id": "e1", "tracking_number": "1ZSAME", "status": "in_transit", "text": words,
                       "at": told_at.to_string() });
    market.tell_parcel(&Notice::of_carrier("e1", &news)).await.unwrap();
    let found = part(&market, old).await.shipments.remove(0);
    assert_eq!(found.status, InTransit);
    let kept = found.events.last().unwrap().words.clone().unwrap();
    assert!(kept.starts_with("Handed over by the door") && kept.ends_with('…'), "{kept}");
    assert_eq!(kept.chars().count(), MAX_TEXT_CHARS);
    // what it says of a time before that order was placed is of another parcel
    let news =
        json!({ "id": "e2", "tracking_number": "1ZSAME", "status": "delivered", "at": told_at.to_string() });
    market.tell_parcel(&Notice::of_carrier("e2", &news)).await.unwrap();
    let later = part(&market, newer).await.shipments.remove(0);
    assert_eq!((later.status, later.delivered_at), (InTransit, None));
    assert_eq!(part(&market, old).await.shipments[0].status, Delivered);
    market.close().await;
}

#[tokio::test]
async fn every_parcel_of_a_number_hears_its_carriers_news() {
    let market = Market::open().await;
    let mug = mug_of(&market, 40).await;
    let mut orders = Vec::new();
    for _ in 0..33 {
        let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
        market.ship_all(order).await;
        orders.push(order);
    }
    market.raw("update shipment set tracking_number = '1ZSAME', tracking_key = '1ZSAME'").await;
    market.tell_parcel(&Notice::of_parcel("e1", "1ZSAME", "delivered")).await.unwrap();
    for order in orders {
        assert_eq!(part(&market, order).await.shipments[0].status, Delivered);
    }
    market.close().await;
}

#[tokio::test]
async fn the_link_to_an_order_lapses_long_after_it_is_done_and_a_fresh_one_may_be_asked_for() {
    let (market, mug) = mugs().await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    for parcel in market.ship_all(order).await {
        market.track(parcel.id, Delivered).await.unwrap();
    }
    market.confirm(order, None).await.unwrap();
    market.clock.advance(days(14));
    market.settle().await;
    let open = async || {
        let view = market.order_view(order).await;
        assert_eq!(view.status, OrderStatus::Completed);
        let token = Some(order_token(&market.app, &view));
        orders::show_order(&market.app, Actor::Guest, order.to_string(), token).await
    };
    market.clock.advance(days(90));
    open().await.expect("the last day");
    market.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(refused(open().await), "not_found");
    let view = market.order_view(order).await;
    let asked = AskedOrderLink::checked(&view.number, &view.email, None).unwrap();
    notifications::ask_order_link(&market.app, asked).await.unwrap();
    open().await.expect("who reads its letters has a fresh link");
    assert!(
        market.order_view(order).await.token_version > view.token_version,
        "the links of old open nothing"
    );
    market.close().await;
}
