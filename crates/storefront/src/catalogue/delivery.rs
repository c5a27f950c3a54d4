//! How a thing would come to the visitor's country: by the rule that also prices a cart.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use souk_domain::ids::{CartLineId, ProductId, VariantId, VendorId};
use souk_domain::money::{Currency, Money};
use souk_domain::pricing::{
    CartToPrice, Destination, LineToPrice, PricedCart, ShippingOption, ShippingRate, TaxRules, price,
};
use souk_market::{Ctx, Result, shipping, tax};
use souk_ui::request::Setting;
use souk_ui::texts::say;

use super::DeliveryEstimate;

/// Basis points in a percent.
const BPS_PER_PERCENT: u32 = 100;

/// What the market charges and promises at this moment.
pub(crate) struct Terms {
    currency: Currency,
    country: String,
    taxes: TaxRules,
    rates: Vec<ShippingRate>,
    now: Timestamp,
}

/// One piece of a thing, as far as delivery and tax care.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) vendor: VendorId,
    /// Minor units.
    pub(crate) unit_price: i64,
    pub(crate) weight_g: u32,
    pub(crate) taxable: bool,
    pub(crate) requires_shipping: bool,
}

impl Terms {
    /// The terms of the market as they stand.
    pub(crate) async fn load(ctx: &Ctx<'_>, setting: &Setting) -> Result<Self> {
        Ok(Self {
            currency: setting.market.currency,
            country: setting.country.clone(),
            taxes: tax::rules(ctx).await?,
            rates: shipping::rates(ctx).await?,
            now: ctx.now,
        })
    }

    /// How it would come, cheapest first; empty when it needs no parcel or nobody brings it.
    pub(crate) fn estimates(&self, piece: Piece) -> Vec<DeliveryEstimate> {
        let priced = self.priced(piece);
        let options = priced.and_then(|cart| cart.vendors.into_iter().next()).map(|vendor| vendor.options);
        options.unwrap_or_default().into_iter().map(|option| self.estimate(option)).collect()
    }

    /// The day it is here at the latest when it goes the cheapest way.
    pub(crate) fn arrival(&self, piece: Piece) -> Option<Date> {
        self.estimates(piece).first().map(|estimate| estimate.latest)
    }

    /// "plus 6 % sales tax", "tax included", or nothing.
    pub(crate) fn tax_note(&self, piece: Piece) -> String {
        let Some(priced) = self.priced(Piece { requires_shipping: false, ..piece }) else {
            return String::new();
        };
        let bps = priced.lines.first().map_or(0, |line| line.tax_bps);
        match (bps, priced.tax_included) {
            (0, _) => String::new(),
            (_, true) => say("tax-included", &[]),
            (bps, false) => say("tax-plus", &[("rate", &percent(bps))]),
        }
    }

    fn priced(&self, piece: Piece) -> Option<PricedCart> {
        let destination =
            Destination { country: self.country.clone(), region: None, postal_code: String::new() };
        let line = LineToPrice {
            line: CartLineId::from_bytes([0; 16]),
            variant: VariantId::from_bytes([0; 16]),
            product: ProductId::from_bytes([0; 16]),
            vendor: piece.vendor,
            categories: Vec::new(),
            unit_price: piece.unit_price,
            quantity: 1,
            taxable: piece.taxable,
            requires_shipping: piece.requires_shipping,
            weight_g: piece.weight_g,
        };
        let cart = CartToPrice {
            currency: self.currency,
            lines: vec![line],
            destination: Some(destination),
            chosen: std::collections::BTreeMap::new(),
            codes: Vec::new(),
        };
        price(&cart, &[], &self.taxes, &self.rates, self.now).ok()
    }

    fn estimate(&self, option: ShippingOption) -> DeliveryEstimate {
        DeliveryEstimate {
            method: option.name,
            fee: Money::new(option.fee, self.currency),
            earliest: self.day_after(option.min_days),
            latest: self.day_after(option.max_days),
        }
    }

    fn day_after(&self, days: u16) -> Date {
        // at most half a year on, so the calendar does not end before
        let then = self.now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(self.now);
        then.to_zoned(TimeZone::UTC).date()
    }
}

/// `6 %`, `8.25 %`.
fn percent(bps: u32) -> String {
    let (whole, part) = (bps / BPS_PER_PERCENT, bps % BPS_PER_PERCENT);
    let part = format!("{part:02}");
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{whole} %") } else { format!("{whole}.{part} %") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_rate_reads_as_percent() {
        assert_eq!(super::percent(600), "6 %");
        assert_eq!(super::percent(825), "8.25 %");
        assert_eq!(super::percent(1050), "10.5 %");
    }
}
