//! The bank's book in memory: what was charged, cancelled and refunded, rebuilt from the file at each start.

mod charge;
mod entry;
mod notice;
mod refund;
mod statement;

use std::collections::{BTreeMap, HashMap};

pub(crate) use charge::{Charge, ChargeStatus, ChargedCard, Terms};
pub(crate) use entry::{Entry, Line};
pub(crate) use notice::{About, NoticeOf};
pub(crate) use refund::{Refund, RefundStatus};
pub(crate) use statement::Statement;

/// A value and the number of the last line that changed it.
pub(crate) struct AsOf<T> {
    pub(crate) value: T,
    pub(crate) n: u64,
}

struct ChargeRow {
    charge: Charge,
    n: u64,
    /// Refunds that are not made yet.
    promised: i64,
    refunded: i64,
}

/// Everything the bank knows.
#[derive(Default)]
pub(crate) struct Book {
    last_n: u64,
    charges: Vec<ChargeRow>,
    charge_by_key: HashMap<String, usize>,
    charge_by_id: HashMap<String, usize>,
    refunds: Vec<AsOf<Refund>>,
    refund_by_key: HashMap<String, usize>,
    moves: Vec<statement::Move>,
    /// Notices that no receiver has taken yet, by the number of the line that caused them.
    undelivered: BTreeMap<u64, NoticeOf>,
}

impl Book {
    pub(crate) fn last_n(&self) -> u64 {
        self.last_n
    }

    pub(crate) fn charge_by_key(&self, key: &str) -> Option<AsOf<&Charge>> {
        self.charge_at(*self.charge_by_key.get(key)?)
    }

    pub(crate) fn charge_by_id(&self, id: &str) -> Option<AsOf<&Charge>> {
        self.charge_at(*self.charge_by_id.get(id)?)
    }

    pub(crate) fn refund_by_key(&self, key: &str) -> Option<AsOf<&Refund>> {
        let row = self.refunds.get(*self.refund_by_key.get(key)?)?;
        Some(AsOf { value: &row.value, n: row.n })
    }

    /// What can still be given back of a charge, in minor units.
    pub(crate) fn left_to_refund(&self, key: &str) -> i64 {
        self.charge_by_key.get(key).and_then(|at| self.charges.get(*at)).map_or(0, ChargeRow::left)
    }

    fn charge_at(&self, at: usize) -> Option<AsOf<&Charge>> {
        let row = self.charges.get(at)?;
        Some(AsOf { value: &row.charge, n: row.n })
    }

    /// Takes one line into the book: the only way it changes, live and at replay alike.
    pub(crate) fn apply(&mut self, line: Line) -> Result<(), &'static str> {
        if line.n != self.last_n + 1 {
            return Err("its number does not follow the line before");
        }
        match line.entry {
            Entry::ChargeOpened(charge) => self.open_charge(line.n, line.at_ms, charge)?,
            Entry::ChargeDecided { key, status, decline_code, card } => {
                self.decide(line.n, line.at_ms, &key, status, decline_code, card)?;
            }
            Entry::Refunded(refund) => self.refund(line.n, refund)?,
            Entry::RefundDecided { key, status } => self.decide_refund(line.n, line.at_ms, &key, status)?,
            Entry::NoticeDelivered { of } => {
                self.undelivered.remove(&of).ok_or("it delivers a notice that is not waiting")?;
            }
        }
        self.last_n = line.n;
        Ok(())
    }
}

impl ChargeRow {
    fn left(&self) -> i64 {
        match (&self.charge.terms, self.charge.status) {
            (Some(terms), ChargeStatus::Succeeded) => terms.amount - self.promised - self.refunded,
            _ => 0,
        }
    }
}
