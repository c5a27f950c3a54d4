//! What cart and checkout show of prices.

use souk_domain::ids::PromotionId;
use souk_domain::money::Money;
use souk_domain::pricing::{AdjustmentTarget, PricedCart};
use souk_ui::bill::{Standing, one_rate};
use souk_ui::{Bill, Discount};

/// The bill of a priced cart. While a vendor does not deliver there, it is of the goods alone.
pub(crate) fn bill(priced: &PricedCart, standing: Standing) -> Bill {
    let money = |minor| Money::new(minor, priced.currency);
    let sends = priced.vendors.iter().any(|vendor| vendor.needs_shipping);
    let knows_where =
        priced.is_deliverable() && priced.vendors.iter().any(|vendor| !vendor.options.is_empty());
    let totals = if priced.is_deliverable() { priced.totals() } else { priced.totals_before_shipping() };
    Bill {
        pieces: priced.lines.iter().map(|line| line.quantity).sum(),
        sellers: u32::try_from(priced.vendors.len()).unwrap_or(u32::MAX),
        goods: money(priced.subtotal),
        discounts: discounts(priced),
        delivery: (knows_where || !sends).then(|| money(totals.shipping_total)),
        tax: money(totals.tax_total),
        tax_rate: one_rate(priced.lines.iter().map(|line| line.tax_bps)),
        tax_included: priced.tax_included,
        total: money(totals.grand_total),
        standing,
    }
}

/// What lowered prices, one for each promotion; a lowered delivery fee is in the fee already.
fn discounts(priced: &PricedCart) -> Vec<Discount> {
    let mut found: Vec<(PromotionId, Discount)> = Vec::new();
    for one in &priced.adjustments {
        if matches!(one.target, AdjustmentTarget::Shipping(_)) {
            continue;
        }
        match found.iter_mut().find(|(promotion, _)| *promotion == one.promotion) {
            Some((_, discount)) => discount.off.minor += one.discount,
            None => {
                let off = Money::new(one.discount, priced.currency);
                found.push((one.promotion, Discount { label: one.name.clone(), off }));
            }
        }
    }
    found.into_iter().map(|(_, discount)| discount).collect()
}
