use souk_ui::promotion::{CodeRow, CodesForm, PromotionForm, PromotionRow, Trial};

use super::{PromotionPage, PromotionsPage, TrialPage};
use crate::routes;
use crate::shared::sample::around;

impl PromotionsPage {
    /// Three of them, and a page of older ones.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::promotions());
        let more = format!("{}?after=x", routes::promotions());
        let rows = PromotionRow::samples();
        Self { frame, desk, errors: Vec::new(), rows, more, done: true, may_change: true }
    }

    /// None, for somebody who may only look.
    pub fn sample_none() -> Self {
        let page = Self::sample();
        Self { rows: Vec::new(), more: String::new(), done: false, may_change: false, ..page }
    }
}

impl PromotionPage {
    /// A new one with a mistake.
    pub fn sample_new() -> Self {
        let (frame, desk) = around(routes::promotion_new());
        Self {
            frame,
            desk,
            id: String::new(),
            name: String::new(),
            revision: String::new(),
            key: "k".to_owned(),
            batch_key: String::new(),
            errors: vec![souk_ui::FormError {
                field: "percent".to_owned(),
                words: "Type a percentage above 0 and up to 100, such as 12.5.".to_owned(),
            }],
            form: PromotionForm::sample((true, false), true),
            codes_form: CodesForm::sample(),
            codes: Vec::new(),
            more: String::new(),
            used: 0,
            archived: false,
            done: false,
            may_change: true,
        }
    }

    /// One with codes.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::promotions());
        Self {
            frame,
            desk,
            id: "promo_1".to_owned(),
            name: "Autumn, ceramics".to_owned(),
            revision: "3".to_owned(),
            batch_key: "l".to_owned(),
            errors: Vec::new(),
            form: PromotionForm::sample((false, false), false),
            codes: CodeRow::samples(),
            used: 12,
            done: true,
            ..Self::sample_new()
        }
    }

    /// One that was ended.
    pub fn sample_ended() -> Self {
        Self { archived: true, done: false, codes: Vec::new(), ..Self::sample() }
    }
}

impl TrialPage {
    /// A cart that was tried.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::promotion_trial());
        Self { frame, desk, trial: Trial::sample() }
    }

    /// Before anything was asked, and with something wrong.
    pub fn sample_wrong() -> Self {
        let wrong = "“tall-mug many”: type an address and how many, such as tall-mug 2.".to_owned();
        let trial = Trial { things: "tall-mug many".to_owned(), wrong, ..Trial::sample_empty() };
        Self { trial, ..Self::sample() }
    }
}
