//! The sellers: all of them, and one with what they sell.

use jiff::Timestamp;
use serde_json::json;
use souk_ui::prelude::*;
use souk_ui::{CleanHtml, words};

use crate::shared::away::Away;
use crate::shared::json_ld;
use crate::shared::listing_query::{Kind, ListingQuery, Sort};
use crate::shared::makers::MakerCard;

/// What search engines show of a story.
const ABOUT_CHARS: usize = 160;

mod sample;
mod show;

pub(crate) use show::mounted;

/// All sellers.
#[derive(Clone, Debug, Template)]
#[template(path = "vendors/vendors.html")]
pub struct VendorsPage {
    pub frame: Frame,
    pub makers: Vec<MakerCard>,
    pub pages: Pages,
}

/// One seller.
#[derive(Clone, Debug, Template)]
#[template(path = "vendors/vendor.html")]
pub struct VendorPage {
    pub frame: Frame,
    pub seller: Seller,
    /// One line about themselves; may be empty.
    pub tagline: String,
    /// What they say about themselves; may be empty.
    pub story: CleanHtml,
    /// "November 2026": since when they sell here.
    pub since: String,
    /// While they are away.
    pub away: Option<Away>,
    /// When what the page says of that becomes untrue by time alone.
    pub good_until: Option<Timestamp>,
    /// What they say of delivery and returns; empty: as the market has it.
    pub delivery_note: String,
    pub return_note: String,
    /// All they sell, and how much of it is of the kind that is chosen.
    pub things: u32,
    pub count: u32,
    pub query: ListingQuery,
    /// Categories at the top in which they have something.
    pub kinds: Vec<Kind>,
    pub cards: Vec<Card>,
    pub pages: Pages,
}

impl VendorPage {
    /// A sentence for search engines.
    fn about(&self) -> String {
        let words = words::plain(self.story.as_str(), ABOUT_CHARS);
        match (self.tagline.is_empty(), words.is_empty()) {
            (true, true) => self.seller.name.clone(),
            (true, false) => words,
            (false, true) => self.tagline.clone(),
            (false, false) => format!("{}. {words}", self.tagline.trim_end_matches('.')),
        }
    }

    /// The way up and who this is, for search engines.
    fn structured(&self) -> String {
        json_ld::inside_html(&json!({
            "@context": "https://schema.org",
            "@graph": [
                json_ld::crumbs(&self.frame, &self.crumbs()),
                {
                    "@type": "Store",
                    "name": self.seller.name,
                    "url": self.frame.canonical(),
                    "description": self.about(),
                    "address": self.seller.place,
                },
            ],
        }))
    }

    fn sort_href(&self, sort: &Sort) -> String {
        self.query.sorted(*sort).href(&self.frame.path)
    }

    fn kind_href(&self, slug: &str) -> String {
        self.query.of_kind(slug).href(&self.frame.path)
    }

    fn crumbs(&self) -> Vec<Crumb> {
        vec![
            Crumb::to(souk_ui::texts::say("home", &[]), routes::home()),
            Crumb::to(souk_ui::texts::say("nav-sellers", &[]), routes::vendors()),
            Crumb::here(self.seller.name.clone()),
        ]
    }
}
