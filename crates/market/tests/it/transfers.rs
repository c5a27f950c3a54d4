//! Bank transfers.

use jiff::SignedDuration;
use souk_domain::{
    ids::{IncomingTransferId, OrderId},
    money::Currency,
    order::{OrderStatus, PaymentMethod, PaymentStatus},
};
use souk_market::{
    Actor,
    checkout::{self, IncomingTransfer, TransferOutcome},
    payments::{self, RefundList, TransferState},
};
use souk_testkit::{
    Market,
    market::{CARD, Decision, Try},
};

use super::shop::{
    CONFIRM, DECLINED, DROPPED, MUG_TOTAL, can_be_had, mugs, order_one, page, refused, status, told,
};

/// Orders a mug; the order and what the buyer writes on the transfer.
async fn ordered(market: &Market, mug: souk_domain::ids::VariantId) -> (OrderId, String) {
    let answer = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (202, "pending"));
    let view = market.order_view(answer.order).await;
    (answer.order, view.payment.reference.unwrap())
}

async fn listed(market: &Market, state: TransferState) -> Vec<payments::BookedTransfer> {
    let limit = souk_market::paging::MAX_LIMIT;
    checkout::list_incoming_transfers(&market.app, Actor::Operator, state, None, limit).await.unwrap().items
}

async fn unmatched(market: &Market) -> Vec<String> {
    let transfers = listed(market, TransferState::Unmatched).await.into_iter();
    transfers.map(|transfer| transfer.row.statement_line).collect()
}

/// The one transfer that no order has used.
async fn stray(market: &Market) -> IncomingTransferId {
    let transfers = listed(market, TransferState::Unmatched).await;
    assert_eq!(transfers.len(), 1);
    transfers[0].id
}

async fn apply(
    market: &Market,
    transfer: IncomingTransferId,
    order: OrderId,
) -> souk_market::Result<TransferOutcome> {
    let applied = checkout::apply_incoming_transfer(&market.app, Actor::Operator, transfer, order, None);
    Ok(applied.await?.fresh().unwrap())
}

async fn give_back(market: &Market, transfer: IncomingTransferId) -> souk_market::Result<TransferState> {
    let returned = checkout::return_incoming_transfer(&market.app, Actor::Operator, transfer, None).await?;
    Ok(returned.fresh().unwrap().state)
}

/// Euros come for something.
async fn receive_euros(market: &Market, line: &str, reference: &str, received: i64) -> TransferOutcome {
    let transfer = IncomingTransfer {
        statement_line: line.to_owned(),
        reference: reference.to_owned(),
        received,
        currency: Currency::parse("EUR").unwrap(),
        received_at: None,
    };
    let booked = checkout::record_incoming_transfer(&market.app, Actor::Operator, transfer, None).await;
    booked.unwrap().fresh().unwrap()
}

async fn waiting_refunds(market: &Market) -> Vec<payments::Refund> {
    payments::list_refunds(&market.app, Actor::Operator, RefundList::ForStaff, None, 24).await.unwrap().items
}

#[tokio::test]
async fn the_exact_sum_pays_and_the_same_line_counts_once() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    // as people type it
    assert_eq!(market.receive("l1", &format!(" {} ", reference.to_lowercase()), MUG_TOTAL).await, paid);
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL).await, TransferOutcome::Known);
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.status), (OrderStatus::Processing, PaymentStatus::Completed));
    assert_eq!(view.payment.captured, MUG_TOTAL);
    market.deliver().await;
    assert_eq!(told(&market).await, ["order_placed", "payment_received"]);
    assert_eq!(market.balance("market_bank").await, MUG_TOTAL);
    for account in ["gateway_receivable", "unapplied_receipts", "refunds_clearing"] {
        assert_eq!(market.balance(account).await, 0, "{account}");
    }
    assert!(unmatched(&market).await.is_empty());
    market.close().await;
}

#[tokio::test]
async fn too_little_twice_adds_up() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let partial = TransferOutcome::Partial { order, outstanding: MUG_TOTAL - 1000 };
    assert_eq!(market.receive("l1", &reference, 1000).await, partial);
    assert_eq!(status(&market, order).await, OrderStatus::Pending);
    market.require_clean("while a part of the money is held").await;
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    assert_eq!(market.receive("l2", &reference, MUG_TOTAL - 1000).await, paid);
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.close().await;
}

#[tokio::test]
async fn what_came_too_much_is_owed_to_the_buyer() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let paid = TransferOutcome::Paid { order, surplus: 250 };
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL + 250).await, paid);
    let view = market.order_view(order).await;
    assert_eq!((view.payment.captured, view.payment.refunded), (MUG_TOTAL + 250, 0));
    assert_eq!(market.balance("refunds_clearing").await, -250);
    market.close().await;
}

#[tokio::test]
async fn money_nobody_waits_for_is_left_to_staff() {
    let (market, mug) = mugs().await;
    let (late, reference) = ordered(&market, mug).await;
    assert_eq!(market.receive("l1", "for the mug", MUG_TOTAL).await, TransferOutcome::Unmatched);
    market.clock.advance(SignedDuration::from_hours(7 * 24));
    market.settle().await;
    assert_eq!(status(&market, late).await, OrderStatus::Cancelled);
    assert!(can_be_had(&market, mug, 10).await);
    assert_eq!(market.receive("l2", &reference, MUG_TOTAL).await, TransferOutcome::Unmatched);
    let (paid, reference) = ordered(&market, mug).await;
    market.receive("l3", &reference, MUG_TOTAL).await;
    assert_eq!(market.receive("l4", &reference, MUG_TOTAL).await, TransferOutcome::Unmatched);
    assert_eq!(status(&market, paid).await, OrderStatus::Processing);
    let mut left = unmatched(&market).await;
    left.sort();
    assert_eq!(left, ["l1", "l2", "l4"]);
    // all of it is at the bank, and in the books
    assert_eq!(market.balance("market_bank").await, 4 * MUG_TOTAL);
    assert_eq!(market.balance("unapplied_receipts").await, -3 * MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_part_that_came_is_owed_back_when_the_order_ends() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    market.receive("l1", &reference, 1000).await;
    market.cancel(order).await.unwrap();
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.captured), (OrderStatus::Cancelled, 1000));
    assert_eq!(market.balance("refunds_clearing").await, -1000);
    market.close().await;
}

#[tokio::test]
async fn a_part_that_came_is_owed_back_when_a_card_pays() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    market.receive("l1", &reference, 1000).await;
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.payment.captured), (OrderStatus::Processing, MUG_TOTAL + 1000));
    assert_eq!(market.balance("refunds_clearing").await, -1000);
    market.close().await;
}

#[tokio::test]
async fn a_declined_card_gives_way_to_a_transfer() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    let wish = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
    assert_eq!(market.pay_as(&wish).await.unwrap().body, "pending");
    let view = market.order_view(order).await;
    assert_eq!(view.payment.method, PaymentMethod::BankTransfer);
    market.clock.advance(SignedDuration::from_hours(6 * 24));
    market.settle().await;
    market.receive("l1", &view.payment.reference.unwrap(), MUG_TOTAL).await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    assert_eq!(refused(market.pay(order, CARD).await), "already_paid");
    market.close().await;
}

#[tokio::test]
async fn choosing_the_transfer_again_holds_the_stock_no_longer() {
    let (market, mug) = mugs().await;
    let (order, _) = ordered(&market, mug).await;
    let first = market.order_view(order).await.expires_at;
    market.clock.advance(SignedDuration::from_hours(5 * 24));
    let wish = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
    market.pay_as(&wish).await.unwrap();
    assert_eq!(market.order_view(order).await.expires_at, first);
    market.close().await;
}

#[tokio::test]
async fn a_declined_card_takes_no_time_from_a_transfer_that_may_be_on_its_way() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let promised = market.order_view(order).await.expires_at;
    market.clock.advance(SignedDuration::from_hours(24));
    market.pay(order, DECLINED).await.unwrap();
    assert_eq!(market.order_view(order).await.expires_at, promised);
    market.clock.advance(SignedDuration::from_hours(5 * 24));
    market.settle().await;
    market.receive("l1", &reference, MUG_TOTAL).await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.close().await;
}

#[tokio::test]
async fn a_transfer_pays_while_a_card_is_tried_and_the_card_takes_nothing_any_more() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    assert_eq!(market.pay(order, CONFIRM).await.unwrap().body, "pending");
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL).await, paid);
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.require_clean("with a card's attempt open beside the transfer").await;
    market.settle().await;
    let view = market.order_view(order).await;
    assert_eq!(view.last_attempt.unwrap().status.as_str(), "cancelled");
    assert_eq!((view.payment.open_attempt, view.payment.method), (None, PaymentMethod::BankTransfer));
    assert_eq!(market.bank.kept_in_all().await, 0);
    market.close().await;
}

#[tokio::test]
async fn a_card_that_succeeds_beside_a_transfer_is_refunded() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    market.bank.hold_notices().await;
    market.pay(order, CONFIRM).await.unwrap();
    market.receive("l1", &reference, MUG_TOTAL).await;
    market.bank.decide(&page(&market, order).await, Decision::Approve).await;
    market.deliver().await;
    let view = market.order_view(order).await;
    assert_eq!((view.payment.captured, view.payment.refunded), (2 * MUG_TOTAL, MUG_TOTAL));
    assert_eq!(market.bank.kept_in_all().await, 0);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    market.close().await;
}

#[tokio::test]
async fn a_transfer_pays_an_order_that_is_ending() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    market.pay(order, DROPPED).await.unwrap();
    market.bank.stop().await;
    assert_eq!(refused(market.cancel(order).await), "payment_in_progress");
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL).await, paid);
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.cancel_reason), (OrderStatus::Processing, None));
    market.bank.start().await;
    market.clock.advance(SignedDuration::from_mins(1));
    market.settle().await;
    assert_eq!(status(&market, order).await, OrderStatus::Processing);
    market.close().await;
}

#[tokio::test]
async fn a_late_transfer_is_applied_to_another_order_or_returned_by_staff() {
    let (market, mug) = mugs().await;
    let (late, reference) = ordered(&market, mug).await;
    market.cancel(late).await.unwrap();
    market.receive("l1", &reference, MUG_TOTAL + 300).await;
    let transfer = stray(&market).await;
    assert_eq!(refused(apply(&market, transfer, late).await), "payment_closed");
    // an order that was to be paid by card takes it too
    let (other, _) = order_one(&market, mug, DECLINED).await;
    let paid = TransferOutcome::Paid { order: other, surplus: 300 };
    assert_eq!(apply(&market, transfer, other).await.unwrap(), paid);
    assert_eq!(refused(apply(&market, transfer, other).await), "already_paid");
    assert_eq!(refused(give_back(&market, transfer).await), "transfer_not_waiting");
    let surplus = waiting_refunds(&market).await.remove(0);
    let done = |id| payments::mark_refund_done(&market.app, Actor::Operator, id, None);
    done(surplus.id).await.unwrap();
    assert_eq!(refused(done(surplus.id).await), "refund_not_waiting");
    assert!(waiting_refunds(&market).await.is_empty());
    let view = market.order_view(other).await;
    assert_eq!((view.payment.captured, view.payment.refunded), (MUG_TOTAL + 300, 300));
    assert_eq!(market.balance("market_bank").await, MUG_TOTAL);
    assert_eq!(market.balance("refunds_clearing").await, 0);
    market.close().await;
}

#[tokio::test]
async fn money_of_another_currency_is_booked_and_returned() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    assert_eq!(receive_euros(&market, "l1", &reference, MUG_TOTAL).await, TransferOutcome::Unmatched);
    assert_eq!(status(&market, order).await, OrderStatus::Pending);
    assert_eq!(market.balance("unapplied_receipts").await, -MUG_TOTAL, "in euros");
    let transfer = stray(&market).await;
    assert_eq!(refused(apply(&market, transfer, order).await), "currency_mismatch");
    assert_eq!(give_back(&market, transfer).await.unwrap(), TransferState::Returned);
    assert_eq!(refused(give_back(&market, transfer).await), "transfer_not_waiting");
    assert_eq!(refused(apply(&market, transfer, order).await), "currency_mismatch");
    assert_eq!((market.balance("unapplied_receipts").await, market.balance("market_bank").await), (0, 0));
    market.close().await;
}

#[tokio::test]
async fn a_part_for_an_order_by_card_goes_back_when_the_card_pays() {
    let (market, mug) = mugs().await;
    market.receive("l1", "no reference", 1000).await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    let partial = TransferOutcome::Partial { order, outstanding: MUG_TOTAL - 1000 };
    assert_eq!(apply(&market, stray(&market).await, order).await.unwrap(), partial);
    assert_eq!(market.pay(order, CARD).await.unwrap().body, "paid");
    let surplus = waiting_refunds(&market).await.remove(0);
    assert_eq!((surplus.order, surplus.total, surplus.by_hand), (order, 1000, true));
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_line_from_two_servers_at_once_is_booked_once() {
    let (market, mug) = mugs().await;
    let second = market.second_app().await;
    for round in 0..8 {
        let (order, reference) = ordered(&market, mug).await;
        let booking = [market.app.clone(), second.clone()].map(|app| {
            let transfer = IncomingTransfer {
                statement_line: format!("line {round}"),
                reference: reference.clone(),
                received: MUG_TOTAL,
                currency: Currency::USD,
                received_at: None,
            };
            tokio::spawn(checkout::record_incoming_transfer(&app, Actor::Operator, transfer, None))
        });
        let mut outcomes = Vec::new();
        for booked in booking {
            outcomes.push(booked.await.unwrap().unwrap().fresh().unwrap());
        }
        let paid = TransferOutcome::Paid { order, surplus: 0 };
        assert!(outcomes.contains(&paid) && outcomes.contains(&TransferOutcome::Known), "{outcomes:?}");
        if round == 0 {
            market.cancel(order_one(&market, mug, DECLINED).await.0).await.unwrap();
        }
    }
    second.db().close().await;
    market.close().await;
}

#[tokio::test]
async fn coming_back_to_the_transfer_holds_the_stock_no_longer_and_writes_no_second_letter() {
    let (market, mug) = mugs().await;
    let (order, _) = ordered(&market, mug).await;
    let promised = market.order_view(order).await.expires_at;
    for _ in 0..3 {
        market.clock.advance(SignedDuration::from_hours(20));
        market.pay(order, DECLINED).await.unwrap();
        let wish = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
        assert_eq!(market.pay_as(&wish).await.unwrap().body, "pending");
        assert_eq!(market.order_view(order).await.expires_at, promised);
    }
    market.settle().await;
    let told = told(&market).await;
    assert_eq!(told.iter().filter(|kind| *kind == "order_placed").count(), 1, "{told:?}");
    market.close().await;
}

#[tokio::test]
async fn a_transfer_chosen_late_is_awaited_for_a_week_from_the_order() {
    let (market, mug) = mugs().await;
    let (order, _) = order_one(&market, mug, DECLINED).await;
    let placed = market.order_view(order).await.created_at;
    market.clock.advance(SignedDuration::from_mins(9));
    let wish = Try { order, method: PaymentMethod::BankTransfer, card: None, key: market.key() };
    market.pay_as(&wish).await.unwrap();
    let held_until = market.order_view(order).await.expires_at.unwrap();
    assert_eq!(held_until, placed + SignedDuration::from_hours(7 * 24));
    market.close().await;
}

#[tokio::test]
async fn a_buyer_is_reminded_once_when_half_of_the_time_is_over() {
    let (market, mug) = mugs().await;
    let (_, reference) = ordered(&market, mug).await;
    let (paid, _) = ordered(&market, mug).await;
    market.receive("l1", &market.order_view(paid).await.payment.reference.unwrap(), MUG_TOTAL).await;
    let reminders = async || told(&market).await.iter().filter(|kind| *kind == "transfer_awaited").count();
    market.clock.advance(SignedDuration::from_hours(83));
    market.settle().await;
    assert_eq!(reminders().await, 0);
    for _ in 0..2 {
        market.clock.advance(SignedDuration::from_hours(2));
        market.settle().await;
        assert_eq!(reminders().await, 1, "of the order that waits, and once");
    }
    market.receive("l2", &reference, MUG_TOTAL).await;
    market.close().await;
}

#[tokio::test]
async fn what_is_paid_late_is_promised_from_then_on() {
    let (market, mug) = mugs().await;
    let (order, reference) = ordered(&market, mug).await;
    let before = market.order_view(order).await.vendor_orders.remove(0);
    let (from, by) = (before.arrives_from.unwrap(), before.arrives_by.unwrap());
    let waited = SignedDuration::from_hours(50);
    market.clock.advance(waited);
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL).await, paid);
    let after = market.order_view(order).await.vendor_orders.remove(0);
    assert_eq!((after.arrives_from, after.arrives_by), (Some(from + waited), Some(by + waited)));
    let hours = after.ship_by.unwrap().duration_since(before.ship_by.unwrap()).as_hours();
    assert!((48..=72).contains(&hours) && hours % 24 == 0, "as the days until it is sent do: {hours} h");
    market.close().await;
}

#[tokio::test]
async fn stock_is_said_to_run_low_by_what_was_paid_and_not_by_what_lapses() {
    let (market, mug) = mugs().await;
    market.raw("update variant set low_stock_at = (select l.on_hand - 1 from stock_level l where l.variant_id = variant.id)").await;
    let told = async || {
        market.deliver().await;
        market.mails().await.iter().filter(|(_, kind)| kind == "stock_ran_low").count()
    };
    let later = || market.clock.advance(SignedDuration::from_hours(2));
    let (unpaid, _) = ordered(&market, mug).await;
    assert_eq!(told().await, 0, "it may be for sale again tomorrow");
    market.cancel(unpaid).await.unwrap();
    later();
    assert_eq!(told().await, 0, "and so it is");

    let (order, reference) = ordered(&market, mug).await;
    assert_eq!(told().await, 0);
    let paid = TransferOutcome::Paid { order, surplus: 0 };
    assert_eq!(market.receive("l1", &reference, MUG_TOTAL).await, paid);
    later();
    assert_eq!(told().await, 1, "it stays low now");
    order_one(&market, mug, CARD).await;
    later();
    assert_eq!(told().await, 1, "it was low before");
    market.close().await;
}
