//! The steps of pricing, in their order.

mod discounts;
mod eligible;
mod shipping;
mod tax;
mod totals;

use super::{CartToPrice, PricedCart, Promotion, ShippingRules, TaxRules};
use crate::bounds::cart::MAX_LINES;
use crate::money::MAX_PRICE;
use crate::pricing::PricingRefusal;
use crate::quantity::Quantity;
use jiff::Timestamp;

/// Prices a cart: the same cart, rules and time give the same prices, always.
///
/// Of the promotions that reach it, either all combinable ones apply together or one exclusive one alone, whichever
/// leaves the buyer the lower total; none, should every one make it dearer (as a discount that forfeits free shipping
/// can). Without a destination shipping is not priced yet: no options, fee 0, and tax at the default rate.
///
/// A vendor that ships nothing there is priced without shipping and says so ([`crate::pricing::PricedVendor::undeliverable`]); a way to ship
/// that is not offered gives way to the cheapest. [`PricedCart::require_shippable`]
/// refuses both.
///
/// Errors: [`PricingRefusal::TooLarge`] for numbers beyond the bounds that keep every sum exact.
pub fn price(
    cart: &CartToPrice,
    promotions: &[Promotion],
    tax: &TaxRules,
    rules: &ShippingRules,
    now: Timestamp,
) -> Result<PricedCart, PricingRefusal> {
    check_bounds(cart)?;
    let mut best = price_with(cart, &[], tax, rules, now);
    for together in eligible::alternatives(cart, promotions, now) {
        let priced = price_with(cart, &together, tax, rules, now);
        if priced.grand_total < best.grand_total {
            best = priced;
        }
    }
    Ok(best)
}

fn price_with(
    cart: &CartToPrice,
    promotions: &[&Promotion],
    tax: &TaxRules,
    rules: &ShippingRules,
    now: Timestamp,
) -> PricedCart {
    let discounts = discounts::give(&cart.lines, promotions);
    let due = tax::due(cart.destination.as_ref(), tax);
    let lines = totals::lines(&cart.lines, &discounts, due);
    let mut adjustments = discounts.adjustments;
    let mut vendors = Vec::new();
    for vendor in totals::vendors_of(&cart.lines) {
        let parcel = shipping::Parcel::of(vendor, &cart.lines, &lines);
        let shipped = shipping::ship(&parcel, cart, rules, promotions, now);
        adjustments.extend(shipped.adjustment.clone());
        vendors.push(totals::vendor(&parcel, shipped, &lines, due));
    }
    totals::cart(cart.currency, due, lines, vendors, adjustments)
}

/// Within these bounds no sum can leave `i64`.
fn check_bounds(cart: &CartToPrice) -> Result<(), PricingRefusal> {
    let fits = cart.lines.len() <= MAX_LINES
        && cart.lines.iter().all(|line| {
            (0..=MAX_PRICE).contains(&line.unit_price) && (1..=Quantity::MAX).contains(&line.quantity)
        });
    if fits { Ok(()) } else { Err(PricingRefusal::TooLarge) }
}
