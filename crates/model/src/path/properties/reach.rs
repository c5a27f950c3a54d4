//! What must be reachable: without it a rule might hold only because nothing ever happens.

use stateright::Property;

use super::super::MoneyPath;
use super::any_order;
use crate::world::{
    Answer, Attempt, AttemptStatus, BankStatus, Order, OrderStatus, PaymentStatus, Refund, Request,
};
use crate::{Cancelling, Setting, World};

/// Reached whatever the gateway promises.
///
/// A crash is possible wherever a request or the sweeper runs and a crash is left, and the checker takes
/// every possible step; so "at step X with a crash left" is reached if and only if a crash at X is explored.
pub(super) fn every_setting() -> Vec<Property<MoneyPath>> {
    vec![
        Property::sometimes("paid", |_, w: &World| any_order(w, |o| o.status == OrderStatus::Processing)),
        Property::sometimes("declined", |_, w: &World| {
            any_attempt(w, |_, a| a.status == AttemptStatus::Declined)
        }),
        Property::sometimes("cancelled", |_, w: &World| any_order(w, |o| o.status == OrderStatus::Cancelled)),
        Property::sometimes("needs the buyer", |_, w: &World| {
            any_attempt(w, |_, a| a.status == AttemptStatus::RequiresAction)
        }),
        Property::sometimes("in doubt while the bank has charged", |_, w: &World| {
            any_attempt(w, |_, a| a.status == AttemptStatus::InDoubt && a.bank.status == BankStatus::Charged)
        }),
        Property::sometimes("paid while closing", |_, w: &World| {
            any_order(w, |o| {
                let charged = o.attempts.iter().any(|a| a.bank.status == BankStatus::Charged);
                o.payment == PaymentStatus::Closing && charged
            })
        }),
        Property::sometimes("a crash", |path: &MoneyPath, w: &World| w.crashes_left < path.0.bounds.crashes),
        Property::sometimes("crash before the attempt is marked sent", |_, w: &World| {
            crash_at(w, |r| matches!(r, Request::Prepared(_)))
        }),
        Property::sometimes("crash before the reference is kept", |_, w: &World| {
            crash_at(w, |r| matches!(r, Request::Begun(_)))
        }),
        Property::sometimes("crash before the call", |_, w: &World| {
            crash_at(w, |r| matches!(r, Request::Sending(_)))
        }),
        Property::sometimes("crash while the call is out", |_, w: &World| {
            crash_at(w, |r| matches!(r, Request::Waiting(_)))
        }),
        Property::sometimes("crash with the charge in hand", |_, w: &World| {
            crash_at(w, |r| matches!(r, Request::Answered(_, Answer::Charged)))
        }),
        Property::sometimes("crash with an out-of-date look-up in hand", |_, w: &World| {
            w.crashes_left > 0 && any_order(w, |o| o.status == OrderStatus::Processing && o.sweeper.is_some())
        }),
        Property::sometimes("crash with a look-up in hand", |_, w: &World| {
            w.crashes_left > 0 && any_order(w, |o| o.sweeper.is_some())
        }),
    ]
}

/// Reached under this setting's gateway and bounds only.
pub(super) fn for_setting(setting: &Setting) -> Vec<Property<MoneyPath>> {
    let mut some = Vec::new();
    if setting.cancelling == Cancelling::Tombstone {
        some.push(Property::sometimes("a tombstone meets a late charge", |_, w: &World| {
            any_attempt(w, |_, a| a.bank.status == BankStatus::Tombstone && a.calls > 0)
        }));
    }
    if setting.charges_may_come_late() {
        some.push(Property::sometimes("late success of a cancelled order, refunded", |_, w: &World| {
            any_attempt(w, |o, a| o.status == OrderStatus::Cancelled && a.refund == Refund::Succeeded)
        }));
        some.push(Property::sometimes("refunded at the bank, not yet booked", |_, w: &World| {
            any_attempt(w, |_, a| a.bank.refunds > 0 && a.refund == Refund::Requested)
        }));
    }
    if setting.charges_may_come_late() && setting.bounds.attempts > 1 {
        some.push(Property::sometimes("second success, refunded", |_, w: &World| {
            any_attempt(w, |o, a| o.status == OrderStatus::Processing && a.refund == Refund::Succeeded)
        }));
    }
    if setting.bounds.attempts > 1 {
        some.push(Property::sometimes("paid after a decline", |_, w: &World| {
            any_attempt(w, |o, a| o.status == OrderStatus::Processing && a.status == AttemptStatus::Declined)
        }));
    }
    if setting.bounds.retries > 0 {
        some.push(Property::sometimes("two requests call for one attempt", |_, w: &World| {
            any_attempt(w, |_, a| a.calls > 1)
        }));
    }
    if setting.bounds.buyers > 1 {
        some.push(Property::sometimes(
            "sold to the second buyer after the first fell through",
            |_, w: &World| {
                let is = |s| any_order(w, |o| o.status == s);
                is(OrderStatus::Cancelled) && is(OrderStatus::Processing)
            },
        ));
    }
    some
}

fn any_attempt(world: &World, is: impl Fn(&Order, &Attempt) -> bool) -> bool {
    any_order(world, |o| o.attempts.iter().any(|a| is(o, a)))
}

fn crash_at(world: &World, at: impl Fn(&Request) -> bool) -> bool {
    world.crashes_left > 0 && any_order(world, |o| o.requests.iter().any(&at))
}
