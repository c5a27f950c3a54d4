//! What tax is due at a place.

use std::collections::BTreeSet;

use crate::ids::VendorId;
use crate::money::{round_half_up, share_by_largest_remainder};
use crate::pricing::{CartToPrice, LineToPrice, PricedLine, TaxRules, TaxTerms, WHOLE_BPS, included_tax};
use crate::tax::{TaxRemitter, TaxRounding};

/// The tax of one cart.
pub(super) struct Due {
    terms: TaxTerms,
    /// Whether its buyer pays none.
    exempt: bool,
}

impl Due {
    /// What is due where a cart goes, as it was told, else by the rules.
    pub(super) fn at(cart: &CartToPrice, rules: &TaxRules) -> Self {
        let terms = cart.tax.told.clone().unwrap_or_else(|| rules.due(cart.destination.as_ref()));
        Self { terms, exempt: cart.tax.exempt }
    }

    /// Whether prices include it.
    pub(super) fn included(&self) -> bool {
        self.terms.included
    }

    /// Who pays it on.
    pub(super) fn remitter(&self) -> TaxRemitter {
        self.terms.remitter
    }

    /// The rate of a line, in basis points.
    pub(super) fn bps_of(&self, line: &LineToPrice) -> u32 {
        if line.taxable && !self.exempt { self.terms.bps_of(&line.tax_class) } else { 0 }
    }

    /// What the tax adds to a price.
    pub(super) fn on_top(&self, tax: i64) -> i64 {
        if self.terms.included { 0 } else { tax }
    }

    /// Lays the tax on the lines of a vendor, and answers that of its shipping fee.
    pub(super) fn levy(&self, lines: &mut [PricedLine], vendor: VendorId, fee: i64) -> i64 {
        let shipping_bps = if self.exempt { 0 } else { self.terms.shipping_bps() };
        let mut own: Vec<&mut PricedLine> = lines.iter_mut().filter(|line| line.vendor == vendor).collect();
        let parts: Vec<(i64, u32)> = own
            .iter()
            .map(|line| (line.subtotal - line.discount, line.tax_bps))
            .chain([(fee, shipping_bps)])
            .collect();
        let mut taxes = match self.terms.rounding {
            TaxRounding::Line => parts.iter().map(|(price, bps)| self.of(*price, *bps)).collect(),
            TaxRounding::VendorOrder => self.together(&parts),
        };
        let shipping_tax = taxes.pop().unwrap_or_default();
        for (line, tax) in own.iter_mut().zip(taxes) {
            line.tax = tax;
            line.total = line.subtotal - line.discount + self.on_top(tax);
        }
        shipping_tax
    }

    /// The tax of a price, rounded half up.
    fn of(&self, price: i64, bps: u32) -> i64 {
        if self.terms.included {
            included_tax(price, bps)
        } else {
            round_half_up(price, i64::from(bps), WHOLE_BPS)
        }
    }

    /// The taxes of prices, each with its rate: rounded once for each rate, and shared by the prices under it.
    fn together(&self, parts: &[(i64, u32)]) -> Vec<i64> {
        let mut taxes = vec![0; parts.len()];
        let rates: BTreeSet<u32> = parts.iter().map(|(_, bps)| *bps).filter(|bps| *bps > 0).collect();
        for rate in rates {
            let under: Vec<i64> =
                parts.iter().map(|(price, bps)| if *bps == rate { *price } else { 0 }).collect();
            let shares = share_by_largest_remainder(self.of(under.iter().sum(), rate), &under);
            for (tax, share) in taxes.iter_mut().zip(shares) {
                *tax += share;
            }
        }
        taxes
    }
}
