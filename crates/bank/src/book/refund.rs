//! A refund: money given back of a charge.

use serde::{Deserialize, Serialize};

use super::statement::{Move, MoveOf};
use super::{AsOf, Book, NoticeOf};

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Refund {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) charge_key: String,
    /// Minor units.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) created_at_ms: i64,
}

impl Book {
    pub(super) fn refund(&mut self, n: u64, refund: Refund) -> Result<(), &'static str> {
        if self.refund_by_key.contains_key(&refund.key) {
            return Err("its key was refunded before");
        }
        let charge_at = *self.charge_by_key.get(&refund.charge_key).ok_or("its charge is unknown")?;
        let row = self.charges.get_mut(charge_at).ok_or("its charge is unknown")?;
        if refund.amount <= 0 || refund.amount > row.left() {
            return Err("it gives back more than is left");
        }
        row.refunded += refund.amount;
        let at = self.refunds.len();
        if row.charge.webhook_url().is_some() {
            self.undelivered.insert(n, NoticeOf::Refund { at, charge_at });
        }
        self.moves.push(Move { n, at_ms: refund.created_at_ms, of: MoveOf::Refund { at } });
        self.refund_by_key.insert(refund.key.clone(), at);
        self.refunds.push(AsOf { value: refund, n });
        Ok(())
    }
}
