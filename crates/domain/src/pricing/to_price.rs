//! What goes into pricing.

use crate::ids::{CartLineId, CategoryId, ProductId, ShippingMethodId, VariantId, VendorId};
use crate::money::Currency;
use crate::pricing::CarrierQuestion;
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
    /// The codes entered, in any case.
    pub codes: Vec<String>,
    /// What carriers said that they take, in minor units.
    pub live: BTreeMap<CarrierQuestion, i64>,
}

/// Where goods go, as far as tax and shipping care.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Destination {
    /// ISO 3166-1 alpha-2, capital letters.
    pub country: String,
    /// State or province, as in the address.
    pub region: Option<String>,
    /// Postal code, empty where the country has none.
    pub postal_code: String,
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
    /// Whether it has to be sent.
    pub requires_shipping: bool,
    /// Weight of one piece in grams.
    pub weight_g: u32,
}
