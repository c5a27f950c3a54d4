//! Promotions, as values.

use super::{LineToPrice, WHOLE_BPS};
use crate::ids::{CategoryId, ProductId, PromotionId, VendorId};
use crate::words::words;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// A rule that lowers a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// The promotion.
    pub id: PromotionId,
    /// The vendor that made it: it reaches nothing but that vendor's goods, and that vendor pays for it. `None`: the market.
    pub owner: Option<VendorId>,
    /// Its name, as the buyer reads it.
    pub name: String,
    /// Whether a code has to unlock it; otherwise it applies by itself.
    pub needs_code: bool,
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
    /// Fewest pieces in scope.
    pub minimum_quantity: Option<u32>,
    /// How it goes with others.
    pub stacking: Stacking,
    /// What comes first: a higher one wins in the priority lane, and is taken off before a lower one.
    pub priority: u8,
    /// Who pays for it.
    pub funded_by: FundedBy,
}

impl Promotion {
    /// Whether it reaches a line.
    pub fn reaches(&self, line: &LineToPrice) -> bool {
        self.owner.is_none_or(|owner| line.vendor == owner)
            && match &self.scope {
                Scope::All => true,
                Scope::Vendors(vendors) => vendors.contains(&line.vendor),
                Scope::Categories(some) => line.categories.iter().any(|one| some.contains(one)),
                Scope::Products(products) => products.contains(&line.product),
            }
    }

    /// Who pays for it: a vendor always pays for its own.
    pub fn bearer(&self) -> FundedBy {
        if self.owner.is_some() { FundedBy::Vendor } else { self.funded_by }
    }
}

/// What a promotion gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Benefit {
    /// A share of the price: rounded line by line for products or categories, once and shared over the lines for
    /// everything or everything of vendors.
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

impl Benefit {
    /// Its kind.
    pub fn kind(self) -> BenefitKind {
        match self {
            Self::Percent { .. } => BenefitKind::Percent,
            Self::FixedAmount { .. } => BenefitKind::Fixed,
            Self::FreeShipping => BenefitKind::FreeShipping,
            Self::BuyXGetY { .. } => BenefitKind::BuyXGetY,
            Self::FixedPrice { .. } => BenefitKind::FixedPrice,
        }
    }
}

/// What kind of thing a promotion gives, as it is stored and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BenefitKind {
    /// [`Benefit::Percent`].
    Percent,
    /// [`Benefit::FixedAmount`].
    Fixed,
    /// [`Benefit::FreeShipping`].
    FreeShipping,
    /// [`Benefit::BuyXGetY`].
    BuyXGetY,
    /// [`Benefit::FixedPrice`].
    FixedPrice,
}

words!(BenefitKind {
    Percent = "percent",
    Fixed = "fixed",
    FreeShipping = "free_shipping",
    BuyXGetY = "buy_x_get_y",
    FixedPrice = "fixed_price",
});

/// What a promotion reaches; a vendor's own never more than its goods.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everything in the cart.
    All,
    /// The goods of some vendors.
    Vendors(BTreeSet<VendorId>),
    /// Goods of some categories, or below them.
    Categories(BTreeSet<CategoryId>),
    /// Some products.
    Products(BTreeSet<ProductId>),
}

impl Scope {
    /// Its kind.
    pub fn kind(&self) -> ScopeKind {
        match self {
            Self::All => ScopeKind::All,
            Self::Vendors(_) => ScopeKind::Vendors,
            Self::Categories(_) => ScopeKind::Categories,
            Self::Products(_) => ScopeKind::Products,
        }
    }
}

/// What kind of things a promotion reaches, as it is stored and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScopeKind {
    /// [`Scope::All`].
    All,
    /// [`Scope::Vendors`].
    Vendors,
    /// [`Scope::Categories`].
    Categories,
    /// [`Scope::Products`].
    Products,
}

words!(ScopeKind { All = "all", Vendors = "vendors", Categories = "categories", Products = "products" });

/// How a promotion goes with others: each is a lane. Those of the market and those of each vendor have lanes of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stacking {
    /// Together with any other that is combinable.
    Combinable,
    /// Of this lane only the one of the highest priority that lowers anything; together with the combinable ones.
    Priority,
    /// Alone: the one exclusive promotion, or the others, whichever saves the buyer more. One of a vendor excludes that
    /// vendor's others, one of the market excludes all.
    Exclusive,
}

words!(Stacking { Combinable = "combinable", Priority = "priority", Exclusive = "exclusive" });

/// Who pays for a discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundedBy {
    /// The vendor gets less.
    Vendor,
    /// The market pays the vendor the difference.
    Platform,
    /// Both.
    Shared {
        /// The market's part in basis points, less than 10 000.
        platform_bps: u32,
    },
}

impl FundedBy {
    /// Who pays when the market pays that part, in basis points.
    pub fn of_platform_bps(bps: u32) -> Self {
        match bps {
            0 => Self::Vendor,
            bps if i64::from(bps) >= WHOLE_BPS => Self::Platform,
            platform_bps => Self::Shared { platform_bps },
        }
    }

    /// The market's part in basis points.
    pub fn platform_bps(self) -> u32 {
        match self {
            Self::Vendor => 0,
            Self::Platform => WHOLE_BPS as u32,
            Self::Shared { platform_bps } => platform_bps.min(WHOLE_BPS as u32),
        }
    }

    /// The market's part of a discount in minor units, which is not negative. What cannot be parted is the market's: a vendor
    /// never pays more than its percentage.
    pub fn platform_part(self, discount: i64) -> i64 {
        let of_vendor = i128::from(discount) * (i128::from(WHOLE_BPS) - i128::from(self.platform_bps()));
        // floor of a part of `discount`, so it fits
        discount - i64::try_from(of_vendor / i128::from(WHOLE_BPS)).unwrap_or_default()
    }
}
