//! What the pages of promotions are looked at with.

use souk_domain::money::Currency;

use super::{CodeRow, CodesForm, PromotionForm, PromotionRow, Told, Trial, TrialLine, TrialResult, Typed};
use crate::desk::{Fields, Mistakes};
use crate::samples::usd;

impl PromotionRow {
    /// One that runs, one that is used up, and one that ended.
    pub fn samples() -> Vec<Self> {
        let row = |number: u8, name: &str, state, tone| Self {
            id: format!("promo_{number}"),
            revision: 1,
            name: name.to_owned(),
            gives: "10 % off".to_owned(),
            on: "Everything".to_owned(),
            when: "Nov 1 to Nov 30".to_owned(),
            used: "12 of 100".to_owned(),
            needs_code: number == 1,
            state,
            tone,
            archived: number == 3,
        };
        vec![
            row(1, "Autumn, ceramics", "promotion-running", "ok"),
            row(2, "First hundred", "promotion-used-up", "warn"),
            row(3, "Summer sale", "promotion-archived", ""),
        ]
    }
}

impl PromotionForm {
    /// A tenth off some products; what is wrong with it where `wrong`.
    pub fn sample((is_new, of_market): (bool, bool), wrong: bool) -> Self {
        let mut mistakes = Mistakes::default();
        if wrong {
            mistakes.add("percent", "Type a percentage above 0 and up to 100, such as 12.5.".to_owned());
        }
        let fields = [
            ("name", "Autumn, ceramics"),
            ("needs_code", "yes"),
            ("kind", "percent"),
            ("percent", "10"),
            ("scope", "products"),
            ("targets", "tall-mug\nbottle-vase"),
            ("ends", "2026-11-30"),
            ("stacking", "combinable"),
            ("priority", "0"),
        ];
        let fields = Fields::from_iter(fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
        Typed::sample(fields).shown(&mistakes, Currency::USD, (is_new, of_market))
    }
}

impl CodeRow {
    /// One that works, and one that was taken back.
    pub fn samples() -> Vec<Self> {
        let row = |number: u8, code: &str, withdrawn| Self {
            id: format!("code_{number}"),
            code: code.to_owned(),
            used: "12".to_owned(),
            withdrawn,
        };
        vec![row(1, "AUTUMN10", false), row(2, "AUTUMN-OLD", true)]
    }
}

impl CodesForm {
    /// Empty.
    pub fn sample() -> Self {
        Self::default()
    }
}

impl Trial {
    /// A cart that was tried.
    pub fn sample() -> Self {
        let told = |name: &str, code: &str, applies, words: &str| Told {
            name: name.to_owned(),
            code: code.to_owned(),
            applies,
            words: words.to_owned(),
        };
        let line = TrialLine {
            name: "Tall stoneware mug (Lagoon, 12 oz)".to_owned(),
            quantity: 2,
            price: usd(5_600),
            off: usd(560),
            market_pays: usd(280),
        };
        Self {
            things: "tall-mug 2".to_owned(),
            codes: "AUTUMN10 NOTHING".to_owned(),
            country: "US".to_owned(),
            wrong: String::new(),
            result: Some(TrialResult {
                lines: vec![line],
                told: vec![
                    told("Autumn, ceramics", "AUTUMN10", true, "$5.60 off"),
                    told("Large orders", "", false, "Add 43.60 USD of what it is for."),
                ],
                unknown_codes: "NOTHING".to_owned(),
                subtotal: usd(5_600),
                discount: usd(560),
                shipping: usd(500),
                tax: usd(302),
                total: usd(5_842),
            }),
        }
    }

    /// Nothing was asked yet.
    pub fn sample_empty() -> Self {
        Self::default()
    }
}
