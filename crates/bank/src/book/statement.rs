//! The statement: every charge and refund in order, and what each key adds up to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Book, ChargeRow, ChargeStatus, RefundStatus};

/// One thing that happened, by reference: the statement is told from the book itself.
pub(super) struct Move {
    pub(super) n: u64,
    pub(super) at_ms: i64,
    pub(super) of: MoveOf,
}

pub(super) enum MoveOf {
    Charge { at: usize, status: ChargeStatus },
    Refund { at: usize, status: RefundStatus },
}

#[derive(Serialize)]
pub(crate) struct StatementLine {
    n: u64,
    #[serde(rename = "type")]
    event: &'static str,
    /// The charge's own key.
    charge_key: String,
    /// The refund's own key.
    #[serde(skip_serializing_if = "Option::is_none")]
    refund_key: Option<String>,
    id: String,
    /// Minor units; null for a key cancelled before its charge came.
    amount: Option<i64>,
    currency: Option<String>,
    at_ms: i64,
}

/// What one charge adds up to now, in minor units.
#[derive(Serialize)]
pub(crate) struct Total {
    status: ChargeStatus,
    currency: Option<String>,
    charged: i64,
    refunded: i64,
}

#[derive(Serialize)]
pub(crate) struct Statement {
    lines: Vec<StatementLine>,
    /// By charge key, for the charges these lines speak of.
    totals: BTreeMap<String, Total>,
    /// Give this as `after` to read on.
    next: u64,
    more: bool,
}

impl Book {
    /// The statement's lines after a line number, at most `limit` of them.
    pub(crate) fn statement(&self, after: u64, limit: usize) -> Statement {
        let from = self.moves.partition_point(|line| line.n <= after);
        let (mut lines, mut totals) = (Vec::new(), BTreeMap::new());
        for line in self.moves.iter().skip(from).take(limit) {
            let Some((told, row)) = self.tell(line) else { continue };
            totals.entry(told.charge_key.clone()).or_insert_with(|| row.total());
            lines.push(told);
        }
        let next = lines.last().map_or(after, |line| line.n);
        Statement { more: from + lines.len() < self.moves.len(), lines, totals, next }
    }

    fn tell(&self, line: &Move) -> Option<(StatementLine, &ChargeRow)> {
        let (n, at_ms) = (line.n, line.at_ms);
        match line.of {
            MoveOf::Charge { at, status } => {
                let row = self.charges.get(at)?;
                let charge = &row.charge;
                let told = StatementLine {
                    n,
                    event: status.event(),
                    charge_key: charge.key.clone(),
                    refund_key: None,
                    id: charge.id.clone(),
                    amount: charge.terms.as_ref().map(|terms| terms.amount),
                    currency: charge.terms.as_ref().map(|terms| terms.currency.clone()),
                    at_ms,
                };
                Some((told, row))
            }
            MoveOf::Refund { at, status } => {
                let refund = &self.refunds.get(at)?.value;
                let row = self.charges.get(*self.charge_by_key.get(&refund.charge_key)?)?;
                let told = StatementLine {
                    n,
                    event: status.event(),
                    charge_key: refund.charge_key.clone(),
                    refund_key: Some(refund.key.clone()),
                    id: refund.id.clone(),
                    amount: Some(refund.amount),
                    currency: Some(refund.currency.clone()),
                    at_ms,
                };
                Some((told, row))
            }
        }
    }
}

impl ChargeRow {
    fn total(&self) -> Total {
        let terms = self.charge.terms.as_ref();
        let charged = match self.charge.status {
            ChargeStatus::Succeeded => terms.map_or(0, |terms| terms.amount),
            _ => 0,
        };
        Total {
            status: self.charge.status,
            currency: terms.map(|terms| terms.currency.clone()),
            charged,
            refunded: self.refunded,
        }
    }
}
