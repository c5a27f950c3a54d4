use souk_ui::samples::{at, cards, frame, kiln};
use souk_ui::{CleanHtml, Pages};

use super::{VendorPage, VendorsPage};
use crate::shared::away::{Away, away};
use crate::shared::listing_query::{Kind, ListingQuery};

impl VendorsPage {
    /// Four sellers.
    pub fn sample() -> Self {
        Self {
            frame: frame("/sellers"),
            makers: crate::shared::makers::sample(),
            pages: Pages {
                here: 4,
                count: 16,
                next: Some("/sellers?after=abc".to_owned()),
                ..Pages::default()
            },
        }
    }
}

impl VendorPage {
    /// A seller with a few products.
    pub fn sample() -> Self {
        Self {
            frame: frame("/s/kiln-fern"),
            seller: kiln(),
            tagline: "Stoneware for every morning".to_owned(),
            story: CleanHtml::sanitised(
                "<p>Thrown on a kick wheel, dipped twice and fired for eleven hours. We glaze on Wednesdays.</p>",
            ),
            since: "March 2021".to_owned(),
            away: Some(Away {
                words: away("Kiln & Fern", Some(at(24, 8, 0).timestamp())),
                notice: "We are at the fair in Lisbon, and fire again in January.".to_owned(),
            }),
            good_until: None,
            delivery_note: String::new(),
            return_note: "Thirty days, unused. Write to us first.".to_owned(),
            things: 42,
            count: 42,
            query: ListingQuery::default(),
            kinds: [("Kitchen & table", "kitchen-table", 31), ("Living", "living", 11)]
                .map(|(name, slug, count)| Kind {
                    name: name.to_owned(),
                    slug: slug.to_owned(),
                    count,
                    here: false,
                })
                .into(),
            cards: cards(),
            pages: Pages {
                here: cards().len(),
                count: 42,
                next: Some("/s/kiln-fern?after=abc".to_owned()),
                ..Pages::default()
            },
        }
    }
}
