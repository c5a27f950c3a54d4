use souk_ui::samples::{friday, tuesday, usd};
use souk_ui::{Entry, FormError};

use super::period::PeriodQuery;
use super::{Funds, MoneyPage, Movement};
use crate::routes;
use crate::shared::sample::around;

fn one(what: &'static str, account: &'static str, cents: i64) -> Movement {
    let sum = usd(cents.abs());
    Movement {
        day: tuesday(),
        what,
        account,
        order: Some("S-7K2M-9QXT".to_owned()),
        comes: (cents > 0).then_some(sum),
        goes: (cents < 0).then_some(sum),
    }
}

impl MoneyPage {
    /// A month with a sale, what became of it, and money that was sent.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::money());
        let asked =
            PeriodQuery { from: "2026-11-01".to_owned(), to: "2026-11-30".to_owned(), after: String::new() };
        let payout = one("money-payout", "money-ready", -124_000);
        Self {
            frame,
            desk,
            funds: Funds { escrow: usd(86_040), available: usd(241_860), paid_out: usd(1_240_000) },
            spans: asked.spans(souk_ui::samples::at(24, 9, 0).timestamp()),
            from: Entry { value: asked.from.clone(), error: None },
            to: Entry { value: asked.to.clone(), error: None },
            errors: Vec::new(),
            movements: vec![
                Movement { order: None, day: friday(), ..payout },
                one("money-set-free", "money-ready", 9_900),
                one("money-no-longer-held", "money-held", -9_900),
                one("money-refund", "money-held", -2_205),
                one("money-sale", "money-held", 12_105),
            ],
            is_whole: false,
            file: asked.file(),
            first: Some(asked.first_page()),
            next: Some(asked.page("a")),
            may_pay_out: true,
        }
    }

    /// Nothing was sold yet, and the market gave something back in the vendor's place.
    pub fn sample_none() -> Self {
        Self {
            funds: Funds { escrow: usd(0), available: usd(-1_250), paid_out: usd(0) },
            from: Entry::default(),
            to: Entry::default(),
            movements: Vec::new(),
            is_whole: true,
            first: None,
            next: None,
            may_pay_out: false,
            ..Self::sample()
        }
    }

    /// A time that ends before it begins.
    pub fn sample_wrong() -> Self {
        let words = souk_ui::texts::say("money-to-before-from", &[]);
        Self {
            to: Entry::wrong("2026-10-01", &words),
            errors: vec![FormError { field: "to".to_owned(), words }],
            movements: Vec::new(),
            first: None,
            next: None,
            ..Self::sample()
        }
    }
}
