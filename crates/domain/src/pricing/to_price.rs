//! What goes into pricing.

use crate::address::Destination;
use crate::ids::{CartLineId, CategoryId, ProductId, PromotionId, ShippingMethodId, VariantId, VendorId};
use crate::money::Currency;
use crate::pricing::CarrierQuestion;
use crate::tax::{TaxClassCode, TaxTerms};
use std::collections::BTreeMap;

/// A cart with everything its price depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartToPrice {
    /// The market's charge currency.
    pub currency: Currency,
    /// The lines, in the order they are shown.
    pub lines: Vec<LineToPrice>,
    /// Where it goes, once known.
    pub destination: Option<Destination>,
    /// The way each vendor shall ship, where the buyer chose.
    pub chosen: BTreeMap<VendorId, ShippingMethodId>,
    /// The codes entered.
    pub codes: Vec<EnteredCode>,
    /// Promotions that may not be used again.
    pub used_up: BTreeMap<PromotionId, UsedUp>,
    /// What carriers said that they take, in minor units.
    pub live: BTreeMap<CarrierQuestion, i64>,
    /// What is known of its taxes beside the market's own rules.
    pub tax: CartTax,
}

/// What is known of a cart's taxes beside the market's own rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CartTax {
    /// Whether its buyer pays none. Prices that include tax stay as they are, with none in them.
    pub exempt: bool,
    /// What somebody else said is due where it goes; `None`: the market's own rules say it.
    pub told: Option<TaxTerms>,
}

/// A code that was entered, and what it unlocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredCode {
    /// The code, as it is written in the promotion.
    pub code: String,
    /// What it unlocks.
    pub promotion: PromotionId,
    /// What that is called.
    pub name: String,
    /// Whether it still unlocks it.
    pub standing: CodeStanding,
}

/// Whether a code still unlocks its promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeStanding {
    /// It does.
    Open,
    /// It was used as often as it may be.
    UsedUp,
    /// It, or its promotion, was taken back.
    Withdrawn,
}

/// Why a promotion may not be used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsedUp {
    /// It was used as often as it may be.
    ByAll,
    /// This buyer used it as often as one may.
    ByBuyer,
}

/// One line of a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineToPrice {
    /// The line.
    pub line: CartLineId,
    /// What is bought.
    pub variant: VariantId,
    /// Its product.
    pub product: ProductId,
    /// Who sells it.
    pub vendor: VendorId,
    /// Its categories and all their ancestors.
    pub categories: Vec<CategoryId>,
    /// Price of one piece in minor units, 0 to [`crate::money::MAX_PRICE`].
    pub unit_price: i64,
    /// Pieces, 1 to 999.
    pub quantity: u32,
    /// Whether tax is due on it.
    pub taxable: bool,
    /// What kind of goods it is to the taxes.
    pub tax_class: TaxClassCode,
    /// Whether it has to be sent.
    pub requires_shipping: bool,
    /// Weight of one piece in grams.
    pub weight_g: u32,
}
