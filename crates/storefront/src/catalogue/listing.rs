//! The listing of a category, or of everything.

use souk_domain::money::Money;
use souk_ui::page::Blocks;
use souk_ui::prelude::*;
use souk_ui::texts::say;

use crate::shared::listing_query::{Kind, ListingQuery, Sort};

/// A listing page; its block `results` can be had alone.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue/listing.html")]
pub struct ListingPage {
    pub frame: Frame,
    pub listing: Listing,
}

#[derive(Template)]
#[template(path = "catalogue/results.html")]
struct Results<'a> {
    listing: &'a Listing,
}

impl Blocks for ListingPage {
    fn block(&self, name: &str) -> Option<askama::Result<String>> {
        (name == "results").then(|| Results { listing: &self.listing }.render())
    }
}

/// What is for sale here, and how it can be narrowed.
#[derive(Clone, Debug)]
pub struct Listing {
    pub title: String,
    /// A sentence or two under the title; may be empty.
    pub intro: String,
    /// What was typed into the filters and could not be read; may be empty.
    pub notice: String,
    pub crumbs: Vec<Crumb>,
    /// Where the filter form goes: the address without a query.
    pub path: String,
    pub query: ListingQuery,
    pub facets: Facets,
    /// One per filter that is on.
    pub chips: Vec<Chip>,
    /// How many products fit, over all pages, as far as they are counted.
    pub count: u64,
    /// Whether there are more than that.
    pub is_uncounted: bool,
    pub cards: Vec<Card>,
    pub pages: Pages,
    /// The sign before prices: "$".
    pub currency_sign: String,
}

/// What the listing can be narrowed by, with counts.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    pub kinds: Vec<Kind>,
    pub sellers: Vec<SellerChoice>,
    /// How many are offered where there are others; else none.
    pub sellers_cut: Option<usize>,
    /// Products that can be had now, and that cost less than they did.
    pub in_stock: u64,
    pub on_sale: u64,
    /// Lowest and highest price; none when nothing is there.
    pub prices: Option<(Money, Money)>,
}

/// A seller to keep to.
#[derive(Clone, Debug)]
pub struct SellerChoice {
    pub name: String,
    pub slug: String,
    pub count: u64,
    pub chosen: bool,
}

/// A filter that is on, and the address without it.
#[derive(Clone, Debug)]
pub struct Chip {
    pub words: String,
    pub href: String,
}

impl Listing {
    /// A sentence for search engines.
    pub fn description(&self) -> String {
        if self.intro.is_empty() {
            say("listing-words", &[("title", &self.title)])
        } else {
            self.intro.clone()
        }
    }

    /// The categories right below this one, for whoever came by a wide door.
    pub fn below(&self) -> impl Iterator<Item = &Kind> {
        let leads_down = self.facets.kinds.iter().all(|kind| !kind.here);
        self.facets.kinds.iter().filter(move |_| leads_down)
    }

    /// The address with every filter off.
    pub fn clear_href(&self) -> String {
        self.query.without_filters().href(&self.path)
    }

    /// The address in another order.
    pub fn sort_href(&self, sort: &Sort) -> String {
        self.query.sorted(*sort).href(&self.path)
    }

    /// Where a category's own listing is, with the same filters.
    pub fn kind_href(&self, kind: &Kind) -> String {
        self.query.first().href(&routes::category(&kind.slug))
    }
}
