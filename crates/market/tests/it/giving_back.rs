//! Money of what was bought on its way back: pieces, sums, whole orders.

use souk_domain::{
    bounds::refund::MAX_PER_VENDOR_ORDER,
    ids::{ApiKeyId, OrderId, VariantId, VendorId, VendorOrderId},
    order::{CancelReason, OrderStatus, RefundStatus},
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor, At, Result, checkout, fulfilment,
    idempotency::{Guard, Reply, StoredResponse},
    ledger,
    orders::{OrderView, VendorOrderView},
    payments::{self, RefundList},
    refunds::{self, LinePieces, NewRefund, RefundView, Seller, ToRefund},
};
use souk_testkit::{
    Market,
    market::{CARD, Good},
};

use super::{
    gateway::is_left_to_staff,
    letters::with_contact,
    shop::{DECLINED, can_be_had, order_one, refused, told},
};

pub(crate) const REFUND_FAILS_LATER: &str = "4000000000000416";

/// Pieces of a line of an order, by their places.
pub(crate) fn line(part: &VendorOrderView, place: usize, quantity: u32) -> LinePieces {
    LinePieces { line: part.lines[place].id, quantity }
}

pub(crate) fn pieces(lines: Vec<LinePieces>, restock: bool) -> NewRefund {
    NewRefund { what: ToRefund::Pieces(lines), note: "it broke".to_owned(), restock }
}

fn sum(sum: i64) -> NewRefund {
    NewRefund { what: ToRefund::Sum(sum), note: "a scratch".to_owned(), restock: false }
}

pub(crate) async fn refund(
    market: &Market,
    vendor: VendorId,
    part: VendorOrderId,
    new: NewRefund,
) -> Result<RefundView> {
    let seller = Seller::Vendor(vendor);
    let given = refunds::refund_vendor_order(&market.app, Actor::Operator, seller, part, new, None).await?;
    Ok(given.fresh().expect("it came under no key"))
}

/// Sends all that is left of an order, and lets it arrive.
pub(crate) async fn deliver_all(market: &Market, order: OrderId) {
    for part in market.order_view(order).await.vendor_orders {
        if part.status == OrderStatus::Processing {
            let parcel = market.ship(&part, &[]).await.unwrap();
            market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
        }
    }
}

/// Mugs and bowls of one vendor, a scarf of another: two mugs, a bowl and a scarf, paid.
async fn bought() -> (Market, VendorId, OrderView, [VariantId; 3]) {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, bowl) = (market.product(kiln, 2450, 10).await, market.product(kiln, 999, 10).await);
    let scarf = market.product(loom, 5900, 10).await;
    let cart = market.cart(&[(mug, 2), (bowl, 1), (scarf, 1)]).await;
    let order = market.place(cart, CARD).await.unwrap().order;
    market.deliver().await;
    let view = market.order_view(order).await;
    (market, kiln, view, [mug, bowl, scarf])
}

#[tokio::test]
async fn pieces_that_are_not_sent_are_called_off_and_the_last_takes_the_delivery_along() {
    let (market, kiln, view, [mug, bowl, _]) = bought().await;
    let part = view.vendor_orders[0].clone();
    assert_eq!(part.total, 4900 + 999 + 294 + 60 + 500);

    let first = refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    assert_eq!(first.refund.total, 2450 + 147);
    assert!(can_be_had(&market, mug, 9).await && !can_be_had(&market, mug, 10).await);
    market.deliver().await;
    let now = market.order_view(view.id).await;
    assert_eq!((now.status, now.payment.refunded), (OrderStatus::Processing, 2450 + 147));
    let of = &now.vendor_orders[0].lines[0];
    assert_eq!((of.cancelled, of.refunded, of.refunded_total), (1, 1, 2450 + 147));
    assert!(now.vendor_orders[0].revision > part.revision && now.revision > view.revision);

    let rest = vec![line(&part, 0, 1), line(&part, 1, 1)];
    let last = refund(&market, kiln, part.id, pieces(rest, true)).await.unwrap();
    assert_eq!(first.refund.total + last.refund.total, part.total, "to the cent");
    assert_eq!(last.lines.last().map(|line| (line.order_line, line.gross)), Some((None, 500)));
    market.deliver().await;
    let now = market.order_view(view.id).await;
    assert_eq!(now.vendor_orders[0].status, OrderStatus::Cancelled);
    assert_eq!(now.status, OrderStatus::Processing, "the scarf is to be sent still");
    assert_eq!(now.payment.refunded, part.total);
    assert_eq!(market.bank.kept_in_all().await, view.grand_total - part.total);
    assert!(can_be_had(&market, mug, 10).await && can_be_had(&market, bowl, 10).await);
    assert_eq!(told(&market).await, ["order_placed", "refund_sent", "refund_sent"]);
    let funds = ledger::show_vendor_funds(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!((funds.escrow, funds.available, funds.paid_out), (0, 0, 0));
    market.close().await;
}

#[tokio::test]
async fn more_than_was_bought_or_paid_is_refused_and_named() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    let ask = |new| refund(&market, kiln, part.id, new);
    assert_eq!(refused(ask(pieces(vec![line(&part, 0, 3)], true)).await), "more_than_bought");
    assert_eq!(refused(ask(sum(part.total + 1)).await), "refund_too_large");
    assert_eq!(refused(ask(sum(0)).await), "invalid_input");
    assert_eq!(refused(ask(pieces(vec![], true)).await), "invalid_input");
    let twice = vec![line(&part, 0, 1), line(&part, 0, 1)];
    assert_eq!(refused(ask(pieces(twice, true)).await), "invalid_input");
    let others = line(&view.vendor_orders[1], 0, 1);
    assert_eq!(refused(ask(pieces(vec![others], true)).await), "invalid_input");
    ask(pieces(vec![line(&part, 0, 2)], true)).await.unwrap();
    assert_eq!(refused(ask(pieces(vec![line(&part, 0, 1)], true)).await), "more_than_bought");
    assert_eq!(refused(ask(sum(part.total - 4900)).await), "refund_too_large");
    // another vendor's, one that is not there, and one that is not paid
    let loom = view.vendor_orders[1].vendor;
    let new = pieces(vec![line(&part, 1, 1)], true);
    assert_eq!(refused(refund(&market, loom, part.id, new.clone()).await), "not_found");
    let nobody = VendorOrderId::from_bytes([9; 16]);
    assert_eq!(refused(refund(&market, kiln, nobody, new).await), "not_found");
    let (unpaid, _) = order_one(&market, part.lines[0].variant, DECLINED).await;
    let unpaid = market.order_view(unpaid).await.vendor_orders[0].clone();
    let new = pieces(vec![line(&unpaid, 0, 1)], true);
    assert_eq!(refused(refund(&market, kiln, unpaid.id, new.clone()).await), "not_found");
    let by_staff =
        refunds::refund_vendor_order(&market.app, Actor::Operator, Seller::Market, unpaid.id, new, None);
    assert_eq!(refused(by_staff.await.map(|_| ())), "order_not_paid");
    market.close().await;
}

#[tokio::test]
async fn sums_and_pieces_together_give_back_what_was_paid_and_no_cent_more() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    deliver_all(&market, view.id).await;
    let mut back = refund(&market, kiln, part.id, sum(1000)).await.unwrap().refund.total;
    back +=
        refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 2)], false)).await.unwrap().refund.total;
    back +=
        refund(&market, kiln, part.id, pieces(vec![line(&part, 1, 1)], false)).await.unwrap().refund.total;
    back += refund(&market, kiln, part.id, sum(part.total - back)).await.unwrap().refund.total;
    assert_eq!(back, part.total);
    market.deliver().await;
    let now = market.order_view(view.id).await;
    assert_eq!(now.vendor_orders[0].status, OrderStatus::Delivered, "what was sent stays sent");
    assert_eq!(market.balance("vendor_escrow").await, -now.vendor_orders[1].vendor_net);
    market.close().await;
}

#[tokio::test]
async fn a_refund_that_is_asked_for_twice_under_one_key_is_one() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    let ask = |new: NewRefund| {
        let guard = Guard::new("one key", |view: &RefundView| {
            Ok(StoredResponse { status: 201, text: view.refund.id.to_string() })
        });
        // keys belong to somebody
        let actor = Actor::Vendor { vendor: kiln, key: ApiKeyId::from_bytes([1; 16]) };
        refunds::refund_vendor_order(&market.app, actor, Seller::Vendor(kiln), part.id, new, Some(guard))
    };
    let new = pieces(vec![line(&part, 0, 1)], true);
    let (one, other) = tokio::join!(ask(new.clone()), ask(new.clone()));
    let replayed = [one, other].map(|reply| matches!(reply.unwrap(), Reply::Replayed(_)));
    assert_eq!(replayed.iter().filter(|replayed| **replayed).count(), 1);
    assert_eq!(refused(ask(sum(5)).await.map(|_| ())), "idempotency_conflict");
    assert_eq!(refunds::list_order_refunds(&market.app, Actor::Operator, view.id).await.unwrap().len(), 1);
    market.close().await;
}

#[tokio::test]
async fn of_many_who_give_back_the_same_piece_at_once_one_does() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    let tries = (0..6).map(|_| refund(&market, kiln, part.id, pieces(vec![line(&part, 1, 1)], true)));
    let outcomes = futures_util::future::join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for outcome in outcomes.into_iter().filter(Result::is_err) {
        assert_eq!(refused(outcome), "more_than_bought");
    }
    market.close().await;
}

#[tokio::test]
async fn a_buyer_calls_a_paid_order_off_while_nothing_is_sent() {
    let (market, _, view, [mug, _, scarf]) = bought().await;
    market.cancel(view.id).await.unwrap();
    market.cancel(view.id).await.unwrap();
    market.deliver().await;
    let now = market.order_view(view.id).await;
    assert_eq!((now.status, now.cancel_reason), (OrderStatus::Cancelled, Some(CancelReason::ByBuyer)));
    assert_eq!(now.payment.refunded, view.grand_total);
    assert_eq!(market.bank.kept_in_all().await, 0);
    assert!(can_be_had(&market, mug, 10).await && can_be_had(&market, scarf, 10).await);
    let letters = told(&market).await;
    assert_eq!(letters.iter().filter(|kind| *kind == "order_cancelled").count(), 1, "{letters:?}");
    for account in
        ["vendor_escrow", "commission", "sales_tax_payable", "refunds_clearing", "gateway_receivable"]
    {
        assert_eq!(market.balance(account).await, 0, "{account}");
    }
    market.close().await;
}

#[tokio::test]
async fn what_is_on_its_way_is_not_called_off_and_one_of_two_wins() {
    let (market, _, view, _) = bought().await;
    market.ship(&view.vendor_orders[1], &[]).await.unwrap();
    assert_eq!(refused(market.cancel(view.id).await), "already_shipped");
    let by_staff = checkout::cancel_any_order(&market.app, Actor::Operator, view.id, "lost".to_owned(), None);
    assert_eq!(refused(by_staff.await.map(|_| ())), "already_shipped");
    assert_eq!(market.order_view(view.id).await.vendor_orders[0].status, OrderStatus::Processing);
    market.close().await;

    let (market, _, view, _) = bought().await;
    let (cancelled, shipped) = tokio::join!(market.cancel(view.id), market.ship(&view.vendor_orders[0], &[]));
    assert!(cancelled.is_ok() != shipped.is_ok(), "one wins: {cancelled:?} {shipped:?}");
    let now = market.order_view(view.id).await;
    let expected = if shipped.is_ok() { OrderStatus::Shipped } else { OrderStatus::Cancelled };
    assert_eq!(now.vendor_orders[0].status, expected);
    market.close().await;
}

#[tokio::test]
async fn what_a_carrier_has_is_not_for_sale_again_before_its_parcel_comes_back() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let part = market.order_view(order).await.vendor_orders[0].clone();
    let parcel = market.ship(&part, &[]).await.unwrap();
    market.track(parcel.id, ShipmentStatus::InTransit).await.unwrap();
    refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    let of = market.order_view(order).await.vendor_orders[0].lines[0].clone();
    assert_eq!((of.returned, of.refunded), (0, 1));
    assert!(can_be_had(&market, mug, 9).await && !can_be_had(&market, mug, 10).await);
    market.track(parcel.id, ShipmentStatus::Returned).await.unwrap();
    market.deliver().await;
    let now = market.order_view(order).await;
    assert_eq!((now.status, now.payment.refunded), (OrderStatus::Cancelled, now.grand_total - 500));
    assert!(can_be_had(&market, mug, 10).await);
    market.close().await;
}

#[tokio::test]
async fn what_is_left_when_the_rest_is_called_off_stands_where_its_parcels_are() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    for (status, expected) in [
        (ShipmentStatus::InTransit, OrderStatus::Shipped),
        (ShipmentStatus::Delivered, OrderStatus::Delivered),
    ] {
        let order = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
        let part = market.order_view(order).await.vendor_orders[0].clone();
        let parcel = market.ship(&part, &[(part.lines[0].id, 1)]).await.unwrap();
        market.track(parcel.id, status).await.unwrap();
        refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
        let now = market.order_view(order).await;
        assert_eq!((now.vendor_orders[0].status, now.status), (expected, expected));
        assert_eq!(now.vendor_orders[0].delivered_at.is_some(), expected == OrderStatus::Delivered);
    }
    market.close().await;
}

#[tokio::test]
async fn staff_call_an_order_off_and_say_why() {
    let (market, _, view, _) = bought().await;
    let cancel =
        |why: &str| checkout::cancel_any_order(&market.app, Actor::Operator, view.id, why.to_owned(), None);
    assert_eq!(refused(cancel(" ").await.map(|_| ())), "invalid_input");
    let now = cancel("the kiln burnt down").await.unwrap().fresh().unwrap();
    assert_eq!((now.status, now.cancel_reason), (OrderStatus::Cancelled, Some(CancelReason::ByMarket)));
    let given = refunds::list_order_refunds(&market.app, Actor::Operator, view.id).await.unwrap();
    assert!(given.iter().all(|one| one.refund.note == "the kiln burnt down"));
    assert_eq!(given.len(), 2, "one for each vendor");
    market.close().await;
}

#[tokio::test]
async fn a_unique_piece_is_for_sale_again_unless_it_broke() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    for restock in [true, false] {
        let jar = market.sell(kiln, Good::unique(90_000)).await;
        let order = market.place(market.cart(&[(jar, 1)]).await, CARD).await.unwrap().order;
        let part = market.order_view(order).await.vendor_orders[0].clone();
        refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], restock)).await.unwrap();
        assert_eq!(can_be_had(&market, jar, 1).await, restock);
        let now = market.order_view(order).await;
        assert_eq!((now.status, now.cancel_reason), (OrderStatus::Cancelled, Some(CancelReason::ByMarket)));
    }
    market.close().await;
}

#[tokio::test]
async fn money_of_a_transfer_is_sent_by_people() {
    let market = Market::open().await;
    with_contact(&market).await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap().order;
    let view = market.order_view(order).await;
    market.receive("line 1", &view.payment.reference.clone().unwrap(), view.grand_total).await;
    let part = view.vendor_orders[0].clone();
    let given = refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    market.deliver().await;
    assert!(given.refund.by_hand && is_left_to_staff(&market).await);
    assert!(
        told(&market).await.contains(&"refund_by_hand".to_owned()),
        "its buyer hears of it before people send it"
    );
    payments::mark_refund_done(&market.app, Actor::Operator, given.refund.id, None).await.unwrap();
    market.deliver().await;
    assert_eq!(market.order_view(order).await.payment.refunded, view.grand_total);
    assert!(told(&market).await.contains(&"refund_sent".to_owned()));
    market.close().await;
}

#[tokio::test]
async fn a_refund_that_fails_stays_owed_is_told_and_is_tried_again() {
    let market = Market::open().await;
    with_contact(&market).await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, REFUND_FAILS_LATER).await.unwrap().order;
    let part = market.order_view(order).await.vendor_orders[0].clone();
    let given = refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    market.deliver().await;
    market.bank.settle_refunds().await;
    market.deliver().await;
    let failed = payments::list_refunds(&market.app, Actor::Operator, RefundList::ForStaff, None, 24);
    let failed = failed.await.unwrap().items.remove(0);
    assert_eq!((failed.id, failed.status), (given.refund.id, RefundStatus::Failed));
    assert_eq!(market.balance("refunds_clearing").await, -part.total, "it is owed still");
    assert_eq!(market.balance("vendor_escrow").await, 0, "and not the vendor's any more");
    assert!(told(&market).await.contains(&"refund_failed".to_owned()) && is_left_to_staff(&market).await);
    let new = pieces(vec![line(&part, 0, 1)], true);
    assert_eq!(refused(refund(&market, kiln, part.id, new).await), "more_than_bought");
    payments::mark_refund_done(&market.app, Actor::Operator, failed.id, None).await.unwrap();
    market.deliver().await;
    assert_eq!(market.balance("refunds_clearing").await, 0);
    let shown = refunds::list_order_refunds(&market.app, Actor::Operator, order).await.unwrap();
    assert_eq!((shown.len(), shown[0].lines.len()), (1, 2));
    market.close().await;
}

#[tokio::test]
async fn what_was_released_goes_back_from_what_is_available() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    deliver_all(&market, view.id).await;
    market.confirm(view.id, Some(part.id)).await.unwrap();
    let funds = ledger::show_vendor_funds(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!((funds.escrow, funds.available), (0, part.vendor_net));
    let all = vec![line(&part, 0, 2), line(&part, 1, 1)];
    refund(&market, kiln, part.id, pieces(all, false)).await.unwrap();
    let funds = ledger::show_vendor_funds(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!((funds.escrow, funds.available), (0, 500), "the delivery was made");
    market.close().await;
}

#[tokio::test]
async fn a_vendor_hears_of_what_somebody_else_called_off_and_not_of_what_it_did_itself() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    let own = Actor::Vendor { vendor: kiln, key: ApiKeyId::from_bytes([1; 16]) };
    let bowl = pieces(vec![line(&part, 1, 1)], true);
    refunds::refund_vendor_order(&market.app, own, Seller::Vendor(kiln), part.id, bowl, None).await.unwrap();
    market.deliver().await;
    let called_off = async || -> Vec<String> {
        let mails = market.mails().await.into_iter();
        mails.filter(|(_, kind)| kind == "called_off").map(|(reader, _)| reader).collect()
    };
    assert_eq!(called_off().await, Vec::<String>::new());
    let mug = pieces(vec![line(&part, 0, 1)], true);
    refunds::refund_vendor_order(&market.app, Actor::Operator, Seller::Market, part.id, mug, None)
        .await
        .unwrap();
    market.deliver().await;
    assert_eq!(called_off().await.len(), 1, "the staff called a mug off");
    market.cancel(view.id).await.unwrap();
    market.deliver().await;
    let told = called_off().await;
    assert_eq!(told.len(), 3, "both vendors hear that the rest is called off");
    assert!(told.iter().all(|reader| reader.ends_with("vendors.example")), "{told:?}");
    market.close().await;
}

#[tokio::test]
async fn a_refund_that_rests_on_what_was_before_another_is_refused() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    let ask = |expected| {
        let at = At { id: part.id, expected: Some(expected) };
        refunds::refund_vendor_order(&market.app, Actor::Operator, Seller::Vendor(kiln), at, sum(100), None)
    };
    ask(part.revision).await.unwrap();
    assert_eq!(refused(ask(part.revision).await.map(|_| ())), "precondition_failed");
    let now = market.order_view(view.id).await;
    assert_eq!(refunds::list_order_refunds(&market.app, Actor::Operator, view.id).await.unwrap().len(), 1);
    ask(now.vendor_orders[0].revision).await.unwrap();
    deliver_all(&market, view.id).await;
    market.miss(view.id, Some(part.id)).await.unwrap();
    let settle = |expected| {
        let at = At { id: part.id, expected: Some(expected) };
        fulfilment::settle_report(&market.app, Actor::Operator, at, "it was found".to_owned(), None)
    };
    assert_eq!(refused(settle(now.revision).await.map(|_| ())), "precondition_failed");
    settle(market.order_view(view.id).await.revision).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn a_vendor_order_has_as_many_refunds_as_anybody_reads_and_is_cancelled_all_the_same() {
    let (market, kiln, view, _) = bought().await;
    let part = view.vendor_orders[0].clone();
    for _ in 0..MAX_PER_VENDOR_ORDER {
        refund(&market, kiln, part.id, sum(1)).await.unwrap();
    }
    assert_eq!(refused(refund(&market, kiln, part.id, sum(1)).await), "too_many_refunds");
    // what must go back goes back
    market.cancel(view.id).await.unwrap();
    market.deliver().await;
    let now = market.order_view(view.id).await;
    assert_eq!((now.status, now.payment.refunded), (OrderStatus::Cancelled, view.grand_total));
    market.close().await;
}
