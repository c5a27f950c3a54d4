//! Tax rules and shipping rates, as values.

use crate::ids::{ShippingMethodId, VendorId};

/// What tax is due where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRules {
    /// The rate where no rule fits, in basis points.
    pub default_bps: u32,
    /// Whether prices include tax where no rule says otherwise.
    pub included: bool,
    /// Whether shipping is taxed where no rule fits.
    pub taxes_shipping: bool,
    /// Rules by place; one with a region outranks one without, the earlier wins among equals.
    pub rules: Vec<TaxRule>,
}

impl Default for TaxRules {
    /// 6 % on lines, on top of the price, not on shipping.
    fn default() -> Self {
        Self { default_bps: 600, included: false, taxes_shipping: false, rules: Vec::new() }
    }
}

/// The tax of one country, or of one region of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRule {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The region by its code, compared without case; `None` for the whole country.
    pub region: Option<String>,
    /// The rate in basis points.
    pub bps: u32,
    /// Whether shipping is taxed at that rate.
    pub taxes_shipping: bool,
    /// Whether prices include the tax; `None` as the default says.
    pub included: Option<bool>,
}

/// One way to ship and its price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippingRate {
    /// The method.
    pub method: ShippingMethodId,
    /// The vendor that offers it; `None` for every vendor.
    pub vendor: Option<VendorId>,
    /// Its name, as the buyer reads it.
    pub name: String,
    /// How its fee comes about.
    pub kind: ShippingKind,
    /// Countries it serves (alpha-2); empty for all.
    pub countries: Vec<String>,
    /// Days at least.
    pub min_days: u16,
    /// Days at most.
    pub max_days: u16,
}

/// How a shipping fee comes about; all in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShippingKind {
    /// One fee whatever is in the parcel.
    Flat {
        /// The fee.
        fee: i64,
    },
    /// A base, and so much for each kilogram begun.
    ByWeight {
        /// The base.
        base: i64,
        /// For each kilogram begun.
        per_kg: i64,
    },
    /// A fee that falls away from a value of goods on.
    FreeOver {
        /// The fee.
        fee: i64,
        /// From this value of the vendor's goods, after discounts, it is free.
        free_from: i64,
    },
}
