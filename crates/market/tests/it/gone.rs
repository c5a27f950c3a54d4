//! Parcels that are lost or come back after something of them was paid back, and arrivals that were none.

use souk_db::{params, sql};
use souk_domain::{
    account::Permissions,
    ids::{ApiKeyId, LocationId, OrderId, VariantId, VendorId},
    order::{OrderStatus, ReturnReason},
    shipment::ShipmentStatus::{Delivered, InTransit, Lost, Packed, Returned},
};
use souk_market::{
    Actor, checkout,
    fulfilment::{self, NewTracking},
    idempotency::{Guard, Reply, StoredResponse},
    inventory::{self, Adjustment, Change, Reason},
    ledger,
    orders::{OrderView, ShipmentView, VendorOrderView},
    refunds::{NewRefund, ToRefund},
    returns::{self, NewReturn},
};
use souk_testkit::{
    Market,
    market::{CARD, Good, Notice},
};

use super::{
    giving_back::{deliver_all, line, pieces, refund},
    shop::{can_be_had, refused},
};

async fn part(market: &Market, order: OrderId) -> VendorOrderView {
    market.order_view(order).await.vendor_orders.remove(0)
}

fn sum(sum: i64) -> NewRefund {
    NewRefund { what: ToRefund::Sum(sum), note: "sorry".to_owned(), restock: false }
}

/// What a vendor has in escrow, and what it may have paid out.
async fn funds(market: &Market, vendor: VendorId) -> (i64, i64) {
    let funds = ledger::show_vendor_funds(&market.app, Actor::Operator, vendor).await.unwrap();
    (funds.escrow, funds.available)
}

/// Pieces on hand and promised of a variant at a location.
async fn level(market: &Market, vendor: VendorId, variant: VariantId, at: Option<LocationId>) -> (i64, i64) {
    let stock = inventory::list_stock(&market.app, Actor::Operator, vendor, Default::default(), None, 100)
        .await
        .unwrap();
    let of_it = |row: &&inventory::StockRow| {
        row.level.variant == variant && at.is_none_or(|at| row.level.location == at)
    };
    let row = stock.items.iter().find(of_it).unwrap();
    (row.level.on_hand, row.level.reserved)
}

/// A parcel of one piece of a line, which is on its way.
async fn send_one(market: &Market, part: &VendorOrderView, place: usize) -> ShipmentView {
    let parcel = market.ship(part, &[(part.lines[place].id, 1)]).await.unwrap();
    market.track(parcel.id, InTransit).await.unwrap()
}

/// Mugs of one vendor, and an order of so many of them.
async fn mugs(count: u32) -> (Market, VendorId, VariantId, OrderId) {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, count)]).await, CARD).await.unwrap().order;
    (market, kiln, mug, order)
}

#[tokio::test]
async fn what_was_paid_back_and_is_lost_then_keeps_nothing_else_from_going_on() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let (mug, bowl) = (market.product(kiln, 2450, 10).await, market.product(kiln, 999, 10).await);
    let order = market.place(market.cart(&[(mug, 1), (bowl, 1)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    let (mugs, bowls) = (send_one(&market, &own, 0).await, send_one(&market, &own, 1).await);
    refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], false)).await.unwrap();
    market.track(bowls.id, Delivered).await.unwrap();
    market.track(mugs.id, Lost).await.unwrap();
    let now = part(&market, order).await;
    assert_eq!((now.lines[0].cancelled, now.lines[0].fulfilled), (1, 0));
    assert_eq!(now.status, OrderStatus::Delivered, "nothing waits to be sent");
    assert_eq!(refused(market.ship(&now, &[]).await), "nothing_to_send");
    market.confirm(order, None).await.unwrap();
    assert_eq!(funds(&market, kiln).await.0, 0, "the bowl's money is free");
    market.close().await;
}

#[tokio::test]
async fn the_piece_that_arrived_is_not_paid_back_for_the_one_that_was_lost() {
    let (market, kiln, _, order) = mugs(2).await;
    let own = part(&market, order).await;
    let arrives = send_one(&market, &own, 0).await;
    let goes_astray = send_one(&market, &own, 0).await;
    market.track(arrives.id, Delivered).await.unwrap();
    refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], false)).await.unwrap();
    market.track(goes_astray.id, Lost).await.unwrap();
    let now = part(&market, order).await;
    let of = &now.lines[0];
    assert_eq!((of.cancelled, of.fulfilled, of.refunded), (1, 1, 1));
    assert_eq!(now.status, OrderStatus::Delivered);
    market.deliver().await;
    assert_eq!(market.order_view(order).await.payment.refunded, 2597);
    market.close().await;
}

#[tokio::test]
async fn what_comes_back_after_it_was_paid_back_ends_its_vendor_order_and_costs_its_way() {
    let (market, kiln, mug, order) = mugs(1).await;
    let own = part(&market, order).await;
    let parcel = send_one(&market, &own, 0).await;
    refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], true)).await.unwrap();
    market.track(parcel.id, Returned).await.unwrap();
    let ended = market.order_view(order).await;
    assert_eq!(ended.status, OrderStatus::Cancelled);
    market.deliver().await;
    assert_eq!(market.order_view(order).await.payment.refunded, 2597, "its delivery was done");
    assert!(can_be_had(&market, mug, 10).await);
    assert_eq!(funds(&market, kiln).await, (0, 500), "and is its vendor's");
    refund(&market, kiln, own.id, sum(500)).await.unwrap();
    assert_eq!(funds(&market, kiln).await, (0, 0));
    market.close().await;
}

#[tokio::test]
async fn what_is_lost_after_it_was_paid_back_gives_its_delivery_back_too() {
    let (market, kiln, _, order) = mugs(1).await;
    let own = part(&market, order).await;
    let parcel = send_one(&market, &own, 0).await;
    refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], true)).await.unwrap();
    market.track(parcel.id, Lost).await.unwrap();
    market.deliver().await;
    let ended = market.order_view(order).await;
    assert_eq!((ended.status, ended.payment.refunded), (OrderStatus::Cancelled, ended.grand_total));
    assert_eq!(funds(&market, kiln).await, (0, 0));
    market.close().await;
}

#[tokio::test]
async fn a_delivery_that_was_refused_at_the_door_is_kept_and_one_that_never_left_is_not() {
    for (left, kept) in [(true, 500), (false, 0)] {
        let (market, kiln, _, order) = mugs(1).await;
        let own = part(&market, order).await;
        let parcel = market.ship(&own, &[]).await.unwrap();
        market.track(parcel.id, if left { InTransit } else { Packed }).await.unwrap();
        market.track(parcel.id, Returned).await.unwrap();
        let given = refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], true)).await.unwrap();
        assert_eq!(given.refund.total, own.total - kept);
        assert_eq!(part(&market, order).await.status, OrderStatus::Cancelled);
        assert_eq!(funds(&market, kiln).await, (0, kept));
        market.close().await;
    }
}

#[tokio::test]
async fn a_unique_piece_that_was_lost_and_paid_back_is_for_sale_once_it_is_found() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    for found_before in [true, false] {
        let jar = market.sell(kiln, Good::unique(90_000)).await;
        let order = market.place(market.cart(&[(jar, 1)]).await, CARD).await.unwrap().order;
        let own = part(&market, order).await;
        let parcel = send_one(&market, &own, 0).await;
        market.track(parcel.id, Lost).await.unwrap();
        if found_before {
            market.count_stock(kiln, jar, 1).await;
            assert!(!can_be_had(&market, jar, 1).await, "its buyer waits for it");
        }
        refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], true)).await.unwrap();
        if !found_before {
            market.count_stock(kiln, jar, 1).await;
        }
        assert!(can_be_had(&market, jar, 1).await);
    }
    market.close().await;
}

#[tokio::test]
async fn an_arrival_that_was_none_is_corrected_until_it_is_confirmed() {
    let (market, kiln, mug, order) = mugs(1).await;
    let own = part(&market, order).await;
    let parcel = market.ship(&own, &[]).await.unwrap();
    let by_vendor = |status| {
        let actor = Actor::Vendor { vendor: kiln, key: ApiKeyId::from_bytes([1; 16]) };
        let told = NewTracking::at(status);
        fulfilment::record_tracking(&market.app, actor, (Some(kiln), parcel.id), None, told, None)
    };
    by_vendor(Delivered).await.unwrap();
    // a carrier's news of a parcel that arrived move nothing
    let number = parcel.tracking_number.clone().unwrap();
    market.tell_parcel(&Notice::of_parcel("e1", &number, "lost")).await.unwrap();
    assert_eq!(part(&market, order).await.status, OrderStatus::Delivered);
    by_vendor(Lost).await.unwrap();
    let back = part(&market, order).await;
    assert_eq!((back.status, back.delivered_at, back.due_at), (OrderStatus::Processing, None, None));
    assert_eq!((back.lines[0].fulfilled, level(&market, kiln, mug, None).await), (0, (9, 0)));

    let again = market.ship(&back, &[]).await.unwrap();
    market.track(again.id, Delivered).await.unwrap();
    market.confirm(order, None).await.unwrap();
    assert_eq!(refused(market.track(again.id, Returned).await), "shipment_step_not_allowed");
    assert_eq!(part(&market, order).await.status, OrderStatus::Confirmed);
    market.close().await;
}

#[tokio::test]
async fn what_somebody_returns_did_arrive() {
    let (market, _, _, order) = mugs(2).await;
    let own = part(&market, order).await;
    let parcel = market.ship(&own, &[]).await.unwrap();
    market.track(parcel.id, Delivered).await.unwrap();
    let wish =
        NewReturn { lines: vec![line(&own, 0, 1)], reason: ReturnReason::DoesNotFit, words: String::new() };
    returns::request_return(&market.app, Actor::Guest, order, wish, None).await.unwrap();
    assert_eq!(refused(market.track(parcel.id, Lost).await), "vendor_order_held");
    assert_eq!(part(&market, order).await.status, OrderStatus::Delivered);
    market.close().await;
}

#[tokio::test]
async fn what_its_buyer_misses_holds_nothing_once_that_is_answered() {
    let (market, kiln, mug, order) = mugs(1).await;
    let parcel = market.ship_all(order).await.remove(0);
    market.track(parcel.id, Delivered).await.unwrap();
    market.miss(order, None).await.unwrap();
    market.track(parcel.id, Lost).await.unwrap();
    let again = part(&market, order).await;
    assert_eq!((again.status, again.holds, again.held_since), (OrderStatus::Processing, 0, None));

    let other = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
    deliver_all(&market, other).await;
    market.miss(other, None).await.unwrap();
    let own = part(&market, other).await;
    refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], false)).await.unwrap();
    assert_eq!(part(&market, other).await.holds, 1, "one mug may be missed still");
    refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 1)], false)).await.unwrap();
    let paid_back = part(&market, other).await;
    assert_eq!((paid_back.status, paid_back.holds), (OrderStatus::Delivered, 0));
    assert!(paid_back.due_at.is_some(), "its time goes on");
    market.close().await;
}

/// One piece of a variant at a second location.
async fn in_the_attic(market: &Market, vendor: VendorId, variant: VariantId) -> LocationId {
    let attic = LocationId::from_bytes([0xfe; 16]);
    let made = market.app.write(Actor::Operator, move |ctx| {
        Box::pin(async move {
            let location = sql!(
                "insert into location (id, vendor_id, name, priority, created_at) values (?, ?, 'Attic', 2, ?)"
            );
            ctx.tx.run(location, params![attic, vendor, ctx.now]).await?;
            let adjustment = Adjustment {
                variant,
                location: Some(attic),
                change: Change::To(1),
                reason: Reason::Count,
                note: None,
                cause: None,
            };
            inventory::adjust(ctx, vendor, &adjustment).await
        })
    });
    made.await.unwrap();
    attic
}

#[tokio::test]
async fn what_comes_back_is_on_the_shelf_that_it_left() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 1).await;
    let attic = in_the_attic(&market, kiln, mug).await;
    let order = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    // the first parcel takes the one shelf's, the second the other's
    send_one(&market, &own, 0).await;
    let before = level(&market, kiln, mug, Some(attic)).await;
    let second = send_one(&market, &own, 0).await;
    assert_eq!((before, level(&market, kiln, mug, Some(attic)).await), ((1, 1), (0, 0)));
    market.track(second.id, Returned).await.unwrap();
    assert_eq!(level(&market, kiln, mug, Some(attic)).await, before);
    market.ship(&own, &[]).await.unwrap();
    assert_eq!(level(&market, kiln, mug, Some(attic)).await, (0, 0));
    market.close().await;
}

#[tokio::test]
async fn what_is_lost_is_sent_again_from_wherever_there_is_some() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 1).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    let first = send_one(&market, &own, 0).await;
    market.track(first.id, Lost).await.unwrap();
    assert_eq!(refused(market.ship(&own, &[]).await), "not_on_hand");
    let attic = in_the_attic(&market, kiln, mug).await;
    let again = market.ship(&own, &[]).await.unwrap();
    assert_eq!(level(&market, kiln, mug, Some(attic)).await, (0, 0));
    assert!(!can_be_had(&market, mug, 1).await);
    // and from there it may be lost too, and sent once more
    market.track(again.id, InTransit).await.unwrap();
    market.track(again.id, Lost).await.unwrap();
    market.count_stock(kiln, mug, 1).await;
    let last = market.ship(&own, &[]).await.unwrap();
    market.track(last.id, Packed).await.unwrap();
    market.track(last.id, Returned).await.unwrap();
    assert_eq!(level(&market, kiln, mug, Some(attic)).await, (0, 0));
    market.close().await;
}

#[tokio::test]
async fn what_is_half_on_the_shelf_is_written_off_as_far_as_it_is_there() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let vase = market.sell(kiln, Good::new(8000, 1).on_backorder()).await;
    let order = market.place(market.cart(&[(vase, 3)]).await, CARD).await.unwrap().order;
    let own = part(&market, order).await;
    refund(&market, kiln, own.id, pieces(vec![line(&own, 0, 3)], false)).await.unwrap();
    assert_eq!(level(&market, kiln, vase, None).await, (0, 0), "the broken one is not for sale");
    market.close().await;
}

#[tokio::test]
async fn orders_of_two_vendors_are_called_off_from_both_ends_at_once() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, scarf) = (market.product(kiln, 2450, 4).await, market.product(loom, 5900, 4).await);
    let mut orders = Vec::new();
    for wanted in [[(mug, 1), (scarf, 1)], [(scarf, 1), (mug, 1)], [(mug, 1), (scarf, 1)]] {
        orders.push(market.place(market.cart(&wanted).await, CARD).await.unwrap().order);
    }
    let last = market.cart(&[(scarf, 1), (mug, 1)]).await;
    let cancelled = futures_util::future::join_all(orders.iter().map(|order| market.cancel(*order)));
    let (cancelled, placed) = tokio::join!(cancelled, market.place(last, CARD));
    assert!(cancelled.iter().all(Result::is_ok), "{cancelled:?}");
    assert_eq!(placed.unwrap().body, "paid");
    assert!(can_be_had(&market, mug, 3).await && can_be_had(&market, scarf, 3).await);
    for order in orders {
        assert_eq!(market.order_view(order).await.status, OrderStatus::Cancelled);
    }
    market.close().await;
}

#[tokio::test]
async fn refunds_of_one_vendor_order_are_not_without_end_but_the_rest_always_goes_back() {
    let (market, kiln, _, order) = mugs(1).await;
    let own = part(&market, order).await;
    for _ in 0..souk_domain::bounds::refund::MAX_PER_VENDOR_ORDER {
        refund(&market, kiln, own.id, sum(1)).await.unwrap();
    }
    assert_eq!(refused(refund(&market, kiln, own.id, sum(1)).await), "too_many_refunds");
    let left = own.total - i64::from(souk_domain::bounds::refund::MAX_PER_VENDOR_ORDER);
    refund(&market, kiln, own.id, sum(left)).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn staff_call_one_order_off_under_one_key() {
    let (market, _, mug, first) = mugs(1).await;
    let second = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let actor =
        Actor::Staff { key: ApiKeyId::from_bytes([7; 16]), account: None, permissions: Permissions::all() };
    let cancel = |order: OrderId, why: &str| {
        let guard = Guard::new("one key", |view: &OrderView| {
            Ok(StoredResponse { status: 200, text: view.id.to_string() })
        });
        checkout::cancel_any_order(&market.app, actor, order, why.to_owned(), Some(guard))
    };
    // what is refused leaves its key free
    assert_eq!(refused(cancel(first, " ").await.map(|_| ())), "invalid_input");
    let (one, other) =
        tokio::join!(cancel(first, "the kiln burnt down"), cancel(first, "the kiln burnt down"));
    let done = [one, other].into_iter().filter(Result::is_ok).count();
    assert!(done >= 1, "the other may still have been under way");
    let Reply::Replayed(again) = cancel(first, "the kiln burnt down").await.unwrap() else {
        panic!("it was done twice")
    };
    assert_eq!(again.text, first.to_string());
    assert_eq!(refused(cancel(second, "the kiln burnt down").await.map(|_| ())), "idempotency_conflict");
    assert_eq!(market.order_view(second).await.status, OrderStatus::Processing, "nothing happened to it");
    market.close().await;
}
