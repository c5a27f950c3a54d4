//! Promotions, as values.

use crate::ids::{CategoryId, ProductId, PromotionId, VendorId};
use crate::words::words;
use jiff::Timestamp;

/// A rule that lowers a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// The promotion.
    pub id: PromotionId,
    /// Its name, as the buyer reads it.
    pub name: String,
    /// The word that unlocks it; `None` for one that applies by itself.
    pub code: Option<String>,
    /// What it gives.
    pub benefit: Benefit,
    /// On what.
    pub scope: Scope,
    /// From when, this instant included.
    pub starts_at: Option<Timestamp>,
    /// Until when, this instant excluded.
    pub ends_at: Option<Timestamp>,
    /// Least value of the goods in scope, before discounts, in minor units.
    pub minimum: Option<i64>,
    /// How it goes with others.
    pub stacking: Stacking,
    /// Who pays for it.
    pub funded_by: FundedBy,
}

/// What a promotion gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Benefit {
    /// A share of the price: rounded line by line for a product or category, once and shared over the lines for
    /// everything or everything of a vendor.
    Percent {
        /// Basis points, at most 10 000.
        bps: u32,
    },
    /// A sum off the goods in scope together, shared over their lines.
    FixedAmount {
        /// Minor units; never more than the goods cost.
        discount: i64,
    },
    /// No shipping fee for vendors with goods in scope.
    FreeShipping,
    /// After every `buy` pieces in scope the next `get` are cheaper; of all of them, the cheapest ones.
    BuyXGetY {
        /// Pieces at full price.
        buy: u32,
        /// Pieces that get cheaper.
        get: u32,
        /// By how much, in basis points; 10 000 is free.
        discount_bps: u32,
    },
    /// Each piece in scope costs this, when it costs more otherwise.
    FixedPrice {
        /// Minor units of one piece.
        unit_price: i64,
    },
}

/// What a promotion reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything in the cart.
    All,
    /// One vendor's goods.
    Vendor(VendorId),
    /// Goods of a category or below it.
    Category(CategoryId),
    /// One product.
    Product(ProductId),
}

/// How a promotion goes with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stacking {
    /// Together with any other that is combinable.
    Combinable,
    /// Alone: the one exclusive promotion, or all combinable ones, whichever saves the buyer more.
    Exclusive,
}

words!(Stacking { Combinable = "combinable", Exclusive = "exclusive" });

/// Who pays for a discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundedBy {
    /// The vendor gets less.
    Vendor,
    /// The market pays the vendor the difference.
    Platform,
}

words!(FundedBy { Vendor = "vendor", Platform = "platform" });
