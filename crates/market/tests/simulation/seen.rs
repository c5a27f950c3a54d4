//! What the runs of a simulation came to.

use std::{collections::BTreeSet, fmt};

use souk_market::faults::FaultPoint;

/// What was seen over all runs, so that a simulation that no longer reaches something is noticed.
#[derive(Clone, Default, Debug)]
pub(crate) struct Seen {
    pub(crate) orders: usize,
    pub(crate) paid: usize,
    pub(crate) confirmed: usize,
    pub(crate) cancelled: usize,
    pub(crate) refunds: usize,
    /// Orders of which a part went back.
    pub(crate) in_part: usize,
    /// Orders with a line of which some pieces were called off.
    pub(crate) called_off: usize,
    pub(crate) returned: usize,
    pub(crate) lost: usize,
    pub(crate) crashes: usize,
    pub(crate) points: BTreeSet<&'static str>,
}

impl Seen {
    pub(crate) fn add(&mut self, other: &Self) {
        self.orders += other.orders;
        self.paid += other.paid;
        self.confirmed += other.confirmed;
        self.cancelled += other.cancelled;
        self.refunds += other.refunds;
        self.in_part += other.in_part;
        self.called_off += other.called_off;
        self.returned += other.returned;
        self.lost += other.lost;
        self.crashes += other.crashes;
        self.points.extend(&other.points);
    }

    pub(crate) fn assert_nothing_was_missed(&self) {
        let given_back = [self.refunds, self.in_part, self.called_off, self.returned, self.lost];
        let reached = [self.paid, self.confirmed, self.cancelled, self.crashes].into_iter().chain(given_back);
        assert!(reached.into_iter().all(|count| count > 0), "the runs reach too little: {self}");
        let names = FaultPoint::ALL.iter().map(|point| point.name());
        let missed: Vec<_> = names.filter(|name| !self.points.contains(name)).collect();
        assert!(missed.is_empty(), "no run died at {missed:?}");
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} orders ({} paid, {} of them confirmed, {} cancelled), {} refunds ({} of a part), {} lines called off, {} returned, \
             {} parcels lost, {} crashes at {} of {} fault points",
            self.orders,
            self.paid,
            self.confirmed,
            self.cancelled,
            self.refunds,
            self.in_part,
            self.called_off,
            self.returned,
            self.lost,
            self.crashes,
            self.points.len(),
            FaultPoint::ALL.len()
        )
    }
}
