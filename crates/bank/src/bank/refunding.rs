//! Giving money back.

use super::Vault;
use crate::book::{Book, ChargeStatus, Entry, Refund, RefundStatus};
use crate::clock;
use crate::orders::RefundOrder;
use crate::refusal::Refusal;

impl Vault {
    /// Gives money back once per key, never more than is left of the charge.
    pub(crate) async fn refund(&self, order: RefundOrder) -> Result<Refund, Refusal> {
        order.check()?;
        let id = self.id("re_")?;
        let (refund, n) = {
            let mut book = self.book();
            if let Some(earlier) = book.refund_by_key(&order.key) {
                same_refund(earlier.value, &order)?;
                (earlier.value.clone(), earlier.n)
            } else {
                let status = covered(&book, &order)?;
                let RefundOrder { key, charge_key, amount, currency } = order;
                let created_at_ms = clock::now_ms();
                let refund = Refund { id, key, charge_key, amount, currency, status, created_at_ms };
                let n = self.enter(&mut book, Entry::Refunded(refund.clone()))?;
                (refund, n)
            }
        };
        self.durable(n).await?;
        self.clerk.wake();
        Ok(refund)
    }
}

fn same_refund(earlier: &Refund, order: &RefundOrder) -> Result<(), Refusal> {
    let same = earlier.amount == order.amount
        && earlier.currency == order.currency
        && earlier.charge_key == order.charge_key;
    if same { Ok(()) } else { Err(Refusal::KeyReused) }
}

/// The status the refund starts with, when the charge covers it.
fn covered(book: &Book, order: &RefundOrder) -> Result<RefundStatus, Refusal> {
    let charge = book.charge_by_key(&order.charge_key).ok_or(Refusal::UnknownCharge)?.value;
    let terms = charge.terms.as_ref().ok_or(Refusal::NotRefundable)?;
    if charge.status != ChargeStatus::Succeeded {
        return Err(Refusal::NotRefundable);
    }
    if terms.currency != order.currency {
        return Err(Refusal::CurrencyMismatch { charged: terms.currency.clone() });
    }
    let left = book.left_to_refund(&order.charge_key);
    if order.amount > left {
        return Err(Refusal::ExceedsCharge { left });
    }
    Ok(charge.card.as_ref().map_or(RefundStatus::Succeeded, |card| card.refunding.first()))
}
