//! Commission: what the market keeps of a sale.

use crate::field::{FieldError, FieldErrors};
use crate::ids::{CategoryId, VendorId};
use crate::money::{MAX_PRICE, round_half_up};
use crate::pricing::WHOLE_BPS;

/// The rate of a commission; sums in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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
    winning(rules, vendor, categories).map(|rule| rule.rate)
}

/// The rule whose rate wins: as [`most_specific`].
pub fn winning<'r>(
    rules: &'r [RateRule],
    vendor: VendorId,
    categories: &[CategoryId],
) -> Option<&'r RateRule> {
    rules
        .iter()
        .filter(|rule| rule.vendor.is_none_or(|of| of == vendor))
        .filter_map(|rule| {
            let distance = match rule.category {
                None => usize::MAX,
                Some(category) => categories.iter().position(|own| *own == category)?,
            };
            Some(((rule.vendor.is_none(), distance), rule))
        })
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, rule)| rule)
}

/// Errors: what of a rate cannot be, each by its pointer.
pub fn check_rate(rate: &Rate) -> Result<(), Vec<FieldError>> {
    let mut wrong = FieldErrors::default();
    if i64::from(rate.percent_bps) > WHOLE_BPS {
        let detail = format!("From 0 to {WHOLE_BPS} basis points; 1200 is 12 %.");
        wrong.add("/percent_bps", "out_of_range", detail);
    }
    for (pointer, sum) in [("/fixed", Some(rate.fixed)), ("/minimum", rate.min), ("/maximum", rate.max)] {
        if sum.is_some_and(|sum| !(0..=MAX_PRICE).contains(&sum)) {
            wrong.add(pointer, "out_of_range", "From 0 to the dearest price there is.");
        }
    }
    if let (Some(min), Some(max)) = (rate.min, rate.max)
        && min > max
    {
        wrong.add("/maximum", "out_of_range", "The most is not below the least.");
    }
    wrong.none()
}

/// The commission on a base: percent rounded half up once, plus the fixed sum, held between min and max, never
/// above the base and never negative.
pub fn commission(base: i64, rate: Rate) -> i64 {
    let raw = round_half_up(base, i64::from(rate.percent_bps), WHOLE_BPS).saturating_add(rate.fixed);
    let raised = rate.min.map_or(raw, |min| raw.max(min));
    let held = rate.max.map_or(raised, |max| raised.min(max));
    held.min(base).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEN: Rate = Rate { percent_bps: 1_000, fixed: 0, min: None, max: None };

    #[test]
    fn percent_is_rounded_half_up_and_held_between_its_bounds() {
        for (on, rate, expected) in [
            (1_005, TEN, 101),
            (1_004, TEN, 100),
            (1_000, Rate { fixed: 30, ..TEN }, 130),
            (1_000, Rate { min: Some(150), ..TEN }, 150),
            (1_000, Rate { max: Some(50), ..TEN }, 50),
            (100, Rate { min: Some(150), ..TEN }, 100),
            (0, Rate { fixed: 30, ..TEN }, 0),
            (1_000, Rate::default(), 0),
        ] {
            assert_eq!(commission(on, rate), expected, "{on} {rate:?}");
        }
    }

    #[test]
    fn the_most_specific_rate_wins() {
        let (me, other) = (VendorId::from_bytes([1; 16]), VendorId::from_bytes([2; 16]));
        let (near, far) = (CategoryId::from_bytes([1; 16]), CategoryId::from_bytes([2; 16]));
        let rule =
            |vendor, category, percent_bps| RateRule { vendor, category, rate: Rate { percent_bps, ..TEN } };
        let rules = [
            rule(None, None, 1),
            rule(None, Some(far), 2),
            rule(None, Some(near), 3),
            rule(Some(me), None, 4),
            rule(Some(me), Some(far), 5),
        ];
        let rate = |vendor, categories: &[CategoryId]| {
            most_specific(&rules, vendor, categories).map(|r| r.percent_bps)
        };
        assert_eq!(rate(me, &[near, far]), Some(5));
        assert_eq!(rate(me, &[near]), Some(4));
        assert_eq!(rate(other, &[near, far]), Some(3));
        assert_eq!(rate(other, &[]), Some(1));
        assert_eq!(most_specific(&[], me, &[near]), None);
    }

    #[test]
    fn a_rate_that_cannot_be_is_told_field_by_field() {
        let wrong = |rate| {
            let fields = check_rate(&rate).expect_err("it cannot be");
            fields.into_iter().map(|field| field.pointer).collect::<Vec<_>>()
        };
        assert_eq!(check_rate(&Rate { fixed: 30, min: Some(50), max: Some(50), ..TEN }), Ok(()));
        assert_eq!(wrong(Rate { percent_bps: 10_001, fixed: -1, ..TEN }), ["/percent_bps", "/fixed"]);
        assert_eq!(wrong(Rate { min: Some(2), max: Some(1), ..TEN }), ["/maximum"]);
        assert_eq!(wrong(Rate { min: Some(-1), max: Some(MAX_PRICE + 1), ..TEN }), ["/minimum", "/maximum"]);
    }

    proptest! {
        #[test]
        fn a_commission_is_never_negative_nor_above_its_base(
            on in 0_i64..=MAX_PRICE, percent_bps: u32, fixed: i64,
            min in prop::option::of(any::<i64>()), max in prop::option::of(any::<i64>()),
        ) {
            let kept = commission(on, Rate { percent_bps, fixed, min, max });
            prop_assert!(0 <= kept && kept <= on);
        }
    }
}
