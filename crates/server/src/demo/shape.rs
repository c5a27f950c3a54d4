//! What the files of the demonstration say.

use serde::Deserialize;

/// What all vendors share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Market {
    pub(super) currency: String,
    /// Where buyers write.
    pub(super) contact: String,
    /// Where transfers go.
    pub(super) account: Account,
    /// File names without their ending, in the order of the market.
    pub(super) vendors: Vec<String>,
    #[serde(rename = "category")]
    pub(super) categories: Vec<TopCategory>,
    pub(super) shipping: Vec<Shipping>,
}

/// The market's account, as buyers write it into a bank's form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) holder: String,
    pub(super) number: String,
    pub(super) bank: String,
}

/// A category at the top.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TopCategory {
    pub(super) slug: String,
    pub(super) name: String,
    /// What is in it.
    pub(super) tagline: String,
    pub(super) children: Vec<ChildCategory>,
}

/// A category below one at the top.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChildCategory {
    pub(super) slug: String,
    pub(super) name: String,
}

/// Which vendors offer a way to ship.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum SentFrom {
    /// Those in the market's own country.
    Home,
    Abroad,
}

#[derive(Deserialize)]
pub(super) struct Shipping {
    pub(super) name: String,
    pub(super) from: SentFrom,
    #[serde(flatten)]
    pub(super) fee: Fee,
    pub(super) countries: Vec<String>,
    pub(super) min_days: u16,
    pub(super) max_days: u16,
}

/// Amounts are decimals of the market's currency, here and below.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Fee {
    Flat { fee: String },
    ByWeight { base: String, per_kg: String },
    FreeOver { fee: String, free_from: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vendor {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) tagline: String,
    pub(super) city: String,
    pub(super) region: Option<String>,
    pub(super) country: String,
    pub(super) contact: String,
    pub(super) story: String,
    #[serde(rename = "product")]
    pub(super) products: Vec<Product>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Product {
    pub(super) slug: String,
    pub(super) name: String,
    /// The slug of its category.
    pub(super) category: String,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    pub(super) description: String,
    #[serde(default)]
    pub(super) specs: Vec<Spec>,
    #[serde(default)]
    pub(super) options: Vec<String>,
    pub(super) pictures: Vec<Picture>,
    pub(super) variants: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spec {
    pub(super) name: String,
    pub(super) value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Picture {
    pub(super) file: String,
    pub(super) alt: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    pub(super) values: Vec<String>,
    pub(super) sku: String,
    pub(super) price: String,
    pub(super) compare_at: Option<String>,
    pub(super) weight_g: u32,
    /// What it holds: a whole number and a unit, `340 g`.
    pub(super) content: Option<String>,
    pub(super) stock: Option<i64>,
    #[serde(default = "yes")]
    pub(super) tracked: bool,
    #[serde(default)]
    pub(super) unique: bool,
    #[serde(default)]
    pub(super) backorder: bool,
    #[serde(default = "yes")]
    pub(super) requires_shipping: bool,
    /// The picture that shows it, of the product's.
    pub(super) picture: Option<String>,
}

fn yes() -> bool {
    true
}
