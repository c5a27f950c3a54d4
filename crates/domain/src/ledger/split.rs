//! How one vendor order's money is split, and how a part of it goes back.

use crate::ids::VendorId;
use crate::money::round_half_up;

/// What is captured of one vendor order; all in minor units, none negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The vendor.
    pub vendor: VendorId,
    /// The gateway that owes the money.
    pub gateway: String,
    /// What the buyer pays: lines, shipping and tax.
    pub gross: i64,
    /// Discounts the market bears.
    pub platform_discount: i64,
    /// The commission.
    pub commission: i64,
    /// Tax on the commission.
    pub commission_tax: i64,
    /// Sales tax the market remits; 0 where the vendor remits its own.
    pub sales_tax: i64,
}

/// What went to whom of a capture, or goes back of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Split {
    /// Paid by the buyer.
    pub gross: i64,
    /// Added by the market.
    pub platform_discount: i64,
    /// To the vendor: what is left of the two; below zero when commission outweighs the sale.
    pub net: i64,
    /// To the market.
    pub commission: i64,
    /// Tax on that.
    pub commission_tax: i64,
    /// To be remitted.
    pub sales_tax: i64,
}

impl Capture {
    /// Who gets what.
    pub fn split(&self) -> Split {
        let others = self.commission + self.commission_tax + self.sales_tax;
        Split {
            gross: self.gross,
            platform_discount: self.platform_discount,
            net: self.gross + self.platform_discount - others,
            commission: self.commission,
            commission_tax: self.commission_tax,
            sales_tax: self.sales_tax,
        }
    }

    /// The part of the split that goes back when `refund` more is refunded after `refunded_before`.
    ///
    /// Each share is what is due after this refund less what was due before it, so that parts in any number sum
    /// exactly to the whole at full refund and never exceed it. `refund` beyond what is left is cut to what is left.
    pub fn part_back(&self, refunded_before: i64, refund: i64) -> Split {
        let before = refunded_before.clamp(0, self.gross);
        let after = before.saturating_add(refund.max(0)).min(self.gross);
        let due =
            |whole: i64| round_half_up(whole, after, self.gross) - round_half_up(whole, before, self.gross);
        let part = Self {
            vendor: self.vendor,
            gateway: String::new(),
            gross: after - before,
            platform_discount: due(self.platform_discount),
            commission: due(self.commission),
            commission_tax: due(self.commission_tax),
            sales_tax: due(self.sales_tax),
        };
        part.split()
    }
}
