//! The rules of the money path; a state that breaks one is a bug.

use stateright::Property;

use super::super::MoneyPath;
use super::{any_order, every_order};
use crate::World;
use crate::world::{Attempt, AttemptStatus, Hold, Order, OrderStatus, PaymentStatus, Refund};

// Names by which tests ask for a rule.
pub const TWO_CHARGES_BOOKED: &str = "never two unrefunded charges of one order in the books";
pub const TWO_CHARGES_AT_BANK: &str = "never two unrefunded charges of one order at the bank";
pub const ONE_OPEN: &str = "at most one open attempt";
pub const NONE_OPEN_WHEN_CANCELLED: &str = "no open attempt once the order is cancelled";
pub const NONE_OPEN_WHEN_PAID: &str = "no open attempt once the order is paid";
pub const ONCE_PER_KEY: &str = "one attempt key charges once";
pub const KEPT_BEFORE_CONFIRMED: &str = "nothing is confirmed before its reference is kept";
pub const NO_REVIVAL: &str = "a cancelled order stays cancelled";
pub const SOLD_ONCE: &str = "one piece is held by one order";
pub const HELD_WHILE_ALIVE: &str = "stock is held while an order is pending or processing, and only then";
pub const PAID_IS_PROCESSING: &str = "a processing order has one charge, booked and not refunded";
pub const BOOKS_ARE_THE_BANK: &str = "at rest the books are what the bank holds";
pub const NONE_LOST: &str = "at rest money held means an order processing, and the other way round";
pub const CANCELLED_HOLDS_NOTHING: &str = "at rest a cancelled order holds no money";
pub const NOTHING_OPEN: &str = "at rest nothing is open";
pub const SETTLES: &str = "every run settles";

/// The rules that hold under every sound setting.
pub(super) fn all() -> Vec<Property<MoneyPath>> {
    vec![
        Property::always(TWO_CHARGES_BOOKED, |_, w: &World| every_order(w, |o| kept_in_books(o) <= 1)),
        Property::always(ONE_OPEN, |_, w: &World| every_order(w, |o| o.open() <= 1)),
        Property::always(NONE_OPEN_WHEN_CANCELLED, |_, w: &World| {
            every_order(w, |o| o.status != OrderStatus::Cancelled || o.open() == 0)
        }),
        Property::always(ONCE_PER_KEY, |_, w: &World| {
            every_order(w, |o| {
                o.attempts.iter().all(|a| a.bank.charges <= 1 && a.bank.refunds <= a.bank.charges)
            })
        }),
        Property::always(KEPT_BEFORE_CONFIRMED, |_, w: &World| {
            every_order(w, |o| o.attempts.iter().all(is_kept))
        }),
        Property::always(NO_REVIVAL, |_, w: &World| {
            every_order(w, |o| o.was_cancelled == (o.status == OrderStatus::Cancelled))
        }),
        Property::always(SOLD_ONCE, |_, w: &World| {
            let holders = w.orders.iter().filter(|o| o.hold != Hold::None).count();
            holders <= 1 && usize::from(w.reserved) == holders
        }),
        Property::always(HELD_WHILE_ALIVE, |_, w: &World| every_order(w, |o| o.hold == due_hold(o.status))),
        Property::always(PAID_IS_PROCESSING, |_, w: &World| every_order(w, paid_is_processing)),
        Property::always(BOOKS_ARE_THE_BANK, |path: &MoneyPath, w: &World| {
            every_order(w, |o| o.books_hold() == o.bank_holds()) || !path.is_at_rest(w)
        }),
        Property::always(NONE_LOST, |path: &MoneyPath, w: &World| {
            every_order(w, |o| (o.status == OrderStatus::Processing) == (o.bank_holds() == 1))
                || !path.is_at_rest(w)
        }),
        Property::always(CANCELLED_HOLDS_NOTHING, |path: &MoneyPath, w: &World| {
            every_order(w, |o| o.status != OrderStatus::Cancelled || o.bank_holds() == 0)
                || !path.is_at_rest(w)
        }),
        Property::always(NOTHING_OPEN, |path: &MoneyPath, w: &World| {
            every_order(w, nothing_open) || !path.is_at_rest(w)
        }),
        Property::eventually(SETTLES, |path: &MoneyPath, w: &World| {
            let placed = any_order(w, |o| o.status != OrderStatus::Unplaced);
            placed && every_order(w, nothing_open) && path.is_at_rest(w)
        }),
    ]
}

/// The stricter rules, which hold only where no charge comes after its attempt was given up.
///
/// Where one may, it can pay the order while the buyer's next attempt is open; that one, should it succeed too,
/// is refunded.
pub(super) fn without_late_charges() -> Vec<Property<MoneyPath>> {
    vec![
        Property::always(TWO_CHARGES_AT_BANK, |_, w: &World| every_order(w, |o| o.bank_holds() <= 1)),
        Property::always(NONE_OPEN_WHEN_PAID, |_, w: &World| {
            every_order(w, |o| o.status != OrderStatus::Processing || o.open() == 0)
        }),
    ]
}

/// Charges the books have and mean to keep.
fn kept_in_books(order: &Order) -> usize {
    let kept = |a: &Attempt| a.status == AttemptStatus::Succeeded && a.refund == Refund::None;
    order.attempts.iter().filter(|a| kept(a)).count()
}

/// An attempt whose reference is not kept has nothing at the bank, nor on its way there.
fn is_kept(attempt: &Attempt) -> bool {
    attempt.status != AttemptStatus::Created || (attempt.calls == 0 && attempt.bank.charges == 0)
}

fn due_hold(status: OrderStatus) -> Hold {
    match status {
        OrderStatus::Unplaced | OrderStatus::Cancelled => Hold::None,
        OrderStatus::Pending => Hold::Reserved,
        OrderStatus::Processing => Hold::Allocated,
    }
}

fn paid_is_processing(order: &Order) -> bool {
    let paid = order.status == OrderStatus::Processing;
    paid == (kept_in_books(order) == 1) && paid == (order.payment == PaymentStatus::Completed)
}

fn nothing_open(order: &Order) -> bool {
    order.open() == 0
        && order.status != OrderStatus::Pending
        && order.attempts.iter().all(|a| a.refund != Refund::Requested)
}
