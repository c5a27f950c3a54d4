//! What comes out of pricing.

use super::Bearer;
use crate::ids::{CartLineId, PromotionId, ShippingMethodId, VariantId, VendorId};
use crate::money::Currency;

/// A cart with every price in it; all amounts in minor units of `currency`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedCart {
    /// The currency of every amount.
    pub currency: Currency,
    /// Whether prices include their tax; then `tax_total` is a part of `grand_total`, not added to it.
    pub tax_included: bool,
    /// The lines, in the order given.
    pub lines: Vec<PricedLine>,
    /// The vendors, by id.
    pub vendors: Vec<PricedVendor>,
    /// What lowered a price, one for each promotion and thing it lowered.
    pub adjustments: Vec<Adjustment>,
    /// Σ unit price × quantity.
    pub subtotal: i64,
    /// Σ discounts of lines; a lowered shipping fee is in `shipping_total` already.
    pub discount_total: i64,
    /// Σ shipping fees to pay.
    pub shipping_total: i64,
    /// Σ tax of lines and shipping.
    pub tax_total: i64,
    /// subtotal − discount_total + shipping_total + (tax_included ? 0 : tax_total).
    pub grand_total: i64,
}

impl PricedCart {
    /// The five totals and their currency.
    pub fn totals(&self) -> Totals {
        Totals {
            currency: self.currency,
            subtotal: self.subtotal,
            discount_total: self.discount_total,
            shipping_total: self.shipping_total,
            tax_total: self.tax_total,
            grand_total: self.grand_total,
        }
    }
}

/// The totals of an order or cart, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Their currency.
    pub currency: Currency,
    /// Σ unit price × quantity.
    pub subtotal: i64,
    /// Σ discounts of lines.
    pub discount_total: i64,
    /// Σ shipping fees.
    pub shipping_total: i64,
    /// Σ tax.
    pub tax_total: i64,
    /// What the buyer pays.
    pub grand_total: i64,
}

/// One line with its price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    /// The line.
    pub line: CartLineId,
    /// What is bought.
    pub variant: VariantId,
    /// Who sells it.
    pub vendor: VendorId,
    /// Price of one piece, before discounts.
    pub unit_price: i64,
    /// Pieces.
    pub quantity: u32,
    /// unit_price × quantity.
    pub subtotal: i64,
    /// What promotions took off, at most the subtotal.
    pub discount: i64,
    /// The part of `discount` the market bears.
    pub platform_discount: i64,
    /// Its tax, rounded half up once.
    pub tax: i64,
    /// The rate used, in basis points.
    pub tax_bps: u32,
    /// subtotal − discount, and the tax where prices do not include it.
    pub total: i64,
}

/// One vendor's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedVendor {
    /// The vendor.
    pub vendor: VendorId,
    /// Ways to ship to the destination, cheapest first; empty without one.
    pub options: Vec<ShippingOption>,
    /// The way it ships; `None` without a destination or a need.
    pub chosen: Option<ShippingMethodId>,
    /// Whether any of its goods has to be sent.
    pub needs_shipping: bool,
    /// Σ subtotals of its lines.
    pub subtotal: i64,
    /// Σ discounts of its lines.
    pub discount: i64,
    /// The part of `discount` the market bears.
    pub platform_discount: i64,
    /// Shipping the market pays in the buyer's place; with `platform_discount` it is what the market adds.
    pub platform_shipping: i64,
    /// Its shipping fee to pay.
    pub shipping: i64,
    /// Tax of the shipping.
    pub shipping_tax: i64,
    /// Tax of lines and shipping.
    pub tax: i64,
    /// What the buyer pays for this part.
    pub total: i64,
}

impl PricedVendor {
    /// What the market adds to the buyer's money: `platform_discount` of a [`crate::ledger::Capture`].
    pub fn market_adds(&self) -> i64 {
        self.platform_discount + self.platform_shipping
    }

    /// The part of the discount the vendor bears; only it lowers the commission base.
    pub fn vendor_borne_discount(&self) -> i64 {
        self.discount - self.platform_discount
    }
}

/// One way to ship, with its fee after promotions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippingOption {
    /// The method.
    pub method: ShippingMethodId,
    /// Its name.
    pub name: String,
    /// The fee to pay, before tax where prices do not include it.
    pub fee: i64,
    /// Days at least.
    pub min_days: u16,
    /// Days at most.
    pub max_days: u16,
}

/// One thing a promotion lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// The promotion.
    pub promotion: PromotionId,
    /// Its name.
    pub name: String,
    /// The code that unlocked it, as it is written in the promotion.
    pub code: Option<String>,
    /// Who bears it.
    pub bearer: Bearer,
    /// What it lowered.
    pub target: AdjustmentTarget,
    /// By how much, positive.
    pub off: i64,
}

/// What an adjustment lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdjustmentTarget {
    /// A line's price.
    Line(CartLineId),
    /// A vendor's shipping fee.
    Shipping(VendorId),
}
