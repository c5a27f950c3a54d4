//! Pricing: one pure function from a cart and the rules to every price in it.
//!
//! - [`price`]: the function; cart, quote, checkout, preview and audit all call it
//! - [`CartToPrice`], [`PricedCart`]: what goes in and what comes out
//! - [`parse_percent`]: a rate as it is typed
//! - [`Considered`]: what became of each promotion, and why
//! - [`Promotion`], [`TaxRules`], [`ShippingRules`]: the rules, as values
//!
//! Line price → line promotions → order promotions → shipping and its promotions → tax.

mod considered;
mod percent;
mod priced;
mod promotion;
mod refusal;
mod shipping_rules;
mod steps;
#[cfg(test)]
pub(crate) mod tests;
mod to_price;

pub use considered::{Considered, NotApplied, Outcome};
pub use percent::{MalformedPercent, parse_percent};
pub use priced::{
    Adjustment, AdjustmentTarget, PricedCart, PricedLine, PricedVendor, ShippingOption, Totals, Undeliverable,
};
pub use promotion::{Benefit, BenefitKind, FundedBy, Promotion, Scope, ScopeKind, Stacking};
pub use refusal::PricingRefusal;
pub use shipping_rules::{
    Bracket, CarrierQuestion, Place, ShippingKind, ShippingMethod, ShippingRules, ShippingTerms,
    ShippingZone, VendorShipping,
};
pub use steps::price;
pub use to_price::{CartTax, CartToPrice, CodeStanding, EnteredCode, LineToPrice, UsedUp};

pub use crate::address::Destination;
pub use crate::tax::{TaxRules, TaxTerms};

use crate::money::round_half_up;

/// Ten thousand basis points are the whole.
pub const WHOLE_BPS: i64 = 10_000;

/// The tax inside a price that includes it, rounded half up.
pub(crate) fn included_tax(price: i64, bps: u32) -> i64 {
    round_half_up(price, i64::from(bps), WHOLE_BPS + i64::from(bps))
}
