//! What cart and checkout show of prices.

use souk_domain::money::Money;
use souk_domain::pricing::{Adjustment, AdjustmentTarget, PricedCart};
use souk_ui::bill::{Standing, named_once, one_rate};
use souk_ui::{Bill, Discount};

/// The bill of a priced cart. While a vendor does not deliver there, it is of the goods alone.
pub(crate) fn bill(priced: &PricedCart, standing: Standing) -> Bill {
    let money = |minor| Money::new(minor, priced.currency);
    let sends = priced.vendors.iter().any(|vendor| vendor.needs_shipping);
    let knows_where =
        priced.is_deliverable() && priced.vendors.iter().any(|vendor| !vendor.options.is_empty());
    let totals = if priced.is_deliverable() { priced.totals() } else { priced.totals_before_shipping() };
    let is_shipping = |given: &&Adjustment| matches!(given.target, AdjustmentTarget::Shipping(_));
    let of_lines = priced.adjustments.iter().filter(|given| !is_shipping(given));
    let of_shipping = priced.adjustments.iter().filter(is_shipping);
    Bill {
        pieces: priced.lines.iter().map(|line| line.quantity).sum(),
        sellers: u32::try_from(priced.vendors.len()).unwrap_or(u32::MAX),
        goods: money(priced.subtotal),
        discounts: Discount::each(
            of_lines.map(|given| (given.promotion, &given.name, money(given.discount))),
        ),
        delivery_lowered_by: named_once(of_shipping.map(|given| given.name.as_str())),
        delivery: (knows_where || !sends).then(|| money(totals.shipping_total)),
        tax: money(totals.tax_total),
        tax_rate: one_rate(priced.lines.iter().map(|line| line.tax_bps)),
        tax_included: priced.tax_included,
        total: money(totals.grand_total),
        standing,
    }
}
