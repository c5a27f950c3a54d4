//! What the variants of a product cost since when.

use jiff::Zoned;
use souk_domain::money::{Currency, Money};
use souk_market::catalogue::{ProductPage, VariantPrices};
use souk_market::portal::ProductPrices;
use souk_ui::dates::at;
use souk_ui::texts::say;

use crate::shared::actor_words;

/// The prices of a variant.
#[derive(Clone, Debug)]
pub struct PriceSheet {
    /// Its values; empty where there is but one.
    pub name: String,
    /// The lowest within thirty days.
    pub lowest: Money,
    /// The newest first.
    pub rows: Vec<PriceOnPage>,
    /// Whether there are older ones.
    pub has_more: bool,
}

impl PriceSheet {
    /// What it is called on the page.
    pub fn title(&self) -> String {
        if self.name.is_empty() { say("product-the-variant", &[]) } else { self.name.clone() }
    }
}

/// A price since a moment.
#[derive(Clone, Debug)]
pub struct PriceOnPage {
    pub since: Zoned,
    pub price: Money,
    /// The price it was lowered from.
    pub was: Option<Money>,
    pub by: String,
}

pub(super) fn sheets(page: &ProductPage, found: &ProductPrices, currency: Currency) -> Vec<PriceSheet> {
    let name = |of: &VariantPrices| {
        let own = page.variants.iter().find(|one| one.variant.id == of.variant);
        own.map(|one| one.variant.values().join(" / ")).unwrap_or_default()
    };
    let sheet = |of: &VariantPrices| PriceSheet {
        name: name(of),
        lowest: Money::new(of.lowest, currency),
        rows: of
            .prices
            .iter()
            .map(|row| PriceOnPage {
                since: at(row.created_at),
                price: Money::new(row.price, row.currency),
                was: row.compare_at.map(|was| Money::new(was, row.currency)),
                by: actor_words(&row.actor, &found.people),
            })
            .collect(),
        has_more: of.has_more,
    };
    found.variants.iter().map(sheet).collect()
}
