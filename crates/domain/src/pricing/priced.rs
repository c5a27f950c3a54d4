//! What comes out of pricing.

use super::{CarrierQuestion, Considered, FundedBy, PricingRefusal, included_tax};
use crate::ids::{CartLineId, CategoryId, PromotionId, ShippingMethodId, VariantId, VendorId};
use crate::money::Currency;
use crate::tax::{TaxClassCode, TaxRemitter};
use crate::words::words;

/// A cart with every price in it; all amounts in minor units of `currency`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedCart {
    /// The currency of every amount.
    pub currency: Currency,
    /// Whether prices include their tax; then `tax_total` is a part of `grand_total`, not added to it.
    pub tax_included: bool,
    /// Who pays the tax on.
    pub tax_remitter: TaxRemitter,
    /// The lines, in the order given.
    pub lines: Vec<PricedLine>,
    /// The vendors, in the order of their first lines.
    pub vendors: Vec<PricedVendor>,
    /// What lowered a price, one for each promotion and thing it lowered.
    pub adjustments: Vec<Adjustment>,
    /// Each promotion that was looked at, and what became of it.
    pub considered: Vec<Considered>,
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
    /// Errors: the first vendor that ships nothing there, or not in the way that was chosen. An order needs both.
    pub fn require_shippable(&self) -> Result<(), PricingRefusal> {
        for vendor in &self.vendors {
            if vendor.undeliverable.is_some() {
                return Err(PricingRefusal::NoShippingMethod { vendor: vendor.vendor });
            }
        }
        self.require_choices()
    }

    /// Errors: the first vendor that does not offer the way to ship that was chosen of it. One that ships nothing there is
    /// let be: it says so itself.
    pub fn require_choices(&self) -> Result<(), PricingRefusal> {
        match self.vendors.iter().find(|vendor| vendor.choice_not_offered) {
            Some(vendor) => Err(PricingRefusal::ShippingMethodNotOffered { vendor: vendor.vendor }),
            None => Ok(()),
        }
    }

    /// What carriers have not said.
    pub fn questions(&self) -> impl Iterator<Item = &CarrierQuestion> {
        self.vendors.iter().flat_map(|vendor| &vendor.unanswered)
    }

    /// Whether each vendor ships its goods there, as far as it is known where that is.
    pub fn is_deliverable(&self) -> bool {
        self.vendors.iter().all(|vendor| vendor.undeliverable.is_none())
    }

    /// The totals of the goods alone: what can be told while a vendor does not ship there.
    pub fn totals_before_shipping(&self) -> Totals {
        let shipping_tax: i64 = self.vendors.iter().map(|vendor| vendor.shipping_tax).sum();
        let on_top = if self.tax_included { 0 } else { shipping_tax };
        Totals {
            shipping_total: 0,
            tax_total: self.tax_total - shipping_tax,
            grand_total: self.grand_total - self.shipping_total - on_top,
            ..self.totals()
        }
    }

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
    /// Its categories and all their ancestors, nearest first.
    pub categories: Vec<CategoryId>,
    /// Price of one piece, before discounts.
    pub unit_price: i64,
    /// Pieces.
    pub quantity: u32,
    /// unit_price × quantity.
    pub subtotal: i64,
    /// What promotions took off, at most the subtotal.
    pub discount: i64,
    /// The part of `discount` the market funds.
    pub platform_discount: i64,
    /// Its tax: rounded half up once, or its share of what was.
    pub tax: i64,
    /// The rate used, in basis points.
    pub tax_bps: u32,
    /// The class that the rate is of.
    pub tax_class: TaxClassCode,
    /// subtotal − discount, and the tax where prices do not include it.
    pub total: i64,
}

impl PricedLine {
    /// What the market's commission is of: the price less what the vendor itself gave off, without tax. What the market gave
    /// off does not lower it.
    pub fn commission_base(&self, tax_included: bool) -> i64 {
        let price = self.subtotal - (self.discount - self.platform_discount);
        match (tax_included, self.platform_discount) {
            (false, _) => price,
            // it is what the buyer pays, and so is the tax in it, however often that was rounded
            (true, 0) => price - self.tax,
            (true, _) => price - included_tax(price, self.tax_bps),
        }
    }
}

/// Why nothing of a vendor's can be sent to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undeliverable {
    /// No way to ship serves the country.
    NoMethod,
    /// Some do, and none of them has a fee for such a parcel: it is heavier or dearer than their last bracket.
    NoFee,
    /// Some serve parts of the country, and it is not said which part it goes to.
    RegionUnknown,
    /// Some do, and their carriers have not said what they take.
    NoAnswer,
}

words!(Undeliverable {
    NoMethod = "no_method",
    NoFee = "no_fee",
    RegionUnknown = "region_unknown",
    NoAnswer = "no_answer"
});

/// What one vendor sells and sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedVendor {
    /// The vendor.
    pub vendor: VendorId,
    /// Ways to ship to the destination, cheapest first; empty without one.
    pub options: Vec<ShippingOption>,
    /// The way it ships: the chosen one, else the cheapest; `None` without a destination, a need, or a way.
    pub chosen: Option<ShippingMethodId>,
    /// Whether any of its goods has to be sent.
    pub needs_shipping: bool,
    /// Why nothing of it can be sent to the destination: then no order can be placed, and its shipping counts nothing.
    pub undeliverable: Option<Undeliverable>,
    /// Whether a way was chosen that is not among the options, and the cheapest one took its place.
    pub choice_not_offered: bool,
    /// What carriers have not said: the ways to ship that wait for it are left out of the options.
    pub unanswered: Vec<CarrierQuestion>,
    /// Σ subtotals of its lines.
    pub subtotal: i64,
    /// Σ discounts of its lines.
    pub discount: i64,
    /// The part of `discount` the market funds.
    pub platform_discount: i64,
    /// Shipping the market pays in the buyer's place; with `platform_discount` it is what the market adds.
    pub platform_shipping: i64,
    /// Its shipping fee to pay.
    pub shipping: i64,
    /// Tax of the shipping.
    pub shipping_tax: i64,
    /// Tax of lines and shipping.
    pub tax: i64,
    /// What the buyer pays this vendor.
    pub total: i64,
}

impl PricedVendor {
    /// What the market's commission on shipping is of: the fee without tax, whoever pays it.
    pub fn commission_base(&self, tax_included: bool) -> i64 {
        let inside = if tax_included { self.shipping_tax } else { 0 };
        self.shipping - inside + self.platform_shipping
    }

    /// The way it ships, with its fee and days.
    pub fn chosen_option(&self) -> Option<&ShippingOption> {
        self.options.iter().find(|option| Some(option.method) == self.chosen)
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
    /// Days from the order until its vendor hands it over.
    pub handling_days: u16,
    /// Days from the order until it arrives at least: the vendor's handling and the way.
    pub min_days: u16,
    /// The same at most.
    pub max_days: u16,
    /// Whether whoever brings it takes cash for it.
    pub takes_cash: bool,
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
    /// Who pays for it.
    pub funded_by: FundedBy,
    /// What it lowered.
    pub target: AdjustmentTarget,
    /// By how much, positive.
    pub discount: i64,
    /// The part of `discount` the market funds.
    pub platform: i64,
}

/// What an adjustment lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdjustmentTarget {
    /// A line's price.
    Line(CartLineId),
    /// A vendor's shipping fee.
    Shipping(VendorId),
}
