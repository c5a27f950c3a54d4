//! A refund: money given back of a charge.

use serde::{Deserialize, Serialize};

use super::statement::{Move, MoveOf};
use super::{AsOf, Book, NoticeOf};
use crate::cards::Refunding;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RefundStatus {
    /// Promised, and not made yet.
    Pending,
    Succeeded,
    /// Nothing was given back, or it came back.
    Failed,
}

impl RefundStatus {
    /// The name of the notice and statement line about it.
    pub(crate) fn event(self) -> &'static str {
        match self {
            Self::Pending => "refund.pending",
            Self::Succeeded => "refund.succeeded",
            Self::Failed => "refund.failed",
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Refund {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) charge_key: String,
    /// Minor units.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) status: RefundStatus,
    pub(crate) created_at_ms: i64,
}

/// A refund that will come to another status.
pub(crate) struct Unsettled {
    pub(crate) key: String,
    pub(crate) becomes: RefundStatus,
    pub(crate) since_ms: i64,
}

impl Refunding {
    /// The status a refund starts with.
    pub(crate) fn first(self) -> RefundStatus {
        match self {
            Self::AtOnce | Self::Undone => RefundStatus::Succeeded,
            Self::Later | Self::FailsLater => RefundStatus::Pending,
        }
    }

    /// The status it comes to after a while, where that is another.
    fn last(self) -> Option<RefundStatus> {
        match self {
            Self::AtOnce => None,
            Self::Later => Some(RefundStatus::Succeeded),
            Self::Undone | Self::FailsLater => Some(RefundStatus::Failed),
        }
    }
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
        match refund.status {
            RefundStatus::Pending => row.promised += refund.amount,
            RefundStatus::Succeeded => row.refunded += refund.amount,
            RefundStatus::Failed => return Err("it failed before it was made"),
        }
        let (at, at_ms, status) = (self.refunds.len(), refund.created_at_ms, refund.status);
        self.refund_by_key.insert(refund.key.clone(), at);
        self.refunds.push(AsOf { value: refund, n });
        self.note_refund(n, at_ms, at, charge_at, status);
        Ok(())
    }

    pub(super) fn decide_refund(
        &mut self,
        n: u64,
        at_ms: i64,
        key: &str,
        status: RefundStatus,
    ) -> Result<(), &'static str> {
        let at = *self.refund_by_key.get(key).ok_or("its refund is unknown")?;
        let refund = self.refunds.get_mut(at).ok_or("its refund is unknown")?;
        let charge_at = *self.charge_by_key.get(&refund.value.charge_key).ok_or("its charge is unknown")?;
        let row = self.charges.get_mut(charge_at).ok_or("its charge is unknown")?;
        match (refund.value.status, status) {
            (RefundStatus::Pending, RefundStatus::Succeeded) => {
                row.promised -= refund.value.amount;
                row.refunded += refund.value.amount;
            }
            (RefundStatus::Pending, RefundStatus::Failed) => row.promised -= refund.value.amount,
            (RefundStatus::Succeeded, RefundStatus::Failed) => row.refunded -= refund.value.amount,
            _ => return Err("its refund cannot come to that"),
        }
        refund.value.status = status;
        refund.n = n;
        self.note_refund(n, at_ms, at, charge_at, status);
        Ok(())
    }

    /// Refunds that will come to another status, oldest first.
    pub(crate) fn unsettled(&self) -> Vec<Unsettled> {
        let last = |refund: &Refund| {
            let row = self.charges.get(*self.charge_by_key.get(&refund.charge_key)?)?;
            row.charge.card.as_ref()?.refunding.last().filter(|last| *last != refund.status)
        };
        let open = self.refunds.iter().filter_map(|refund| {
            let (key, since_ms) = (refund.value.key.clone(), refund.value.created_at_ms);
            Some(Unsettled { key, becomes: last(&refund.value)?, since_ms })
        });
        open.collect()
    }

    fn note_refund(&mut self, n: u64, at_ms: i64, at: usize, charge_at: usize, status: RefundStatus) {
        self.moves.push(Move { n, at_ms, of: MoveOf::Refund { at, status } });
        if self.charges.get(charge_at).is_some_and(|row| row.charge.webhook_url().is_some()) {
            self.undelivered.insert(n, NoticeOf::Refund { at, charge_at, at_ms, status });
        }
    }
}
