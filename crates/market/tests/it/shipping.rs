//! What is sent: parcels, their stock, and where their vendor order stands.

use jiff::SignedDuration;
use souk_domain::{
    ids::{OrderId, OrderLineId, ShipmentId, VariantId, VendorId},
    order::OrderStatus,
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor,
    fulfilment::{self, Carriage, NewShipment, NewTracking},
    inventory,
    orders::VendorOrderView,
};
use souk_testkit::{
    Market,
    market::{CARD, Good},
};

use super::shop::refused;

/// Pieces on hand and promised of a variant.
pub(crate) async fn level(market: &Market, vendor: VendorId, variant: VariantId) -> (i64, i64) {
    let stock = inventory::list_stock(&market.app, Actor::Operator, vendor, Default::default(), None, 100)
        .await
        .unwrap();
    let row = stock.items.into_iter().find(|row| row.level.variant == variant).unwrap();
    (row.level.on_hand, row.level.reserved)
}

pub(crate) async fn part(market: &Market, order: OrderId) -> VendorOrderView {
    market.order_view(order).await.vendor_orders.remove(0)
}

fn of(lines: &[(OrderLineId, u32)]) -> NewShipment {
    NewShipment { lines: lines.to_vec(), ..NewShipment::of_all() }
}

#[tokio::test]
async fn parcels_take_their_stock_and_move_their_vendor_order() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let (mug, bowl) = (market.product(kiln, 2450, 10).await, market.product(kiln, 999, 4).await);
    let order = market.place(market.cart(&[(mug, 3), (bowl, 1)]).await, CARD).await.unwrap().order;
    let before = part(&market, order).await;
    let (mugs, bowls) = (before.lines[0].id, before.lines[1].id);
    assert_eq!(level(&market, kiln, mug).await, (10, 3));

    let first = market.ship(&before, &[(mugs, 2)]).await.unwrap();
    assert_eq!((first.status, first.position, first.events.len()), (ShipmentStatus::Pending, 1, 1));
    assert_eq!(level(&market, kiln, mug).await, (8, 1));
    let now = part(&market, order).await;
    assert_eq!(now.status, OrderStatus::Processing);
    assert_eq!(now.lines.iter().map(|line| line.fulfilled).collect::<Vec<_>>(), [2, 0]);
    assert!(now.revision > before.revision, "its ETag is another");

    let second = market.ship(&before, &[(mugs, 1), (bowls, 1)]).await.unwrap();
    assert_eq!(second.position, 2);
    assert_eq!((level(&market, kiln, mug).await, level(&market, kiln, bowl).await), ((7, 0), (3, 0)));
    assert_eq!(part(&market, order).await.status, OrderStatus::Shipped);

    market.track(first.id, ShipmentStatus::Packed).await.unwrap();
    market.track(first.id, ShipmentStatus::Delivered).await.unwrap();
    assert_eq!(part(&market, order).await.status, OrderStatus::Shipped);
    market.track(second.id, ShipmentStatus::Delivered).await.unwrap();
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.vendor_orders[0].status), (OrderStatus::Delivered, OrderStatus::Delivered));
    let steps: Vec<_> =
        view.events.iter().filter(|event| event.vendor_order.is_none()).map(|e| e.to).collect();
    let road = [OrderStatus::Pending, OrderStatus::Processing, OrderStatus::Shipped, OrderStatus::Delivered];
    assert_eq!(steps, road);
    market.close().await;
}

#[tokio::test]
async fn more_than_is_open_is_refused_and_says_how_much_is_left() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, 3)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    let line = own.lines[0].id;
    market.ship(&own, &[(line, 2)]).await.unwrap();

    let ship = |vendor: VendorId, new: NewShipment, expected: Option<i64>| {
        fulfilment::ship(&market.app, Actor::Operator, (vendor, own.id.to_string()), expected, new, None)
    };
    let error = ship(kiln, of(&[(line, 2)]), None).await.unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.code().name, "more_than_open");
    let fields = refusal.fields();
    assert_eq!(
        (fields[0].pointer.as_str(), fields[0].detail.as_str()),
        ("/lines/0/quantity", "1 of it are still to be sent.")
    );
    // another vendor's does not exist; a line of another order is none of this one
    assert_eq!(refused(ship(loom, of(&[(line, 1)]), None).await), "not_found");
    assert_eq!(
        refused(ship(kiln, of(&[(OrderLineId::from_bytes([9; 16]), 1)]), None).await),
        "invalid_input"
    );
    assert_eq!(refused(ship(kiln, of(&[(line, 1), (line, 1)]), None).await), "invalid_input");
    assert_eq!(refused(ship(kiln, of(&[(line, 0)]), None).await), "invalid_input");
    let arrived = NewShipment { status: ShipmentStatus::Delivered, ..of(&[(line, 1)]) };
    assert_eq!(refused(ship(kiln, arrived, None).await), "invalid_input");
    let long = NewShipment { carrier: Some("x".repeat(61)), ..of(&[(line, 1)]) };
    assert_eq!(refused(ship(kiln, long, None).await), "invalid_input");
    // whoever looked at it before the first parcel
    assert_eq!(refused(ship(kiln, of(&[(line, 1)]), Some(own.revision)).await), "precondition_failed");

    let current = part(&market, order).await.revision;
    ship(kiln, of(&[(line, 1)]), Some(current)).await.unwrap();
    assert_eq!(refused(ship(kiln, NewShipment::of_all(), None).await), "nothing_to_send");
    let unpaid = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap().order;
    let waiting = part(&market, unpaid).await;
    assert_eq!(refused(market.ship(&waiting, &[]).await), "not_found");
    assert_eq!(
        refused(market.track(ShipmentId::from_bytes([9; 16]), ShipmentStatus::Packed).await),
        "not_found"
    );
    market.close().await;
}

#[tokio::test]
async fn two_members_who_send_the_same_piece_send_it_once() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    let line = own.lines[0].id;
    let other = market.second_app().await;
    let ship = |app: &souk_market::App| {
        let named = (kiln, own.id.to_string());
        fulfilment::ship(app, Actor::Operator, named, None, of(&[(line, 1)]), None)
    };
    let (one, two) = tokio::join!(ship(&market.app), ship(&other));
    let refusals: Vec<_> = [one, two].into_iter().filter_map(Result::err).collect();
    assert_eq!(refusals.len(), 1, "one of them wins");
    // the vendor order had all of it sent by then
    assert_eq!(refusals[0].refusal().unwrap().code().name, "nothing_to_send");
    assert_eq!(part(&market, order).await.shipments.len(), 1);
    other.db().close().await;
    market.close().await;
}

#[tokio::test]
async fn what_is_lost_is_sent_again_of_what_is_free() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 3).await;
    let order = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    market.track(parcel.id, ShipmentStatus::InTransit).await.unwrap();
    market.track(parcel.id, ShipmentStatus::Lost).await.unwrap();
    let own = part(&market, order).await;
    assert_eq!((own.status, own.lines[0].fulfilled), (OrderStatus::Processing, 0));
    assert_eq!(market.order_view(order).await.status, OrderStatus::Processing);
    assert_eq!(level(&market, kiln, mug).await, (1, 0));

    // of two, one is there: the vendor is told, and nothing changed
    assert_eq!(refused(market.ship(&own, &[]).await), "not_on_hand");
    assert_eq!(level(&market, kiln, mug).await, (1, 0));
    market.count_stock(kiln, mug, 1).await;
    let again = market.ship(&own, &[]).await.unwrap();
    assert_eq!((again.position, level(&market, kiln, mug).await), (2, (0, 0)));
    assert_eq!(part(&market, order).await.status, OrderStatus::Shipped);
    // lost is an end
    assert_eq!(
        refused(market.track(parcel.id, ShipmentStatus::Delivered).await),
        "shipment_step_not_allowed"
    );
    market.track(parcel.id, ShipmentStatus::Lost).await.unwrap();
    assert_eq!(part(&market, order).await.lines[0].fulfilled, 2);
    market.close().await;
}

#[tokio::test]
async fn what_comes_back_is_on_the_shelf_and_promised_as_before() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 2).await;
    let order = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
    let parcel = market.ship_all(order).await.remove(0);
    assert_eq!(refused(market.track(parcel.id, ShipmentStatus::Returned).await), "shipment_step_not_allowed");
    market.track(parcel.id, ShipmentStatus::OutForDelivery).await.unwrap();
    assert_eq!(level(&market, kiln, mug).await, (0, 0));
    market.track(parcel.id, ShipmentStatus::Returned).await.unwrap();
    assert_eq!(level(&market, kiln, mug).await, (2, 2));
    let own = part(&market, order).await;
    assert_eq!(own.status, OrderStatus::Processing);
    market.ship(&own, &[]).await.unwrap();
    assert_eq!(level(&market, kiln, mug).await, (0, 0));
    market.close().await;
}

#[tokio::test]
async fn what_is_on_backorder_is_sent_once_it_is_there() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let vase = market.sell(kiln, Good::new(8000, 1).on_backorder()).await;
    let print = market.sell(kiln, Good::new(1500, 0).untracked()).await;
    let order = market.place(market.cart(&[(vase, 3), (print, 5)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    assert_eq!(refused(market.ship(&own, &[]).await), "not_on_hand");
    // what is not counted is there; one vase is
    market.ship(&own, &[(own.lines[0].id, 1), (own.lines[1].id, 5)]).await.unwrap();
    assert_eq!(level(&market, kiln, vase).await, (0, 2));
    market.count_stock(kiln, vase, 2).await;
    market.ship(&own, &[]).await.unwrap();
    assert_eq!(level(&market, kiln, vase).await, (0, 0));
    market.close().await;
}

#[tokio::test]
async fn what_was_promised_beyond_the_shelf_is_there_once_nobody_counts_it() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let vase = market.sell(kiln, Good::new(8000, 1).on_backorder()).await;
    let order = market.place(market.cart(&[(vase, 3)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    assert_eq!(refused(market.ship(&own, &[]).await), "not_on_hand");
    market.reprice(vase, Good::new(8000, 1).on_backorder().untracked()).await;
    let parcel = market.ship(&own, &[]).await.unwrap();
    assert_eq!(part(&market, order).await.status, OrderStatus::Shipped);
    // what is lost of it is there again too, and what comes back is on its shelf
    market.track(parcel.id, ShipmentStatus::InTransit).await.unwrap();
    market.track(parcel.id, ShipmentStatus::Lost).await.unwrap();
    let again = market.ship(&part(&market, order).await, &[]).await.unwrap();
    market.track(again.id, ShipmentStatus::InTransit).await.unwrap();
    market.track(again.id, ShipmentStatus::Returned).await.unwrap();
    market.reprice(vase, Good::new(8000, 1).on_backorder()).await;
    assert_eq!(level(&market, kiln, vase).await, (3, 3));
    market.ship(&part(&market, order).await, &[]).await.unwrap();
    assert_eq!(level(&market, kiln, vase).await, (0, 0));
    market.close().await;
}

#[tokio::test]
async fn what_is_told_of_a_parcel_is_kept_with_its_time_and_place() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 2).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let placed = market.app.now();
    market.clock.advance(SignedDuration::from_hours(5));
    let parcel = market.ship_all(order).await.remove(0);
    let tell = |told: NewTracking, expected: Option<i64>| {
        let named = (Some(kiln), parcel.id);
        fulfilment::record_tracking(&market.app, Actor::Operator, named, expected, told, None)
    };
    let told = NewTracking {
        words: Some(" Sorted ".to_owned()),
        place: Some("Portland".to_owned()),
        at: Some(placed + SignedDuration::from_hours(4)),
        ..NewTracking::at(ShipmentStatus::InTransit)
    };
    let moved = tell(told.clone(), Some(parcel.revision)).await.unwrap().fresh().unwrap();
    // what happened before it was written down stands before it
    let kept: Vec<_> = moved.events.iter().map(|event| (event.status, event.words.as_deref())).collect();
    assert_eq!(kept, [(ShipmentStatus::InTransit, Some("Sorted")), (ShipmentStatus::Pending, None)]);
    assert_eq!(refused(tell(told.clone(), Some(parcel.revision)).await), "precondition_failed");
    // the same status of another place moves nothing
    let elsewhere = NewTracking { place: Some("Salem".to_owned()), at: None, ..told.clone() };
    let scanned = tell(elsewhere, None).await.unwrap().fresh().unwrap();
    assert_eq!((scanned.revision, scanned.events.len()), (moved.revision, 3));
    for wrong in [placed - SignedDuration::from_secs(1), market.app.now() + SignedDuration::from_hours(1)] {
        assert_eq!(
            refused(tell(NewTracking { at: Some(wrong), ..told.clone() }, None).await),
            "invalid_input"
        );
    }
    let long = NewTracking { words: Some("x".repeat(201)), ..told.clone() };
    assert_eq!(refused(tell(long, None).await), "invalid_input");
    assert_eq!(
        refused(tell(NewTracking::at(ShipmentStatus::Packed), None).await),
        "shipment_step_not_allowed"
    );
    // who carries it is said and mended while it is on its way, and stands in its history
    let carry = |vendor, number: &str, expected: Option<i64>| {
        let carriage = Carriage { carrier: Some("UPS".to_owned()), tracking_number: Some(number.to_owned()) };
        fulfilment::carry_shipment(
            &market.app,
            Actor::Operator,
            (vendor, parcel.id),
            expected,
            carriage,
            None,
        )
    };
    let carried = carry(kiln, "1Z 999", Some(moved.revision)).await.unwrap().fresh().unwrap();
    assert_eq!((carried.tracking_number.as_deref(), carried.revision), (Some("1Z999"), moved.revision + 1));
    assert!(carried.events.iter().any(|event| event.words.as_deref() == Some("UPS 1Z999")));
    let same = carry(kiln, "1Z999", None).await.unwrap().fresh().unwrap();
    assert_eq!((same.revision, same.events.len()), (carried.revision, carried.events.len()));
    assert_eq!(refused(carry(kiln, "1Z998", Some(moved.revision)).await), "precondition_failed");
    assert_eq!(refused(carry(kiln, &"1".repeat(200), None).await), "invalid_input");
    tell(NewTracking::at(ShipmentStatus::Delivered), None).await.unwrap();
    assert_eq!(refused(carry(kiln, "1Z998", None).await), "shipment_step_not_allowed");
    let stranger = market.vendor("Loom House").await;
    assert_eq!(refused(carry(stranger, "1Z998", None).await), "not_found");
    let named = (Some(stranger), parcel.id);
    let theirs = fulfilment::record_tracking(&market.app, Actor::Operator, named, None, told, None);
    assert_eq!(refused(theirs.await), "not_found");
    market.close().await;
}

#[tokio::test]
async fn many_are_sent_at_once_and_one_that_cannot_be_keeps_no_other() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 20).await;
    let mut parts = Vec::new();
    for _ in 0..3 {
        let order = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
        parts.push(part(&market, order).await);
    }
    market.ship(&parts[1], &[]).await.unwrap();
    let several = parts.iter().map(|part| (part.id, NewShipment::of_all())).collect();
    let answers = fulfilment::ship_several(&market.app, Actor::Operator, kiln, several).await;
    let told: Vec<_> = answers
        .iter()
        .map(|(id, answer)| (*id, answer.as_ref().map_err(|error| error.refusal().unwrap().code().name)))
        .collect();
    assert_eq!(
        told.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        parts.iter().map(|part| part.id).collect::<Vec<_>>()
    );
    assert!(told[0].1.is_ok() && told[2].1.is_ok());
    assert_eq!(told[1].1.err(), Some("nothing_to_send"));
    market.close().await;
}

#[tokio::test]
async fn what_needs_no_parcel_arrives_with_its_vendors_mark() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let pattern = market.sell(kiln, Good::new(900, 5).not_shipped()).await;
    let mug = market.product(kiln, 2450, 5).await;
    let both = market.place(market.cart(&[(pattern, 1), (mug, 1)]).await, CARD).await.unwrap().order;
    let own = part(&market, both).await;
    let provide = || {
        let named = (kiln, own.id.to_string());
        fulfilment::provide(&market.app, Actor::Operator, named, None, None)
    };
    let handed = provide().await.unwrap().fresh().unwrap();
    assert_eq!((handed.status, handed.carrier.as_deref()), (ShipmentStatus::Delivered, None));
    assert_eq!(part(&market, both).await.status, OrderStatus::Processing);
    assert_eq!(refused(provide().await), "nothing_to_send");
    let parcel = market.ship(&own, &[]).await.unwrap();
    assert_eq!(part(&market, both).await.status, OrderStatus::Shipped);
    market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    assert_eq!(part(&market, both).await.status, OrderStatus::Delivered);
    assert_eq!(level(&market, kiln, pattern).await, (4, 0));
    market.close().await;
}
