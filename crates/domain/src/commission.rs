//! Commission: what the market keeps of a sale.

use crate::ids::{CategoryId, VendorId};
use crate::money::round_half_up;

/// The rate of a commission; sums in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// A share of the base, in basis points.
    pub percent_bps: u32,
    /// A sum on top.
    pub fixed: i64,
    /// At least this, where set.
    pub min: Option<i64>,
    /// At most this, where set.
    pub max: Option<i64>,
}

/// A rate and where it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateRule {
    /// The vendor; `None` for all.
    pub vendor: Option<VendorId>,
    /// The category; `None` for all.
    pub category: Option<CategoryId>,
    /// The rate.
    pub rate: Rate,
}

/// The rate of the most specific rule that fits: vendor and category, vendor, category, default.
///
/// `categories` are those of the goods, nearest first; among equals the nearest category wins, then the first rule.
pub fn most_specific(rules: &[RateRule], vendor: VendorId, categories: &[CategoryId]) -> Option<Rate> {
    rules
        .iter()
        .filter(|rule| rule.vendor.is_none_or(|of| of == vendor))
        .filter_map(|rule| {
            let distance = match rule.category {
                None => usize::MAX,
                Some(category) => categories.iter().position(|own| *own == category)?,
            };
            Some(((rule.vendor.is_none(), distance), rule.rate))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, rate)| rate)
}

/// The commission base: line prices less what the vendor itself gave off, without tax, plus shipping where the
/// market's policy counts it (pass 0 where it does not).
pub fn base(subtotal: i64, vendor_borne_discount: i64, shipping: i64) -> i64 {
    subtotal.saturating_sub(vendor_borne_discount).saturating_add(shipping).max(0)
}

/// The commission on a base: percent rounded half up once, plus the fixed sum, held between min and max, never
/// above the base and never negative.
pub fn commission(base: i64, rate: Rate) -> i64 {
    let raw = round_half_up(base, i64::from(rate.percent_bps), 10_000).saturating_add(rate.fixed);
    let raised = rate.min.map_or(raw, |min| raw.max(min));
    let held = rate.max.map_or(raised, |max| raised.min(max));
    held.min(base).max(0)
}

/// What to give back of a commission after `refunded_so_far` of `base` went back, beyond what already did.
pub fn reversal(commission: i64, base: i64, refunded_so_far: i64, already_reversed: i64) -> i64 {
    if base <= 0 {
        return 0;
    }
    let due = round_half_up(commission, refunded_so_far.clamp(0, base), base);
    due.saturating_sub(already_reversed).max(0)
}
