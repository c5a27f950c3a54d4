//! The way in: three products in arches, the categories, what is new, who sells.

use souk_ui::prelude::*;

use crate::shared::makers::MakerCard;

pub(crate) mod sample;
mod show;

pub(crate) use show::mounted;

/// The home page.
#[derive(Clone, Debug, Template)]
#[template(path = "home/home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub home: Home,
}

/// What the market shows first.
#[derive(Clone, Debug)]
pub struct Home {
    /// How many sellers and products there are, for the lead sentence.
    pub sellers: u32,
    pub things: u32,
    /// Up to three; with fewer than three the arches stay away.
    pub featured: Vec<Card>,
    pub tiles: Vec<Tile>,
    pub arrivals: Vec<Card>,
    /// What was bought most; empty while too little was.
    pub best: Vec<Card>,
    /// What costs less than it did; empty while too little does.
    pub on_sale: Vec<Card>,
    /// One seller, told at length.
    pub story: Option<Story>,
    pub makers: Vec<MakerCard>,
}

/// A seller's own words beside one of their products.
#[derive(Clone, Debug)]
pub struct Story {
    pub seller: Seller,
    pub things: u32,
    pub words: String,
    pub picture: Picture,
}

impl HomePage {
    /// Who this is, for search engines.
    pub fn structured(&self) -> String {
        let (name, url) = (&self.frame.market, self.frame.canonical());
        crate::shared::json_ld::inside_html(&serde_json::json!({
            "@context": "https://schema.org",
            "@graph": [
                { "@type": "Organization", "@id": format!("{url}#market"), "name": name, "url": url },
                { "@type": "WebSite", "name": name, "url": url, "publisher": { "@id": format!("{url}#market") } },
            ],
        }))
    }
}

/// A category as the home page shows it.
#[derive(Clone, Debug)]
pub struct Tile {
    pub name: String,
    pub slug: String,
    pub things: u32,
}

impl Tile {
    /// The glyph that suits the category.
    pub fn glyph(&self) -> &'static str {
        souk_ui::icons::glyph_for(&self.slug)
    }

    /// The plaster behind it.
    pub fn tint(&self) -> String {
        souk_ui::icons::tint_for(&self.slug)
    }
}
