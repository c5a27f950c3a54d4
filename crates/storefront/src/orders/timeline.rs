//! The road of one parcel, from what was recorded of it.

use jiff::{SignedDuration, Timestamp, Zoned};
use souk_domain::order::OrderStatus;
use souk_market::orders::{EventView, OrderView, VendorOrderView};
use souk_ui::dates::{self, at};
use souk_ui::texts::say;

use super::{Reached, TimelineStep};

/// How long an order counts as just placed.
const NEW_FOR: SignedDuration = SignedDuration::from_hours(24);
/// The last of the promised days, wherever the buyer's clock is.
const GRACE: SignedDuration = SignedDuration::from_hours(48);

/// Its steps as they stand now: those taken with their moments, then what comes next.
pub(super) fn steps(order: &OrderView, part: &VendorOrderView, now: Timestamp) -> Vec<TimelineStep> {
    let when = |status| reached_at(order, part, status);
    let arrival = || arrival(part, now);
    let shipped = match (travels(part), has_left(part)) {
        (true, true) => "step-shipped",
        (true, false) => "step-packed",
        (false, _) => "status-provided",
    };
    let mut steps = match part.cash_due {
        Some(_) => vec![step("step-placed-cash", Some(at(order.created_at)), Reached::Done)],
        None => first_steps(at(order.created_at), when(OrderStatus::Processing)),
    };
    match part.status {
        OrderStatus::Pending => steps.push(step("step-awaiting-payment", None, Reached::Now)),
        OrderStatus::Processing => {
            steps.push(step("step-seller-told", None, Reached::Now));
            steps.extend(arrival());
        }
        OrderStatus::Shipped => {
            steps.push(step(shipped, when(OrderStatus::Shipped), Reached::Now));
            steps.extend(arrival());
        }
        OrderStatus::Delivered | OrderStatus::Confirmed | OrderStatus::Reviewed | OrderStatus::Completed => {
            let sent = when(OrderStatus::Shipped);
            if travels(part) || sent.is_some() {
                steps.push(step(shipped, sent, Reached::Done));
            }
            steps.push(step("status-delivered", when(OrderStatus::Delivered), Reached::Done));
        }
        OrderStatus::Cancelled => {
            steps.push(step("status-cancelled", when(OrderStatus::Cancelled), Reached::Over));
        }
    }
    steps
}

/// What is paid where it is placed took one step.
fn first_steps(placed: Zoned, paid: Option<Zoned>) -> Vec<TimelineStep> {
    let done = |words, when| step(words, Some(when), Reached::Done);
    match paid {
        Some(paid) if dates::moment(&paid) == dates::moment(&placed) => {
            vec![done("step-placed-paid", placed)]
        }
        Some(paid) => vec![done("step-placed", placed), done("step-paid", paid)],
        None => vec![done("step-placed", placed)],
    }
}

fn step(words: &str, when: Option<Zoned>, reached: Reached) -> TimelineStep {
    TimelineStep { words: say(words, &[]), when, more: String::new(), reached }
}

/// When the part, or the order with all its parts, came to a status.
fn reached_at(order: &OrderView, part: &VendorOrderView, status: OrderStatus) -> Option<Zoned> {
    let own = |event: &&EventView| event.vendor_order.is_none_or(|of| of == part.id);
    order.events.iter().filter(own).find(|event| event.to == status).map(|event| at(event.at))
}

/// When it should be there, or should have been; nothing for what does not travel.
fn arrival(part: &VendorOrderView, now: Timestamp) -> Option<TimelineStep> {
    let by = part.arrives_by.filter(|_| travels(part))?;
    let day = |moment: Timestamp| at(moment).date();
    let latest = day(by);
    let span = dates::span(part.arrives_from.map_or(latest, day), latest);
    if now.duration_since(by) > GRACE {
        let more = say("step-was-due-more", &[("days", &span)]);
        return Some(TimelineStep { more, ..step("step-was-due", None, Reached::Next) });
    }
    Some(TimelineStep { more: span, ..step("step-arrives", None, Reached::Next) })
}

/// Whether a part has anything that travels.
fn travels(part: &VendorOrderView) -> bool {
    part.shipping_method_name.is_some()
}

/// Whether anything of it was told to be with a carrier, or there.
fn has_left(part: &VendorOrderView) -> bool {
    part.delivered_at.is_some() || part.shipments.iter().any(|parcel| parcel.shipped_at.is_some())
}

/// Whether the order was placed or paid within the last day.
pub(super) fn is_new(order: &OrderView, now: Timestamp) -> bool {
    now.duration_since(last_paid(order).unwrap_or(order.created_at)) < NEW_FOR
}

fn last_paid(order: &OrderView) -> Option<Timestamp> {
    order.events.iter().filter(|event| event.to == OrderStatus::Processing).map(|event| event.at).max()
}
