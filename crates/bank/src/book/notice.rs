//! Notices that wait for their receiver.

use super::{Book, Charge, ChargeStatus, Refund, RefundStatus};

/// What a notice is about, as it was when the notice was caused.
#[derive(Clone, Copy)]
pub(crate) enum NoticeOf {
    Charge { at: usize, at_ms: i64, status: ChargeStatus },
    Refund { at: usize, charge_at: usize, at_ms: i64, status: RefundStatus },
}

/// A notice ready to be written.
pub(crate) struct Notice<'a> {
    pub(crate) url: &'a str,
    pub(crate) about: About<'a>,
    pub(crate) at_ms: i64,
}

pub(crate) enum About<'a> {
    Charge(&'a Charge, ChargeStatus),
    Refund(&'a Refund, RefundStatus),
}

impl Book {
    /// The lines whose notices wait, oldest first, after a line.
    pub(crate) fn undelivered_after(&self, n: u64) -> Vec<u64> {
        self.undelivered.range(n + 1..).map(|(n, _)| *n).collect()
    }

    pub(crate) fn undelivered(&self) -> usize {
        self.undelivered.len()
    }

    pub(crate) fn is_undelivered(&self, n: u64) -> bool {
        self.undelivered.contains_key(&n)
    }

    /// The notice a line caused, unless it was delivered. Always the same words, whatever came after it.
    pub(crate) fn notice(&self, n: u64) -> Option<Notice<'_>> {
        match *self.undelivered.get(&n)? {
            NoticeOf::Charge { at, at_ms, status } => {
                let charge = &self.charges.get(at)?.charge;
                Some(Notice { url: charge.webhook_url()?, about: About::Charge(charge, status), at_ms })
            }
            NoticeOf::Refund { at, charge_at, at_ms, status } => {
                let refund = &self.refunds.get(at)?.value;
                let url = self.charges.get(charge_at)?.charge.webhook_url()?;
                Some(Notice { url, about: About::Refund(refund, status), at_ms })
            }
        }
    }
}
