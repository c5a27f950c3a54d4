//! Every amount of an order, decided once, when it is placed.

use crate::commission::{Rate, RateRule, commission, most_specific};
use crate::ids::CategoryId;
use crate::ledger::Split;
use crate::money::{round_half_up, share_by_largest_remainder};
use crate::pricing::{PricedCart, PricedLine, PricedVendor, Totals, WHOLE_BPS};
use crate::tax::TaxRemitter;

/// What the market keeps of a sale, and which taxes it pays on.
#[derive(Debug, Clone, Copy)]
pub struct SaleTerms<'t> {
    /// The commission rates that were agreed; the most specific wins.
    pub rates: &'t [RateRule],
    /// The commission rate where none of them fits.
    pub default_rate: Rate,
    /// The tax on the commission, in basis points.
    pub commission_tax_bps: u32,
    /// Whether commission is of shipping fees too.
    pub on_shipping: bool,
}

/// An order with every amount in it: what is stored, posted and given back is read from here and never reckoned anew.
///
/// The splits of lines and shipping sum to their vendor order's, and the vendor orders to the order, cent by cent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement<'c> {
    /// What the buyer pays.
    pub totals: Totals,
    /// Whether prices include their tax.
    pub tax_included: bool,
    /// Who pays the tax on.
    pub tax_remitter: TaxRemitter,
    /// One for each vendor, in the order of the cart.
    pub vendor_orders: Vec<PlacedVendorOrder<'c>>,
}

/// What one vendor sells and sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedVendorOrder<'c> {
    /// Its prices, discounts, shipping and taxes.
    pub priced: &'c PricedVendor,
    /// Who gets what of all of it.
    pub split: Split,
    /// Who gets what of its shipping.
    pub shipping: Split,
    /// Its lines, in the order of the cart.
    pub lines: Vec<PlacedLine<'c>>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedLine<'c> {
    /// Its price, discount and tax.
    pub priced: &'c PricedLine,
    /// The commission rate it was placed under, in basis points.
    pub commission_bps: u32,
    /// Who gets what of it.
    pub split: Split,
}

impl<'c> Placement<'c> {
    /// The order that a priced cart becomes.
    ///
    /// Commission is reckoned once for each vendor and rate, on the sum of the lines under that rate, and shared over
    /// them; its tax once for each vendor. Shipping, where commission is of it too, is under the rate of no category.
    pub fn of(cart: &'c PricedCart, terms: &SaleTerms<'_>) -> Self {
        let vendor_orders = cart.vendors.iter().map(|vendor| vendor_order(cart, vendor, terms)).collect();
        Self {
            totals: cart.totals(),
            tax_included: cart.tax_included,
            tax_remitter: cart.tax_remitter,
            vendor_orders,
        }
    }
}

fn vendor_order<'c>(
    cart: &'c PricedCart,
    vendor: &'c PricedVendor,
    terms: &SaleTerms<'_>,
) -> PlacedVendorOrder<'c> {
    let lines: Vec<&PricedLine> = cart.lines.iter().filter(|line| line.vendor == vendor.vendor).collect();
    let kept = commissions(cart, vendor, &lines, terms);
    let shares: Vec<i64> = kept.iter().map(|kept| kept.share).collect();
    let tax = round_half_up(shares.iter().sum(), i64::from(terms.commission_tax_bps), WHOLE_BPS);
    let mut taxes = share_by_largest_remainder(tax, &shares);
    // the shipping stands behind the lines
    let of_shipping = (kept.last().copied().unwrap_or_default(), taxes.pop().unwrap_or_default());
    let remitted = |tax| if cart.tax_remitter == TaxRemitter::Market { tax } else { 0 };
    let lines: Vec<PlacedLine<'_>> = lines
        .into_iter()
        .zip(kept.iter().zip(taxes))
        .map(|(priced, (kept, commission_tax))| PlacedLine {
            priced,
            commission_bps: kept.bps,
            split: net_of(Split {
                gross: priced.total,
                platform_discount: priced.platform_discount,
                commission: kept.share,
                commission_tax,
                sales_tax: remitted(priced.tax),
                net: 0,
            }),
        })
        .collect();
    let shipping = net_of(Split {
        gross: vendor.shipping + if cart.tax_included { 0 } else { vendor.shipping_tax },
        platform_discount: vendor.platform_shipping,
        commission: of_shipping.0.share,
        commission_tax: of_shipping.1,
        sales_tax: remitted(vendor.shipping_tax),
        ..Split::default()
    });
    let split = lines.iter().map(|line| line.split).sum::<Split>() + shipping;
    PlacedVendorOrder { priced: vendor, split, shipping, lines }
}

/// The vendor's net: what the others leave of the buyer's money and the market's.
fn net_of(split: Split) -> Split {
    let others = split.commission + split.commission_tax + split.sales_tax;
    Split { net: split.gross + split.platform_discount - others, ..split }
}

/// What the market keeps of one line.
#[derive(Clone, Copy, Default)]
struct Kept {
    bps: u32,
    share: i64,
}

/// The commission of each line of one vendor, and of its shipping last.
fn commissions(
    cart: &PricedCart,
    vendor: &PricedVendor,
    lines: &[&PricedLine],
    terms: &SaleTerms<'_>,
) -> Vec<Kept> {
    let rate = |categories: &[CategoryId]| {
        most_specific(terms.rates, vendor.vendor, categories).unwrap_or(terms.default_rate)
    };
    let rates: Vec<Rate> = lines.iter().map(|line| rate(&line.categories)).chain([rate(&[])]).collect();
    let shipping = if terms.on_shipping { vendor.commission_base(cart.tax_included) } else { 0 };
    let bases: Vec<i64> =
        lines.iter().map(|line| line.commission_base(cart.tax_included)).chain([shipping]).collect();
    let mut kept = vec![Kept::default(); bases.len()];
    let mut done: Vec<Rate> = Vec::new();
    for rate in &rates {
        if done.contains(rate) {
            continue;
        }
        done.push(*rate);
        // other rates' lines weigh nothing here; should none weigh anything, there is nothing to share either
        let under: Vec<i64> =
            bases.iter().zip(&rates).map(|(base, of)| if of == rate { *base } else { 0 }).collect();
        let shares = share_by_largest_remainder(commission(under.iter().sum(), *rate), &under);
        for ((kept, share), _) in kept.iter_mut().zip(shares).zip(&rates).filter(|(_, of)| *of == rate) {
            *kept = Kept { bps: rate.percent_bps, share };
        }
    }
    kept
}

/// What goes back of a line's split when `count` more of its `quantity` pieces go back after `before` did.
///
/// Each share is what is due for all pieces so far less what was due before, so that pieces in any portions sum exactly to
/// the line. More pieces than are left are cut to those.
pub fn split_of_pieces(line: Split, quantity: u32, before: u32, count: u32) -> Split {
    let before = before.min(quantity);
    let after = before.saturating_add(count).min(quantity);
    let due = |whole: i64, pieces: u32| round_half_up(whole, i64::from(pieces), i64::from(quantity));
    let share = |whole: i64| due(whole, after) - due(whole, before);
    net_of(Split {
        gross: share(line.gross),
        platform_discount: share(line.platform_discount),
        commission: share(line.commission),
        commission_tax: share(line.commission_tax),
        sales_tax: share(line.sales_tax),
        net: 0,
    })
}
