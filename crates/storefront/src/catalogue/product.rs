//! The page of one product, with one of its variants chosen.

use jiff::Timestamp;
use jiff::civil::Date;
use souk_domain::content::Measure;
use souk_domain::money::Money;
use souk_ui::page::Blocks;
use souk_ui::prelude::*;
use souk_ui::{Availability, CleanHtml, dates};

use super::OptionGroup;
use crate::shared::away::Away;

/// Pieces one line may hold at most; the domain's quantity has the same bound.
const MAX_PIECES: u32 = 999;

/// A product page; its block `product` can be had alone.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/product.html")]
pub struct ProductPage {
    pub frame: Frame,
    pub product: Product,
}

#[derive(Template)]
#[template(path = "catalogue/offer.html")]
struct OfferBlock<'a> {
    frame: &'a Frame,
    product: &'a Product,
}

impl Blocks for ProductPage {
    fn block(&self, name: &str) -> Option<askama::Result<String>> {
        (name == "product").then(|| OfferBlock { frame: &self.frame, product: &self.product }.render())
    }
}

/// A product and the variant that is chosen.
#[derive(Clone, Debug)]
pub struct Product {
    pub slug: String,
    pub name: String,
    /// What search engines are to show: its vendor's words, or its name.
    pub title: String,
    /// What they are to show below it: its vendor's words, or the summary.
    pub about: String,
    /// The name under which it was made: its vendor's, unless that one says another.
    pub brand: String,
    pub crumbs: Vec<Crumb>,
    pub seller: Seller,
    /// What the seller says about themselves; may be empty.
    pub seller_story: String,
    /// Products the seller has for sale.
    pub seller_things: u32,
    /// "November 2026": since when they sell here.
    pub seller_since: String,
    /// What they say of returns; empty: as the market has it.
    pub return_note: String,
    /// At least one; a drawn one when there is no photograph.
    pub pictures: Vec<Picture>,
    /// Empty when there is one variant only.
    pub options: Vec<OptionGroup>,
    /// The chosen variant's id.
    pub variant: String,
    pub sku: String,
    pub price: Price,
    /// What it costs by measure: "$2.40 / 100 ml".
    pub unit_price: Option<UnitPrice>,
    /// The lowest price of thirty days, where it has to be said.
    pub lowest: Option<Money>,
    /// How many the form puts into the cart unless it is changed.
    pub quantity: u32,
    /// "plus 6 % sales tax", "tax included"; may be empty.
    pub tax_note: String,
    pub availability: Availability,
    /// While its seller is away nothing of it can be bought.
    pub away: Option<Away>,
    pub unique: bool,
    /// Where the estimate is for: "United States".
    pub ships_to: String,
    /// The same as a code of two letters.
    pub ships_to_code: String,
    /// Empty when nothing has to be delivered or nothing serves the place.
    pub delivery: Vec<DeliveryEstimate>,
    /// Whether it needs no parcel at all.
    pub needs_no_delivery: bool,
    pub description: CleanHtml,
    /// The description as plain words for search engines, at most a few sentences.
    pub summary: String,
    pub specs: Vec<(String, String)>,
    /// "4.5"; empty while nobody reviewed it.
    pub rating: String,
    pub review_count: u32,
    /// How many gave five stars, four, down to one.
    pub histogram: Vec<(u32, u32)>,
    /// When what the page says of its seller becomes untrue by time alone.
    pub good_until: Option<Timestamp>,
    /// The newest, or those behind others.
    pub reviews: Vec<ReviewOnPage>,
    /// Where older ones are; empty: there are none.
    pub older_reviews: String,
    /// Other products of the same seller.
    pub more: Vec<Card>,
    /// What stands on the same shelf.
    pub related: Vec<Card>,
}

/// What one buyer says of it.
#[derive(Clone, Debug)]
pub struct ReviewOnPage {
    /// Empty: nobody that is named.
    pub author: String,
    pub stars: u32,
    pub when: Date,
    /// May be empty.
    pub comment: String,
    /// The seller's answer; may be empty.
    pub reply: String,
}

/// A price for the measure one compares by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPrice {
    pub price: Money,
    pub measure: Measure,
}

impl UnitPrice {
    /// The key of the words after the price.
    pub fn label(self) -> &'static str {
        match self.measure {
            Measure::HundredGrams => "per-100-g",
            Measure::Kilogram => "per-kg",
            Measure::HundredMillilitres => "per-100-ml",
            Measure::Litre => "per-l",
            Measure::Metre => "per-m",
            Measure::Piece => "per-piece",
        }
    }
}

/// How one delivery method would bring it.
#[derive(Clone, Debug)]
pub struct DeliveryEstimate {
    pub method: String,
    pub fee: Money,
    pub earliest: Date,
    pub latest: Date,
}

impl DeliveryEstimate {
    /// "Tue, Nov 24 to Fri, Nov 27".
    pub fn days(&self) -> String {
        dates::span(self.earliest, self.latest)
    }
}

impl Product {
    /// How many may be put into the cart at once.
    pub fn most(&self) -> u32 {
        match self.availability {
            _ if self.unique => 1,
            Availability::Few(left) => left.min(MAX_PIECES),
            _ => MAX_PIECES,
        }
    }

    /// The same page with one fewer, or one more, to put into the cart: for browsers without script.
    pub fn fewer_href(&self) -> String {
        self.quantity_href(self.quantity.saturating_sub(1).max(1))
    }

    pub fn further_href(&self) -> String {
        self.quantity_href(self.quantity.saturating_add(1).min(self.most()))
    }

    fn quantity_href(&self, quantity: u32) -> String {
        format!("{}&quantity={quantity}", routes::product_variant(&self.slug, &self.variant))
    }
}
