//! The shop's transactions; each function is one commit.

use crate::world::{
    Answer, AttemptStatus, Hold, Lease, ON_HAND, Order, OrderStatus, PaymentStatus, Refund, Request,
};
use crate::{Flaw, World};

/// Unknowns that count as "not charged".
pub const UNKNOWNS_BELIEVED: u8 = 2;

/// Whether PREPARE finds a piece to reserve.
pub fn can_reserve(world: &World, flaw: Flaw) -> bool {
    world.reserved < ON_HAND || flaw == Flaw::OversellsStock
}

/// PREPARE: reserve, write the order, its payment, first attempt and idempotency record.
pub fn prepare(world: &mut World, order: usize) {
    world.reserved += 1;
    let order = &mut world.orders[order];
    order.status = OrderStatus::Pending;
    order.hold = Hold::Reserved;
    open_attempt(order);
}

/// Writes the next attempt with the idempotency record of its request, which starts running.
pub fn open_attempt(order: &mut Order) {
    let next = order.made();
    order.attempts[next].status = AttemptStatus::Created;
    order.attempts[next].lease = Lease::Held;
    start(order, Request::Prepared(next));
}

/// Takes over the lease of a request that ran out, and resumes from the attempt it made.
pub fn take_over(order: &mut Order, attempt: usize) {
    order.attempts[attempt].lease = Lease::Held;
    start(order, Request::Prepared(attempt));
}

/// Whether an attempt may go to the gateway: not ended, not waiting for the buyer, the payment not closing.
pub fn may_send(order: &Order, attempt: usize) -> bool {
    use AttemptStatus::{Created, InDoubt, Sent};
    order.payment == PaymentStatus::Pending
        && matches!(order.attempts[attempt].status, Created | Sent | InDoubt)
}

/// Commits the reference of a charge before it is confirmed, which marks its attempt sent; false when that is no longer
/// allowed. One that was kept before is sent again.
pub fn keep_reference(order: &mut Order, attempt: usize, flaw: Flaw) -> bool {
    if flaw == Flaw::ConfirmsUnkept {
        return true;
    }
    if !may_send(order, attempt) {
        return false;
    }
    order.attempts[attempt].status = AttemptStatus::Sent;
    if flaw != Flaw::ResendKeepsUnknowns {
        order.attempts[attempt].unknowns = 0;
    }
    true
}

/// FINALISE: writes what is known of an attempt; called alike by request, webhook and sweeper.
pub fn finalise(order: &mut Order, attempt: usize, answer: Answer, flaw: Flaw) {
    match answer {
        Answer::Charged => book_success(order, attempt, flaw),
        Answer::Declined => end_attempt(order, attempt, AttemptStatus::Declined, flaw),
        Answer::Refused => end_attempt(order, attempt, AttemptStatus::Cancelled, flaw),
        Answer::NeedsBuyer => {
            use AttemptStatus::{InDoubt, Sent};
            note(order, attempt, &[Sent, InDoubt], AttemptStatus::RequiresAction, flaw);
        }
        Answer::Silence => note(order, attempt, &[AttemptStatus::Sent], AttemptStatus::InDoubt, flaw),
        Answer::Unknown => note_unknown(order, attempt, flaw),
    }
}

/// Books a charge once; pays the order with it, or asks for its refund when the order has no use for it.
fn book_success(order: &mut Order, attempt: usize, flaw: Flaw) {
    if order.attempts[attempt].status == AttemptStatus::Succeeded && flaw != Flaw::FinaliseUnguarded {
        return;
    }
    order.attempts[attempt].status = AttemptStatus::Succeeded;
    order.attempts[attempt].lease = Lease::Answered;
    order.captured += 1;
    let revived = order.status == OrderStatus::Cancelled && flaw == Flaw::RevivesCancelled;
    if order.status == OrderStatus::Pending || revived {
        order.status = OrderStatus::Processing;
        order.payment = PaymentStatus::Completed;
        order.hold = Hold::Allocated;
    } else if flaw != Flaw::KeepsLateSuccess {
        order.attempts[attempt].refund = Refund::Requested;
    }
}

fn end_attempt(order: &mut Order, attempt: usize, end: AttemptStatus, flaw: Flaw) {
    if order.attempts[attempt].is_open() || flaw == Flaw::FinaliseUnguarded {
        order.attempts[attempt].status = end;
        order.attempts[attempt].lease = Lease::Answered;
    }
}

/// Writes an answer that ends nothing, if the attempt is where that answer is news.
fn note(order: &mut Order, attempt: usize, from: &[AttemptStatus], to: AttemptStatus, flaw: Flaw) {
    let attempt = &mut order.attempts[attempt];
    if from.contains(&attempt.status) || flaw == Flaw::FinaliseUnguarded {
        attempt.status = to;
    }
    if attempt.lease == Lease::Held {
        attempt.lease = Lease::Answered;
    }
}

fn note_unknown(order: &mut Order, attempt: usize, flaw: Flaw) {
    if !order.attempts[attempt].is_open() {
        return;
    }
    order.attempts[attempt].unknowns += 1;
    let believed = if flaw == Flaw::BelievesUnknownOnce { 1 } else { UNKNOWNS_BELIEVED };
    if order.attempts[attempt].unknowns >= believed {
        end_attempt(order, attempt, AttemptStatus::Cancelled, flaw);
    }
}

/// Ends an attempt whose reference was never kept, without asking the gateway: it was never confirmed.
pub fn drop_unsent(order: &mut Order, attempt: usize) {
    end_attempt(order, attempt, AttemptStatus::Cancelled, Flaw::None);
}

/// Gives up an unpaid order: at once when no attempt is open, else by closing its payment.
pub fn give_up(world: &mut World, order: usize, flaw: Flaw) {
    let placed = &mut world.orders[order];
    if placed.open() > 0 && flaw != Flaw::ExpiresWhileOpen {
        placed.payment = PaymentStatus::Closing;
        return;
    }
    placed.status = OrderStatus::Cancelled;
    placed.was_cancelled = true;
    placed.payment = PaymentStatus::Failed;
    if flaw != Flaw::KeepsHold {
        placed.hold = Hold::None;
        world.reserved -= 1;
    }
}

/// Closes a refund that the bank has made.
pub fn book_refund(order: &mut Order, attempt: usize) {
    order.attempts[attempt].refund = Refund::Succeeded;
    order.refunded += 1;
}

/// Whether the shop has room to run one more request for this order.
pub fn has_room(order: &Order) -> bool {
    order.requests.contains(&Request::Idle)
}

fn start(order: &mut Order, request: Request) {
    if let Some(slot) = order.requests.iter_mut().find(|slot| **slot == Request::Idle) {
        *slot = request;
    }
}
