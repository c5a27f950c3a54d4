//! A line of a short summary, at checkout and on an order's page.

use souk_domain::money::Money;
use souk_ui::Picture;
use souk_ui::samples::{photo, usd};

/// One line.
#[derive(Clone, Debug)]
pub struct Item {
    pub name: String,
    /// "Lagoon, 12 oz", or the seller's name.
    pub detail: String,
    pub picture: Picture,
    pub quantity: u32,
    pub total: Money,
}

fn item(file: &str, name: &str, detail: &str, quantity: u32, cents: i64) -> Item {
    Item {
        name: name.to_owned(),
        detail: detail.to_owned(),
        picture: photo(file, ""),
        quantity,
        total: usd(cents),
    }
}

/// The four lines of the sample cart.
pub(crate) fn items() -> Vec<Item> {
    vec![
        item("mug-lagoon", "Tall stoneware mug", "Lagoon, 12 oz", 2, 5600),
        item("vase", "Speckled bottle vase", "", 1, 5400),
        item("bowl", "Walnut fruit bowl", "12 in, oiled", 1, 6800),
        item("coffee", "Night shift espresso", "Whole beans", 1, 1900),
    ]
}
