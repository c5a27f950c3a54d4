//! What tax is due at a place.

use crate::money::round_half_up;
use crate::pricing::{Destination, TaxRule, TaxRules, WHOLE_BPS, included_tax};

/// The tax of one place.
#[derive(Clone, Copy)]
pub(super) struct Due {
    /// The rate in basis points, at most the whole price.
    pub(super) bps: u32,
    /// Whether prices include it.
    pub(super) included: bool,
    /// Whether shipping is taxed too.
    pub(super) taxes_shipping: bool,
}

impl Due {
    /// The tax of a price, rounded half up.
    pub(super) fn of(self, price: i64) -> i64 {
        if self.included {
            included_tax(price, self.bps)
        } else {
            round_half_up(price, i64::from(self.bps), WHOLE_BPS)
        }
    }

    /// What the tax adds to a price.
    pub(super) fn on_top(self, tax: i64) -> i64 {
        if self.included { 0 } else { tax }
    }
}

/// The rule of the region, else of the country, else the default.
pub(super) fn due(destination: Option<&Destination>, rules: &TaxRules) -> Due {
    let rule = destination.and_then(|place| {
        let here = |rule: &&TaxRule| rule.country.eq_ignore_ascii_case(&place.country);
        let of_region = |rule: &&TaxRule| rule.region.is_some() && same_region(rule, place);
        rules
            .rules
            .iter()
            .filter(here)
            .find(of_region)
            .or_else(|| rules.rules.iter().filter(here).find(|rule| rule.region.is_none()))
    });
    let (bps, included, taxes_shipping) = match rule {
        Some(rule) => (rule.bps, rule.included.unwrap_or(rules.included), rule.taxes_shipping),
        None => (rules.default_bps, rules.included, rules.taxes_shipping),
    };
    Due { bps: bps.min(WHOLE_BPS as u32), included, taxes_shipping }
}

fn same_region(rule: &TaxRule, place: &Destination) -> bool {
    match (&rule.region, &place.region) {
        (Some(ruled), Some(region)) => ruled.trim().to_lowercase() == region.trim().to_lowercase(),
        _ => false,
    }
}
