//! Commission as it is sent and told.

use serde::{Deserialize, Serialize};
use souk_domain::{
    commission::Rate,
    ids::{CategoryId, VendorId},
    money::Currency,
};
use souk_http::{Result, read::change as patched};
use souk_market::commission::{
    CommissionChanges, CommissionShown, CommissionTold, NamedRate, NewRate, RateChanges,
};
use utoipa::ToSchema;

use crate::wire::{Price, optional_id, required};

/// A share and a sum, held between a least and a most.
#[derive(Serialize, ToSchema)]
pub(super) struct CommissionFigures {
    /// Basis points of the price without tax: 1200 is 12 %.
    percent_bps: u32,
    /// On top, once for each order and vendor.
    fixed: Price,
    /// Null: no least.
    minimum: Option<Price>,
    /// Null: no most.
    maximum: Option<Price>,
}

/// What the market keeps of every sale.
#[derive(Serialize, ToSchema)]
pub(super) struct Commission {
    /// Where no rate was agreed.
    rate: CommissionFigures,
    /// The tax on the commission, in basis points.
    tax_bps: u32,
    /// Whether it is of shipping fees too.
    on_shipping: bool,
}

/// What is to change about that (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CommissionPatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u32, format = "percent_bps")]
    percent_bps: Option<Option<u32>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Price)]
    fixed: Option<Option<Price>>,
    /// Null: no least.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Price>)]
    minimum: Option<Option<Price>>,
    /// Null: no most.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Price>)]
    maximum: Option<Option<Price>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u32, format = "tax_bps")]
    tax_bps: Option<Option<u32>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = bool)]
    on_shipping: Option<Option<bool>>,
}

/// A rate that was agreed.
#[derive(Serialize, ToSchema)]
pub(super) struct CommissionRate {
    id: String,
    /// Null: of all vendors.
    vendor_id: Option<String>,
    vendor_name: Option<String>,
    /// With all below it; null: of all categories.
    category_id: Option<String>,
    category_name: Option<String>,
    rate: CommissionFigures,
}

/// A rate to be agreed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CommissionRateRequest {
    /// Left out: of all vendors; then name a category.
    #[schema(format = "VendorId")]
    vendor_id: Option<String>,
    /// With all below it. Left out: of all categories; then name a vendor.
    #[schema(format = "CategoryId")]
    category_id: Option<String>,
    #[schema(format = "percent_bps", example = 1200)]
    percent_bps: u32,
    /// On top, once for each order and vendor.
    fixed: Option<Price>,
    minimum: Option<Price>,
    maximum: Option<Price>,
}

/// What is to change about a rate (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CommissionRatePatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u32, format = "percent_bps")]
    percent_bps: Option<Option<u32>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Price)]
    fixed: Option<Option<Price>>,
    /// Null: no least.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Price>)]
    minimum: Option<Option<Price>>,
    /// Null: no most.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Price>)]
    maximum: Option<Option<Price>>,
}

/// What would be kept of a sale.
#[derive(Serialize, ToSchema)]
pub(super) struct CommissionPreview {
    /// The rate that wins.
    rate: CommissionFigures,
    /// The one that was agreed; null: that of everyone.
    agreed: Option<CommissionRate>,
    commission: Price,
    /// The tax on it.
    commission_tax: Price,
}

impl CommissionFigures {
    fn of(rate: Rate, currency: Currency) -> Self {
        let price = |minor| Price::of(minor, currency);
        Self {
            percent_bps: rate.percent_bps,
            fixed: price(rate.fixed),
            minimum: rate.min.map(price),
            maximum: rate.max.map(price),
        }
    }
}

impl From<&CommissionShown> for Commission {
    fn from(shown: &CommissionShown) -> Self {
        let commission = &shown.commission;
        Self {
            rate: CommissionFigures::of(commission.rate, shown.currency),
            tax_bps: commission.tax_bps,
            on_shipping: commission.on_shipping,
        }
    }
}

impl CommissionPatch {
    pub(super) fn read(self, currency: Currency, expected: Option<i64>) -> Result<CommissionChanges> {
        let Self { percent_bps, fixed, minimum, maximum, tax_bps, on_shipping } = self;
        Ok(CommissionChanges {
            rate: CommissionRatePatch { percent_bps, fixed, minimum, maximum }.read(currency)?,
            tax_bps: required("/tax_bps", tax_bps)?,
            on_shipping: required("/on_shipping", on_shipping)?,
            expected_revision: expected,
        })
    }
}

impl CommissionRatePatch {
    pub(super) fn read(self, currency: Currency) -> Result<RateChanges> {
        let fixed = required("/fixed", self.fixed)?;
        Ok(RateChanges {
            percent_bps: required("/percent_bps", self.percent_bps)?,
            fixed: fixed.map(|price| price.read("/fixed", currency)).transpose()?,
            min: self.minimum.map(|price| sum("/minimum", price.as_ref(), currency)).transpose()?,
            max: self.maximum.map(|price| sum("/maximum", price.as_ref(), currency)).transpose()?,
        })
    }
}

fn sum(pointer: &str, price: Option<&Price>, currency: Currency) -> Result<Option<i64>> {
    price.map(|price| price.read(pointer, currency)).transpose()
}

impl CommissionRateRequest {
    pub(super) fn read(self, currency: Currency) -> Result<NewRate> {
        Ok(NewRate {
            vendor: optional_id::<VendorId>("/vendor_id", self.vendor_id.as_deref())?,
            category: optional_id::<CategoryId>("/category_id", self.category_id.as_deref())?,
            rate: Rate {
                percent_bps: self.percent_bps,
                fixed: sum("/fixed", self.fixed.as_ref(), currency)?.unwrap_or_default(),
                min: sum("/minimum", self.minimum.as_ref(), currency)?,
                max: sum("/maximum", self.maximum.as_ref(), currency)?,
            },
        })
    }
}

impl From<&NamedRate> for CommissionRate {
    fn from(named: &NamedRate) -> Self {
        let stored = &named.stored;
        Self {
            id: stored.id.to_string(),
            vendor_id: stored.rule.vendor.map(|vendor| vendor.to_string()),
            vendor_name: named.vendor_name.clone(),
            category_id: stored.rule.category.map(|category| category.to_string()),
            category_name: named.category_name.clone(),
            rate: CommissionFigures::of(stored.rule.rate, named.currency),
        }
    }
}

impl From<CommissionTold> for CommissionPreview {
    fn from(told: CommissionTold) -> Self {
        Self {
            rate: CommissionFigures::of(told.rate, told.currency),
            agreed: told.rule.as_ref().map(CommissionRate::from),
            commission: Price::of(told.commission, told.currency),
            commission_tax: Price::of(told.tax, told.currency),
        }
    }
}
