//! Sums: of a line, of a vendor, of the cart.

use super::discounts::Discounts;
use super::shipping::{Parcel, Shipped};
use super::tax::Due;
use crate::ids::VendorId;
use crate::money::Currency;
use crate::pricing::{Adjustment, LineToPrice, PricedCart, PricedLine, PricedVendor};
use std::collections::BTreeSet;

/// The lines before their tax, which [`Due::levy`] lays on them.
pub(super) fn lines(lines: &[LineToPrice], discounts: &Discounts, due: &Due) -> Vec<PricedLine> {
    let priced = |(line, discount): (&LineToPrice, &super::discounts::LineDiscount)| {
        let subtotal = line.unit_price * i64::from(line.quantity);
        PricedLine {
            line: line.line,
            variant: line.variant,
            vendor: line.vendor,
            categories: line.categories.clone(),
            unit_price: line.unit_price,
            quantity: line.quantity,
            subtotal,
            discount: discount.discount,
            platform_discount: discount.platform,
            tax: 0,
            tax_bps: due.bps_of(line),
            tax_class: line.tax_class.clone(),
            total: subtotal - discount.discount,
        }
    };
    lines.iter().zip(&discounts.lines).map(priced).collect()
}

/// The vendors of a cart, each once, in the order of their first lines: parcels are told in the order of the cart.
pub(super) fn vendors_of(lines: &[LineToPrice]) -> Vec<VendorId> {
    let mut seen = BTreeSet::new();
    lines.iter().map(|line| line.vendor).filter(|vendor| seen.insert(*vendor)).collect()
}

pub(super) fn vendor(
    parcel: &Parcel<'_>,
    (shipped, shipping_tax): (Shipped, i64),
    lines: &[PricedLine],
    due: &Due,
) -> PricedVendor {
    let sum = |of: fn(&PricedLine) -> i64| -> i64 {
        lines.iter().filter(|line| line.vendor == parcel.vendor).map(of).sum()
    };
    PricedVendor {
        vendor: parcel.vendor,
        options: shipped.options,
        chosen: shipped.chosen,
        needs_shipping: parcel.needs_shipping,
        undeliverable: shipped.undeliverable,
        choice_not_offered: shipped.choice_not_offered,
        unanswered: shipped.unanswered,
        subtotal: sum(|line| line.subtotal),
        discount: sum(|line| line.discount),
        platform_discount: sum(|line| line.platform_discount),
        platform_shipping: shipped.platform,
        shipping: shipped.fee,
        shipping_tax,
        tax: sum(|line| line.tax) + shipping_tax,
        total: sum(|line| line.total) + shipped.fee + due.on_top(shipping_tax),
    }
}

pub(super) fn cart(
    currency: Currency,
    due: &Due,
    lines: Vec<PricedLine>,
    vendors: Vec<PricedVendor>,
    adjustments: Vec<Adjustment>,
) -> PricedCart {
    let subtotal: i64 = lines.iter().map(|line| line.subtotal).sum();
    let discount_total: i64 = lines.iter().map(|line| line.discount).sum();
    let shipping_total: i64 = vendors.iter().map(|vendor| vendor.shipping).sum();
    let tax_total: i64 = vendors.iter().map(|vendor| vendor.tax).sum();
    PricedCart {
        currency,
        tax_included: due.included(),
        tax_remitter: due.remitter(),
        lines,
        vendors,
        adjustments,
        considered: Vec::new(),
        subtotal,
        discount_total,
        shipping_total,
        tax_total,
        grand_total: subtotal - discount_total + shipping_total + due.on_top(tax_total),
    }
}
