use souk_domain::money::{Currency, Money};
use souk_market::catalogue::{ProductStatus, StockFilter};
use souk_ui::samples::at;
use souk_ui::{Choice, CleanHtml, FormError};

use super::conflict::Difference;
use super::editor::{Going, There, statuses, units};
use super::form::{OptionForm, ProductForm, VariantForm};
use super::list::{Row, stocks, tabs, tone_of, words_of};
use super::many::{Refused, Review};
use super::{EditorPage, FileSheet, ListPage, ManyPage, PictureSheet, PriceOnPage, PriceSheet};
use crate::prelude::*;
use crate::shared::sample::around;

fn picture(name: &str) -> Option<Picture> {
    Some(souk_ui::drawn::picture(name, "ceramics"))
}

fn categories() -> Vec<Choice> {
    let choice = |(value, name, chosen): (&str, &str, bool)| Choice {
        value: value.to_owned(),
        name: name.to_owned(),
        chosen,
    };
    [("1", "Home", false), ("2", "Home / Ceramics", true)].map(choice).to_vec()
}

impl ListPage {
    /// A list with every status.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::products());
        let row =
            |number: u8, name: &str, status: ProductStatus, stock: &str, stock_tone: &'static str| Row {
                id: format!("prod_{number}"),
                name: name.to_owned(),
                href: ways::product(&format!("prod_{number}")),
                picture: picture(name),
                status: words_of(status),
                tone: tone_of(status),
                rejection: if status == ProductStatus::Rejected {
                    "Show its foot.".to_owned()
                } else {
                    String::new()
                },
                variants: i64::from(number),
                stock: stock.to_owned(),
                stock_tone,
                price: Money::new(2_800 * i64::from(number), Currency::USD),
            };
        let counts = ProductStatus::ALL.iter().map(|status| (*status, 1)).collect();
        Self {
            frame,
            desk,
            may_write: true,
            tabs: tabs(&counts, None),
            rows: vec![
                row(1, "Fern teapot, brass handle", ProductStatus::InReview, "9", ""),
                row(6, "Tall stoneware mug", ProductStatus::Active, "6", "is-warn"),
                row(2, "Moon jar", ProductStatus::Rejected, "0", "is-bad"),
            ],
            text: String::new(),
            status: String::new(),
            stocks: stocks(StockFilter::Any),
            categories: categories(),
            key: "0123".to_owned(),
            next: Some(format!("{}?after=next", ways::products())),
            is_later: false,
            is_whole: true,
        }
    }
}

impl ManyPage {
    /// Two were refused.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::product_changes());
        let refused = |name: &str| Refused {
            name: name.to_owned(),
            href: ways::product("prod_1"),
            reason: "The former price is above the price.".to_owned(),
        };
        let refused = vec![refused("Fern teapot, brass handle"), refused("Moon jar")];
        let (review, again) = (Vec::new(), Vec::new());
        Self { frame, desk, changed: 5, refused, wrong: String::new(), review, again }
    }

    /// Two prices that are to fall.
    pub fn sample_review() -> Self {
        let review = |name: &str, now: &str, then: &str| Review {
            name: name.to_owned(),
            now: now.to_owned(),
            then: then.to_owned(),
        };
        let review = vec![review("Moon jar", "$84.00", "$75.60"), review("Egg cup", "$3.00", "")];
        let again = vec![("change".to_owned(), "percent".to_owned()), ("by".to_owned(), "-10".to_owned())];
        Self { refused: Vec::new(), review, again, ..Self::sample() }
    }
}

fn prices(name: &str, has_more: bool) -> PriceSheet {
    let usd = |cents: i64| Money::new(cents, Currency::USD);
    let row = |day: i8, cents: i64, was: Option<i64>, by: &str| PriceOnPage {
        since: at(day, 9, 30),
        price: usd(cents),
        was: was.map(usd),
        by: by.to_owned(),
    };
    PriceSheet {
        name: name.to_owned(),
        lowest: usd(2_400),
        rows: vec![row(21, 2_800, Some(3_200), "Ines Ferreira"), row(2, 2_400, None, "This vendor")],
        has_more,
    }
}

impl EditorPage {
    /// A product that somebody else changed meanwhile, and with something to mend.
    pub fn sample() -> Self {
        let (frame, mut desk) = around(&ways::product("prod_1"));
        desk.crumbs = vec![
            Crumb::to("Products".to_owned(), ways::products()),
            Crumb::here("Tall stoneware mug".to_owned()),
        ];
        let row = |value: &str, id: &str| VariantForm {
            id: id.to_owned(),
            values: vec![value.to_owned()],
            price: "28.00".to_owned(),
            sku: format!("KF-MUG-{value}"),
            weight: "380".to_owned(),
            stock: "12".to_owned(),
            ..VariantForm::default()
        };
        let sheet = |place: usize| PictureSheet {
            id: format!("img_{place}"),
            picture: picture("Tall stoneware mug"),
            alt: "On a table".to_owned(),
            place,
            before: (place > 1).then(|| place - 1),
            after: (place < 2).then_some(place + 1),
        };
        let field = |field: &str, words: &str| FormError { field: field.to_owned(), words: words.to_owned() };
        Self {
            frame,
            desk,
            may_write: true,
            form: ProductForm {
                revision: "3".to_owned(),
                name: "Tall stoneware mug".to_owned(),
                description: "Thrown by hand, **glazed** twice.".to_owned(),
                status: "active".to_owned(),
                tags: "stoneware\nmug".to_owned(),
                specs: "Holds: 350 ml".to_owned(),
                slug: "tall-stoneware-mug".to_owned(),
                options: vec![
                    OptionForm { name: "Glaze".to_owned(), values: "Lagoon\nInk".to_owned() },
                    OptionForm::default(),
                    OptionForm::default(),
                ],
                variants: vec![row("Lagoon", "var_1"), row("Ink", "")],
                ..ProductForm::default()
            },
            errors: vec![
                field("v1-price", "A price looks like 28.00."),
                field("files", "photo.tiff: no picture."),
            ],
            categories: categories(),
            tax_classes: vec![
                Choice { value: "standard".to_owned(), name: "Standard".to_owned(), chosen: true },
                Choice { value: "zero".to_owned(), name: "Zero".to_owned(), chosen: false },
            ],
            statuses: statuses("active"),
            units: units(),
            currency: "USD".to_owned(),
            preview: Some(CleanHtml::sanitised("<p>Thrown by hand, <strong>glazed</strong> twice.</p>")),
            differences: vec![Difference {
                field: "Name".to_owned(),
                theirs: "Stoneware mug".to_owned(),
                yours: "Tall stoneware mug".to_owned(),
            }],
            going: Some(Going { names: vec!["Rust, 5 in stock".to_owned()], sure: "var_3".to_owned() }),
            done: String::new(),
            there: Some(There {
                id: "prod_1".to_owned(),
                status: "product-active",
                tone: "ok",
                rejection: String::new(),
                page: Some(routes::product("tall-stoneware-mug")),
                pictures: vec![sheet(1), sheet(2)],
                files: vec![FileSheet {
                    id: "dl_1".to_owned(),
                    name: "How to care for stoneware.pdf".to_owned(),
                    size: "1.2 MB".to_owned(),
                    variant: "Lagoon".to_owned(),
                }],
                variant_choices: vec![Choice {
                    value: "var_1".to_owned(),
                    name: "Lagoon".to_owned(),
                    chosen: true,
                }],
                copy_key: "a1".to_owned(),
                files_key: "a2".to_owned(),
                variants: 2,
                prices: vec![prices("Lagoon", true), prices("", false)],
            }),
        }
    }
}
