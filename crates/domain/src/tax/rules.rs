//! All the rules of tax, and what they come to at one place.

use std::collections::BTreeMap;

use super::{TaxClass, TaxClassCode, TaxRemitter, TaxRounding, TaxZone};
use crate::address::Destination;
use crate::bounds::market::MAX_TAX_BPS;

/// What tax is due where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRules {
    /// The rate of the standard class where no zone fits, in basis points.
    pub default_bps: u32,
    /// Whether prices include tax where no zone fits.
    pub included: bool,
    /// Whether shipping is taxed where no zone fits.
    pub taxes_shipping: bool,
    /// The classes of goods.
    pub classes: Vec<TaxClass>,
    /// Zones, of which none overlaps another at the same rank; of two that do the earlier wins.
    pub zones: Vec<TaxZone>,
}

impl Default for TaxRules {
    /// 6 % on lines, on top of the price, not on shipping.
    fn default() -> Self {
        Self {
            default_bps: 600,
            included: false,
            taxes_shipping: false,
            classes: Vec::new(),
            zones: Vec::new(),
        }
    }
}

impl TaxRules {
    /// The zone of a place: by its postal code, else its region, else its country, else the one that is everywhere else.
    pub fn zone_at(&self, destination: Option<&Destination>) -> Option<&TaxZone> {
        let fitting = self.zones.iter().filter_map(|zone| Some((zone.fit(destination)?, zone)));
        // of equals the first: `max_by_key` would take the last
        fitting.rev().max_by_key(|(rank, _)| *rank).map(|(_, zone)| zone)
    }

    /// What holds at a place; without one, what holds where no zone is.
    pub fn due(&self, destination: Option<&Destination>) -> TaxTerms {
        let zone = self.zone_at(destination);
        let named = |class: &TaxClassCode| zone.and_then(|zone| zone.rates.get(class)).copied();
        let standard = TaxClassCode::default();
        let own = self.classes.iter().find(|class| class.code.is_standard()).and_then(|class| class.bps);
        let standard_bps = named(&standard).or(own).unwrap_or(self.default_bps);
        let others = self.classes.iter().filter(|class| !class.code.is_standard());
        let rate = |class: &TaxClass| Some((class.code.clone(), named(&class.code).or(class.bps)?));
        TaxTerms {
            included: zone.map_or(self.included, |zone| zone.included),
            taxes_shipping: zone.map_or(self.taxes_shipping, |zone| zone.taxes_shipping),
            rounding: zone.map_or(TaxRounding::Line, |zone| zone.rounding),
            remitter: zone.map_or(TaxRemitter::Market, |zone| zone.remitter),
            standard_bps,
            rates: others.filter_map(rate).collect(),
        }
    }
}

/// What tax is due at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxTerms {
    /// Whether prices include it.
    pub included: bool,
    /// Whether shipping is taxed, at the standard rate.
    pub taxes_shipping: bool,
    /// How often it is rounded.
    pub rounding: TaxRounding,
    /// Who pays it on.
    pub remitter: TaxRemitter,
    /// The rate of the standard class, in basis points.
    pub standard_bps: u32,
    /// The rates of other classes; one that is left out has the standard rate.
    pub rates: BTreeMap<TaxClassCode, u32>,
}

impl TaxTerms {
    /// The rate of a class in basis points, at most the whole price.
    pub fn bps_of(&self, class: &TaxClassCode) -> u32 {
        self.rates.get(class).copied().unwrap_or(self.standard_bps).min(MAX_TAX_BPS)
    }

    /// The rate of shipping in basis points, at most the whole price; 0 where it is not taxed.
    pub fn shipping_bps(&self) -> u32 {
        if self.taxes_shipping { self.standard_bps.min(MAX_TAX_BPS) } else { 0 }
    }

    /// Whether every rate is one that can be.
    pub fn is_sound(&self) -> bool {
        self.standard_bps <= MAX_TAX_BPS && self.rates.values().all(|bps| *bps <= MAX_TAX_BPS)
    }
}
