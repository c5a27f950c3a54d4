use jiff::civil::date;
use souk_ui::routes;
use souk_ui::samples::{cards, frame, friday, kiln, photo, tuesday, usd};
use souk_ui::{Availability, CleanHtml, Crumb, Pages, Price};

use super::picker::groups;
use super::*;
use crate::shared::listing_query::{Kind, ListingQuery};

impl ListingPage {
    /// A category with two filters on.
    pub fn sample() -> Self {
        let path = routes::category("kitchen-table");
        let query = ListingQuery::parse("seller=kiln-fern&seller=oak-ash&min=15&after=abc");
        let seller = |name: &str, slug: &str, count, chosen| SellerChoice {
            name: name.to_owned(),
            slug: slug.to_owned(),
            count,
            chosen,
        };
        let kind = |name: &str, slug: &str, count, here| Kind {
            name: name.to_owned(),
            slug: slug.to_owned(),
            count,
            here,
        };
        let chip =
            |words: &str, query: ListingQuery| Chip { words: words.to_owned(), href: query.href(&path) };
        Self {
            frame: frame(&path),
            listing: Listing {
                title: "Kitchen & table".to_owned(),
                intro: "Mugs that warm both hands, boards that age well and plates you will want to lay out."
                    .to_owned(),
                notice: String::new(),
                crumbs: vec![Crumb::to("Home", routes::home()), Crumb::here("Kitchen & table")],
                facets: Facets {
                    kinds: vec![
                        kind("Kitchen & table", "kitchen-table", 31, true),
                        kind("Mugs & cups", "mugs-cups", 12, false),
                        kind("Bowls & plates", "bowls-plates", 8, false),
                    ],
                    sellers: vec![
                        seller("Kiln & Fern", "kiln-fern", 19, true),
                        seller("Oak & Ash Workshop", "oak-ash", 12, true),
                        seller("Small Hours Coffee", "small-hours", 7, false),
                    ],
                    sellers_cut: None,
                    in_stock: 29,
                    on_sale: 4,
                    prices: Some((usd(1_600), usd(14_800))),
                },
                chips: vec![
                    chip("Kiln & Fern", query.without_seller("kiln-fern")),
                    chip("Oak & Ash Workshop", query.without_seller("oak-ash")),
                    chip("from $15", query.without_price()),
                ],
                count: 31,
                cards: cards(),
                is_uncounted: false,
                pages: Pages {
                    ahead: 10,
                    here: cards().len(),
                    count: 31,
                    previous: Some(path.clone()),
                    next: Some(format!("{path}?after=MjAyNi0xMS0yMQ")),
                    ..Pages::default()
                },
                currency_sign: "$".to_owned(),
                path,
                query,
            },
        }
    }

    /// The same with nothing left.
    pub fn sample_empty() -> Self {
        let mut page = Self::sample();
        page.listing.cards.clear();
        page.listing.count = 0;
        page.listing.pages = Pages::default();
        page.listing.notice = souk_ui::texts::say("listing-odd-price", &[]);
        page
    }
}

impl ProductPage {
    /// A mug in four glazes, some gone.
    pub fn sample() -> Self {
        let offer = |variant: &str, glaze: &str, size: &str, cents, availability| Offer {
            variant: variant.to_owned(),
            values: vec![glaze.to_owned(), size.to_owned()],
            price: usd(cents),
            availability,
            picture: Some(photo(&format!("mug-{}", glaze.to_lowercase()), "")),
        };
        let offers = [
            offer("var_01", "Lagoon", "8 oz", 2800, Availability::InStock),
            offer("var_02", "Lagoon", "12 oz", 2800, Availability::Few(6)),
            offer("var_03", "Lagoon", "16 oz", 3200, Availability::InStock),
            offer("var_04", "Chalk", "12 oz", 2800, Availability::InStock),
            offer("var_05", "Rust", "12 oz", 2800, Availability::InStock),
            offer("var_06", "Ink", "12 oz", 3000, Availability::SoldOut),
            offer("var_07", "Lagoon", "20 oz", 3600, Availability::SoldOut),
        ];
        let estimate = |method: &str, cents, earliest, latest| DeliveryEstimate {
            method: method.to_owned(),
            fee: usd(cents),
            earliest,
            latest,
        };
        Self {
            frame: frame("/p/mug-lagoon"),
            product: Product {
                slug: "mug-lagoon".to_owned(),
                name: "Tall stoneware mug".to_owned(),
                title: "Tall stoneware mug".to_owned(),
                about: "Thrown on a kick wheel, dipped twice and fired for eleven hours.".to_owned(),
                brand: kiln().name,
                crumbs: vec![
                    Crumb::to("Home", routes::home()),
                    Crumb::to("Kitchen & table", routes::category("kitchen-table")),
                    Crumb::here("Tall stoneware mug"),
                ],
                seller: kiln(),
                seller_story: "Stoneware thrown on a kick wheel and fired for eleven hours.".to_owned(),
                seller_things: 42,
                seller_since: "March 2021".to_owned(),
                return_note: String::new(),
                unit_price: Some(UnitPrice {
                    price: usd(800),
                    measure: souk_domain::content::Measure::HundredMillilitres,
                }),
                quantity: 1,
                pictures: vec![
                    photo("mug-lagoon", "Tall stoneware mug in lagoon glaze, front"),
                    photo("mug-lagoon-2", "From above, filled"),
                    photo("mug-lagoon-3", "Beside a four-inch ruler, for size"),
                    photo("mug-lagoon-4", "Glaze, close"),
                ],
                options: groups("mug-lagoon", &["Glaze".to_owned(), "Size".to_owned()], &offers, 1),
                variant: "var_02".to_owned(),
                sku: "KF-MUG-T-LAG-12".to_owned(),
                price: Price::plain(usd(2800)),
                tax_note: "plus 6 % sales tax".to_owned(),
                lowest: Some(usd(2600)),
                availability: Availability::Few(6),
                away: None,
                unique: false,
                ships_to: "United States".to_owned(),
                ships_to_code: "US".to_owned(),
                delivery: vec![
                    estimate("Standard", 490, tuesday(), friday()),
                    estimate("Express", 1200, date(2026, 11, 23), date(2026, 11, 23)),
                ],
                needs_no_delivery: false,
                description: CleanHtml::sanitised(
                    "<p>Thrown on a kick wheel, dipped twice and fired for eleven hours. The foot is left bare so you can feel the clay.</p>\
                     <ul><li>Safe in the dishwasher and the microwave</li><li>Each one differs a little; that is the point</li></ul>",
                ),
                summary: "Thrown on a kick wheel, dipped twice and fired for eleven hours.".to_owned(),
                specs: vec![
                    ("Holds".to_owned(), "12 oz (350 ml)".to_owned()),
                    ("SKU".to_owned(), "KF-MUG-T-LAG-12".to_owned()),
                ],
                rating: "4.5".to_owned(),
                review_count: 2,
                histogram: vec![(5, 1), (4, 1), (3, 0), (2, 0), (1, 0)],
                good_until: None,
                reviews: vec![
                    ReviewOnPage {
                        author: "Maya L.".to_owned(),
                        stars: 5,
                        when: date(2026, 11, 20),
                        comment: "Sits well in the hand.".to_owned(),
                        reply: "Thank you, Maya.".to_owned(),
                    },
                    ReviewOnPage {
                        author: String::new(),
                        stars: 4,
                        when: date(2026, 11, 19),
                        comment: String::new(),
                        reply: String::new(),
                    },
                ],
                older_reviews: routes::product_reviews("tall-stoneware-mug", "b2xkZXI"),
                more: cards().into_iter().take(4).collect(),
                related: cards().into_iter().skip(4).take(4).collect(),
            },
        }
    }

    /// A unique piece that somebody is paying for, without a photograph.
    pub fn sample_on_hold() -> Self {
        let mut page = Self::sample();
        page.product.options.clear();
        page.product.unique = true;
        page.product.availability = Availability::OnHold;
        page.product.price = Price { was: Some(usd(4000)), ..page.product.price };
        page.product.pictures = vec![souk_ui::drawn::picture("Tall stoneware mug", "kitchen-table")];
        page.product.delivery.clear();
        page.product.description = CleanHtml::default();
        page.product.rating.clear();
        page.product.review_count = 0;
        page.product.reviews.clear();
        page.product.older_reviews.clear();
        page
    }
}
