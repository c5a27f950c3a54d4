use souk_domain::money::Currency;
use souk_market::joining::SetupStep;
use souk_market::portal::Waiting;
use souk_ui::desk::{Chart, Sales};
use souk_ui::samples::{days_of_sales, tuesday, usd};

use super::show::needs;
use super::{Best, ChooserPage, DoorPage, EarnedOnPage, Funds, HomePage, Low, Setup};
use crate::routes;
use crate::shared::StepOnPage;
use crate::shared::sample::{WAITING, around, rows};

impl HomePage {
    /// A vendor with something to do.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::home());
        let these = days_of_sales(|day| 21_000 + day * 1_200 + day * day * 7 % 9_000);
        let before = days_of_sales(|day| 18_000 + day * 600 + day * day * 5 % 7_000);
        Self {
            frame,
            desk,
            today: tuesday(),
            needs: needs(&WAITING, true),
            earned: Some(EarnedOnPage {
                sales: Sales::of(&these, &before, Currency::USD),
                chart: Chart::drawn(&these, &before, Currency::USD),
                funds: Funds { escrow: usd(86_040), available: usd(241_860), paid_out: usd(1_240_000) },
                best: vec![
                    Best { name: "Tall stoneware mug".to_owned(), pieces: 41, total: usd(114_800) },
                    Best { name: "Fern teapot, brass handle".to_owned(), pieces: 9, total: usd(86_400) },
                ],
            }),
            next: rows(),
            latest: rows(),
            low: vec![
                Low {
                    name: "Tall stoneware mug".to_owned(),
                    detail: "Lagoon · Shop".to_owned(),
                    left: 2,
                    href: routes::inventory_variant("var_1"),
                },
                Low {
                    name: "Moon jar".to_owned(),
                    detail: String::new(),
                    left: 0,
                    href: routes::inventory_variant("var_2"),
                },
            ],
            setup: None,
            may_add: true,
        }
    }

    /// A vendor of whom nothing was bought yet.
    pub fn sample_new() -> Self {
        Self {
            needs: needs(&Waiting::default(), false),
            earned: Some(EarnedOnPage {
                sales: Sales::of(&[], &[], Currency::USD),
                chart: Chart::drawn(&days_of_sales(|_| 0), &days_of_sales(|_| 0), Currency::USD),
                funds: Funds { escrow: usd(0), available: usd(0), paid_out: usd(0) },
                best: Vec::new(),
            }),
            next: Vec::new(),
            latest: Vec::new(),
            low: Vec::new(),
            setup: Some(Setup {
                done: 2,
                all: 5,
                steps: [SetupStep::Payout, SetupStep::Delivery, SetupStep::FirstProduct]
                    .map(|step| StepOnPage::of((step, false)))
                    .to_vec(),
            }),
            may_add: false,
            ..Self::sample()
        }
    }
}

impl HomePage {
    /// The first vendor, for somebody who may not see money.
    pub fn sample_without_money() -> Self {
        Self { earned: None, ..Self::sample() }
    }
}

impl ChooserPage {
    /// Two shops.
    pub fn sample() -> Self {
        let (_, desk) = around(routes::home());
        let houses = std::iter::once(desk.house).chain(desk.others).collect();
        Self { frame: souk_ui::samples::frame(routes::home()), houses }
    }
}

impl DoorPage {
    /// Somebody who sells nothing yet.
    pub fn sample() -> Self {
        Self { frame: souk_ui::samples::frame(routes::home()) }
    }
}
