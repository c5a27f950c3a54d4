//! The steps of pricing, in their order.

mod discounts;
mod eligible;
mod sets;
mod shipping;
mod tax;
mod totals;
mod verdicts;

use super::{CartToPrice, PricedCart, Promotion, ShippingRules, TaxRules};
use crate::bounds::cart::MAX_LINES;
use crate::money::MAX_PRICE;
use crate::pricing::PricingRefusal;
use crate::quantity::Quantity;
use jiff::Timestamp;

/// Prices a cart: the same cart, rules and time give the same prices, always.
///
/// Of the promotions that reach it the buyer gets the cheapest set of those that may apply together
/// ([`crate::pricing::Stacking`]); none, should every one make it dearer (as a discount that forfeits free shipping can). The
/// order in which they are given counts for nothing. [`PricedCart::considered`] says what became of each.
/// Without a destination shipping is not priced yet: no options, fee 0, and tax at the default rate.
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
    let due = &tax::Due::at(cart, tax);
    let mut best = price_with(cart, &[], due, rules, now);
    let checked: verdicts::Checked<'_> = eligible::in_order(promotions)
        .into_iter()
        .map(|promotion| (promotion, eligible::check(cart, promotion, now)))
        .collect();
    let reached: Vec<&Promotion> =
        checked.iter().filter(|(_, checked)| checked.is_ok()).map(|(promotion, _)| *promotion).collect();
    let mut chosen = Vec::new();
    let total = |cart: &CartToPrice, set: &[&Promotion]| price_with(cart, set, due, rules, now).grand_total;
    for together in sets::alternatives(cart, &reached, total) {
        let priced = price_with(cart, &together, due, rules, now);
        // what costs the same as without is told as applied: a shipping fee may not be known yet
        let is_first = chosen.is_empty() && priced.grand_total == best.grand_total;
        if is_first || priced.grand_total < best.grand_total {
            (best, chosen) = (priced, together);
        }
    }
    best.considered = verdicts::of(cart, checked, &chosen, &best);
    Ok(best)
}

fn price_with(
    cart: &CartToPrice,
    promotions: &[&Promotion],
    due: &tax::Due,
    rules: &ShippingRules,
    now: Timestamp,
) -> PricedCart {
    let discounts = discounts::give(&cart.lines, &cart.codes, promotions);
    let mut lines = totals::lines(&cart.lines, &discounts, due);
    let mut adjustments = discounts.adjustments;
    let mut vendors = Vec::new();
    for vendor in totals::vendors_of(&cart.lines) {
        let parcel = shipping::Parcel::of(vendor, &cart.lines, &lines);
        let shipped = shipping::ship(&parcel, cart, rules, promotions, now);
        adjustments.extend(shipped.adjustment.clone());
        let shipping_tax = due.levy(&mut lines, vendor, shipped.fee);
        vendors.push(totals::vendor(&parcel, (shipped, shipping_tax), &lines, due));
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
