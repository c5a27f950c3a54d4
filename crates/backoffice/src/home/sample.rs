use souk_domain::money::Currency;
use souk_market::office::OfficeWaiting;
use souk_ui::desk::{Chart, Sales, changed};
use souk_ui::samples::{days_of_sales, tuesday, usd};
use souk_ui::texts::say;

use super::show::needs;
use super::{Figure, HomePage, SalesOnPage, Seller};
use crate::routes;
use crate::shared::sample::{WAITING, around};

impl HomePage {
    /// A market with something to decide.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::home());
        let these = days_of_sales(|day| 210_000 + day * 9_200 + day * day * 7 % 90_000);
        let before = days_of_sales(|day| 180_000 + day * 4_600 + day * day * 5 % 70_000);
        let figure = |key: &str, these: i64, before: i64| Figure {
            words: say(key, &[]),
            sum: usd(these),
            changed: changed(these, before),
        };
        let seller = |name: &str, slug: &str, orders, cents| Seller {
            name: name.to_owned(),
            slug: slug.to_owned(),
            orders,
            total: usd(cents),
        };
        Self {
            frame,
            desk,
            today: tuesday(),
            needs: needs(&WAITING, |_| true),
            figures: vec![
                figure("office-kept", 912_400, 740_100),
                figure("office-refunded", 162_000, 188_000),
            ],
            sales: Some(SalesOnPage {
                sales: Sales::of(&these, &before, Currency::USD),
                chart: Chart::drawn(&these, &before, Currency::USD),
                vendors: vec![
                    seller("Kiln & Fern", "kiln-fern", 182, 1_159_000),
                    seller("Oak & Ash Workshop", "oak-ash", 121, 988_000),
                ],
            }),
        }
    }

    /// Who may see neither orders nor books, where nothing waits.
    pub fn sample_narrow() -> Self {
        let needs = needs(&OfficeWaiting::default(), |_| true);
        Self { needs, figures: Vec::new(), sales: None, ..Self::sample() }
    }
}
