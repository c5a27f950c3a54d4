use super::{VendorPage, VendorsPage};
use crate::samples::{cards, frame, kiln};
use crate::storefront::catalogue::CleanHtml;
use crate::storefront::home::HomePage;

impl VendorsPage {
    /// Four sellers.
    pub fn sample() -> Self {
        Self {
            frame: frame("/sellers"),
            makers: HomePage::sample().home.makers,
            next_href: Some("/sellers?after=abc".to_owned()),
        }
    }
}

impl VendorPage {
    /// A seller with a few things.
    pub fn sample() -> Self {
        Self {
            frame: frame("/s/kiln-fern"),
            seller: kiln(),
            tagline: "Stoneware for every morning".to_owned(),
            story: CleanHtml::sanitised(
                "<p>Thrown on a kick wheel, dipped twice and fired for eleven hours. We glaze on Wednesdays.</p>",
            ),
            things: 42,
            cards: cards(),
            first_href: None,
            next_href: Some("/s/kiln-fern?after=abc".to_owned()),
        }
    }
}
