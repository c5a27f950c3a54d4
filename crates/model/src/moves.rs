//! Which steps are possible: duties come to pass in time, chances may never come.

use crate::step::{Event, Step};
use crate::world::{AttemptStatus, BankStatus, Lease, Order, OrderStatus, PaymentStatus, Refund, Request};
use crate::{Calls, Cancelling, Flaw, Setting, Webhooks, World, shop};

/// Steps that nobody need take: the buyer's, crashes, webhooks repeated or gone.
pub fn chances(setting: &Setting, world: &World, steps: &mut Vec<Step>) {
    for (o, order) in world.orders.iter().enumerate() {
        buyers(setting, world, o, order, steps);
        stray_webhooks(setting, world, o, order, steps);
    }
    let running = |o: &Order| o.sweeper.is_some() || o.requests.iter().any(|r| *r != Request::Idle);
    if world.crashes_left > 0 && world.orders.iter().any(running) {
        steps.push(Step::Crash);
    }
}

/// Steps that come sooner or later: running requests, the bank, webhooks, sweeper, refunds, the clock.
pub fn duties(setting: &Setting, world: &World, steps: &mut Vec<Step>) {
    for (o, order) in world.orders.iter().enumerate() {
        requests(o, order, steps);
        for a in 0..order.made() {
            banks(setting, o, a, order, steps);
            webhooks(o, a, order, steps);
            sweepers(setting, o, a, order, steps);
            refunds(o, a, order, steps);
        }
        clocks(o, order, steps);
    }
}

fn buyers(setting: &Setting, world: &World, o: usize, order: &Order, steps: &mut Vec<Step>) {
    match order.status {
        OrderStatus::Unplaced if shop::can_reserve(world, setting.flaw) => steps.push(Step::Place(o)),
        OrderStatus::Pending => pending_buyers(setting, o, order, steps),
        _ => {}
    }
}

fn pending_buyers(setting: &Setting, o: usize, order: &Order, steps: &mut Vec<Step>) {
    if order.payment != PaymentStatus::Pending {
        return;
    }
    steps.push(Step::BuyerCancels(o));
    if !shop::has_room(order) {
        return;
    }
    let none_open = order.open() == 0 || setting.flaw == Flaw::PaysWhileOpen;
    if none_open && order.made() < setting.bounds.attempts {
        steps.push(Step::PayAgain(o));
    }
    for a in 0..order.made() {
        let stale = order.attempts[a].lease == Lease::RanOut;
        if order.retries_left > 0 && stale && shop::may_send(order, a) {
            steps.push(Step::Retry(o, a));
        }
    }
}

fn requests(o: usize, order: &Order, steps: &mut Vec<Step>) {
    for (r, request) in order.requests.iter().enumerate() {
        match request {
            Request::Idle => {}
            Request::Prepared(a) if order.attempts[*a].status == AttemptStatus::Created => {
                steps.push(Step::Begin(o, r));
            }
            Request::Prepared(_) | Request::Begun(_) => steps.push(Step::KeepReference(o, r)),
            Request::Sending(_) => steps.push(Step::Confirm(o, r)),
            Request::Waiting(a) => {
                if order.attempts[*a].bank.status != BankStatus::Unknown {
                    steps.push(Step::HearAnswer(o, r));
                }
                steps.push(Step::TimeOut(o, r));
            }
            Request::Answered(..) => steps.push(Step::Finalise(o, r)),
        }
    }
}

fn banks(setting: &Setting, o: usize, a: usize, order: &Order, steps: &mut Vec<Step>) {
    let attempt = &order.attempts[a];
    if attempt.calls > 0 {
        steps.push(Step::CallEnds(o, a));
        if attempt.bank.status == BankStatus::Unknown {
            steps.extend([Step::BankCharges(o, a), Step::BankDeclines(o, a), Step::BankAsksBuyer(o, a)]);
        } else if setting.flaw == Flaw::BankForgetsKeys {
            steps.push(Step::BankCharges(o, a));
        }
    }
    if attempt.bank.status == BankStatus::AwaitsBuyer {
        steps.extend([Step::BuyerConfirms(o, a), Step::BuyerFailsToConfirm(o, a)]);
    }
}

fn under_way(order: &Order, a: usize) -> impl Iterator<Item = Event> {
    let bank = order.attempts[a].bank;
    [(bank.asks, Event::NeedsBuyer), (bank.tells, Event::Outcome)].into_iter().filter(|e| e.0).map(|e| e.1)
}

fn webhooks(o: usize, a: usize, order: &Order, steps: &mut Vec<Step>) {
    steps.extend(under_way(order, a).map(|event| Step::Deliver(o, a, event)));
}

fn stray_webhooks(setting: &Setting, world: &World, o: usize, order: &Order, steps: &mut Vec<Step>) {
    for a in 0..order.made() {
        for event in under_way(order, a) {
            if world.duplicates_left > 0 {
                steps.push(Step::DeliverAndRepeat(o, a, event));
            }
            if setting.webhooks == Webhooks::MayVanish {
                steps.push(Step::Vanish(o, a, event));
            }
        }
    }
}

fn sweepers(setting: &Setting, o: usize, a: usize, order: &Order, steps: &mut Vec<Step>) {
    let attempt = &order.attempts[a];
    if attempt.lease == Lease::Held && attempt.is_open() {
        steps.push(Step::LeaseRunsOut(o, a));
    }
    let skipped = order.status == OrderStatus::Processing && setting.flaw == Flaw::SkipsPaidOrders;
    if !attempt.is_open() || order.sweeper.is_some() || skipped {
        return;
    }
    let closing = order.payment == PaymentStatus::Closing;
    let unattended = closing || attempt.lease != Lease::Held;
    let unsent = attempt.status == AttemptStatus::Created;
    if unattended && (unsent || setting.flaw == Flaw::DropsSent) {
        steps.push(Step::DropUnsent(o, a));
    }
    if unsent {
        return;
    }
    let tombstones = setting.cancelling == Cancelling::Tombstone;
    let (look_up, cancel) = match attempt.bank.status {
        BankStatus::Unknown if tombstones => (false, unattended),
        BankStatus::Unknown => (unknown_is_news(setting, order, a), false),
        BankStatus::AwaitsBuyer => (attempt.status != AttemptStatus::RequiresAction, tombstones && closing),
        BankStatus::Charged | BankStatus::Declined | BankStatus::Tombstone => (true, false),
    };
    if look_up {
        steps.push(Step::LookUp(o, a));
    }
    if cancel {
        steps.push(Step::CancelAtBank(o, a));
    }
}

/// The first unknown is taken down at any time, the one that decides only once the calls' deadline is past.
fn unknown_is_news(setting: &Setting, order: &Order, a: usize) -> bool {
    let deadline_past =
        setting.calls == Calls::Linger || (order.attempts[a].calls == 0 && !order.is_calling(a));
    order.attempts[a].unknowns + 1 < shop::UNKNOWNS_BELIEVED || deadline_past
}

fn clocks(o: usize, order: &Order, steps: &mut Vec<Step>) {
    if order.sweeper.is_some() {
        steps.push(Step::Conclude(o));
    }
    let closing = order.payment == PaymentStatus::Closing;
    if order.status == OrderStatus::Pending && (!closing || order.open() == 0) {
        steps.push(Step::Expire(o));
    }
}

fn refunds(o: usize, a: usize, order: &Order, steps: &mut Vec<Step>) {
    let attempt = &order.attempts[a];
    if attempt.refund == Refund::Requested {
        let made = attempt.bank.refunds > 0;
        steps.push(if made { Step::BookRefund(o, a) } else { Step::RefundAtBank(o, a) });
    }
}
