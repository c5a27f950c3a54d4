//! Who will have bought what and when, and how each order comes out: drawn before the first is made.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use souk_domain::quantity::Quantity;

use super::{super::people::PEOPLE, Seeded, course::Course};
use crate::cli::DemoSize;

/// How long ago the market began to sell.
const DAYS: i64 = 365;
/// Orders of so many days are there when the market opens; older ones come in behind it. All that is told of an older one is told
/// a month ago at least, when no letter of it is kept any more: most of an order's life takes two weeks.
const RECENT_DAYS: i64 = 50;
/// Orders that are placed are this far from their neighbours, so that they are told apart by their time.
const APART: SignedDuration = SignedDuration::from_millis(7);
/// Variants with fewer pieces than this are left to those who visit.
const ENOUGH: i64 = 4;

/// The orders of the first of the people, whom visitors may be, with things of the first vendor: one in each status that there is.
/// Each is so many minutes old.
const SHOWN: &[(Course, i64)] = &[
    (Course::Declined, 4),
    (Course::Kept, 5 * 60),
    (Course::Awaited, 20 * 60),
    (Course::Kept, 30 * 60),
    (Course::InParts, 40 * 60),
    (Course::Kept, 46 * 60),
    (Course::Kept, 60 * 60),
    (Course::Kept, 80 * 60),
    (Course::CalledOffByBuyer, 90 * 60),
    (Course::Returned, 105 * 60),
    (Course::Kept, 110 * 60),
    (Course::Lost, 130 * 60),
    (Course::PartlyRefunded, 150 * 60),
    (Course::Returned, 155 * 60),
    (Course::ReturnRefused, 180 * 60),
    (Course::Cancelled, 200 * 60),
    (Course::Returned, 230 * 60),
    (Course::CalledOffByVendor, 260 * 60),
    (Course::Returned, 300 * 60),
    (Course::Expired, 320 * 60),
    (Course::Lost, 420 * 60),
    (Course::Kept, 500 * 60),
    (Course::Silent, 520 * 60),
];

/// Something that can be counted on.
pub(crate) struct Countable {
    pub(crate) sku: String,
    pub(crate) pieces: i64,
    /// The place of its vendor.
    pub(crate) vendor: usize,
}

/// One order that will have been.
pub(super) struct Planned {
    /// Its number in the plan.
    pub(super) place: usize,
    pub(super) at: Timestamp,
    /// The place of its buyer among the people.
    pub(super) person: usize,
    /// SKU and pieces.
    pub(super) lines: Vec<(String, Quantity)>,
    pub(super) course: Course,
    /// Hours that its steps are later than the earliest.
    pub(super) slowness: i64,
}

/// Everything that will have been, and the pieces that it takes out of stock.
pub(crate) struct Plan {
    /// The oldest first.
    pub(super) orders: Vec<Planned>,
    pub(crate) taken: BTreeMap<String, i64>,
}

/// How many orders a demonstration has.
pub(crate) const fn orders_of(size: DemoSize) -> usize {
    match size {
        DemoSize::S => 300,
        DemoSize::M | DemoSize::L => 1_900,
    }
}

/// When a market whose present is `now` began to sell.
pub(super) fn opened(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * DAYS)
}

/// The orders that were placed after this are there when the market opens.
pub(super) fn recent_from(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * RECENT_DAYS)
}

impl Plan {
    /// Draws who bought what and when, out of what is for sale.
    pub(super) fn draw(seed: u64, now: Timestamp, size: DemoSize, stock: &[Countable]) -> Self {
        let chance = Seeded::new(seed.wrapping_add(1));
        let plenty: Vec<&Countable> = stock.iter().filter(|good| good.pieces >= ENOUGH).collect();
        let mut of_first: Vec<&Countable> = plenty.iter().copied().filter(|good| good.vendor == 0).collect();
        if of_first.is_empty() {
            of_first.clone_from(&plenty);
        }
        let opened = opened(now);
        let span = now.duration_since(opened).as_secs();
        let others = i64::try_from(orders_of(size).saturating_sub(SHOWN.len())).unwrap_or_default();
        let mut orders = Vec::with_capacity(orders_of(size));
        for number in 0..others {
            // a market that grows: the later, the denser
            let part = (number + 1) * 10_000 / (others + 1);
            let at = opened + SignedDuration::from_secs(span * (11 * part - part * part / 10_000) / 100_000);
            let course = Course::draw(chance.below(1_000), now.duration_since(at).as_hours());
            // the first is whom a visitor may be: a cart that somebody fills at this moment is nobody else's
            let person = 1 + chance.below(PEOPLE.len() - 1);
            let mut lines: Vec<(String, Quantity)> = Vec::new();
            let most = if course.is_of_one_line() { 1 } else { 1 + chance.below(3) };
            for _ in 0..most {
                let Some(good) = plenty.get(chance.below(plenty.len())) else { break };
                if lines.iter().all(|(there, _)| *there != good.sku) {
                    let wants_two = chance.below(4) == 0 || course == Course::InParts;
                    lines.extend(
                        pieces(if wants_two { 2 } else { 1 }).map(|pieces| (good.sku.clone(), pieces)),
                    );
                }
            }
            let slowness = i64::try_from(chance.below(53)).unwrap_or_default();
            orders.push(Planned { place: 0, at, person, lines, course, slowness });
        }
        for (number, (course, minutes)) in SHOWN.iter().enumerate() {
            let goods =
                of_first.iter().cycle().skip(number).take(if course.is_of_one_line() { 1 } else { 2 });
            let mut lines: Vec<(String, Quantity)> = Vec::new();
            for good in goods {
                if lines.iter().all(|(there, _)| *there != good.sku) {
                    let count = if *course == Course::InParts { 2 } else { 1 };
                    lines.extend(pieces(count).map(|pieces| (good.sku.clone(), pieces)));
                }
            }
            let at = now - SignedDuration::from_mins(*minutes);
            orders.push(Planned { place: 0, at, person: 0, lines, course: *course, slowness: 0 });
        }
        Self::of(orders)
    }

    fn of(mut orders: Vec<Planned>) -> Self {
        orders.sort_by_key(|order| order.at);
        let (mut taken, mut last) = (BTreeMap::new(), None::<Timestamp>);
        for (place, order) in orders.iter_mut().enumerate() {
            order.place = place;
            order.at = last.map_or(order.at, |last| order.at.max(last + APART));
            last = Some(order.at);
            for (sku, pieces) in &order.lines {
                *taken.entry(sku.clone()).or_default() +=
                    i64::from(pieces.get()) * order.course.pieces_taken();
            }
        }
        Self { orders, taken }
    }

    /// The place of the first order that is there when the market opens.
    pub(super) fn first_recent(&self, now: Timestamp) -> usize {
        let from = recent_from(now);
        self.orders.partition_point(|order| order.at < from)
    }
}

fn pieces(count: i64) -> Option<Quantity> {
    Quantity::parse(count).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn drawn(size: DemoSize) -> Plan {
        let countable =
            |number: usize| Countable { sku: format!("S-{number}"), pieces: 9, vendor: number % 12 };
        let stock: Vec<Countable> = (0..240).map(countable).collect();
        Plan::draw(7, "2026-06-01T12:00:00Z".parse().unwrap(), size, &stock)
    }

    #[test]
    fn every_order_has_a_time_of_its_own_and_most_are_old() {
        let now: Timestamp = "2026-06-01T12:00:00Z".parse().unwrap();
        for size in [DemoSize::S, DemoSize::M] {
            let plan = drawn(size);
            assert_eq!(plan.orders.len(), orders_of(size));
            let times: BTreeSet<Timestamp> = plan.orders.iter().map(|order| order.at).collect();
            assert_eq!(times.len(), plan.orders.len());
            assert!(times.iter().all(|at| *at > opened(now) && *at < now));
            let recent = plan.orders.len() - plan.first_recent(now);
            assert!(recent * 5 < plan.orders.len() * 2 && recent > SHOWN.len(), "{recent}");
            // whom a visitor may be is not bought for behind the open door
            assert!(plan.orders[..plan.first_recent(now)].iter().all(|order| order.person > 0));
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_orders_and_every_course_is_taken() {
        let (one, other) = (drawn(DemoSize::M), drawn(DemoSize::M));
        let told = |plan: &Plan| -> Vec<_> {
            let orders = plan.orders.iter();
            orders.map(|order| (order.at, order.person, order.lines.clone(), order.course)).collect()
        };
        assert_eq!(told(&one), told(&other));
        for course in Course::ALL {
            assert!(one.orders.iter().any(|order| order.course == *course), "{course:?}");
            let is_shown = SHOWN.iter().any(|(shown, _)| shown == course);
            let ends_as_another = matches!(course, Course::Transferred | Course::Confirmed);
            assert!(is_shown || ends_as_another, "{course:?} is not shown");
        }
    }
}
