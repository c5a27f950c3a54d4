use souk_domain::ids::CommissionRateId;
use souk_domain::money::{Currency, Money};
use souk_ui::{Choice, Entry, FormError};

use super::{CommissionPage, Figures, RatePage, RateRow, Tried};
use crate::routes as ways;
use crate::shared::sample::around;

fn categories() -> Vec<Choice> {
    vec![Choice { value: String::new(), name: "All".to_owned(), chosen: true }]
}

fn figures() -> Figures {
    Figures {
        percent: Entry::of("12 %"),
        fixed: Entry::of("0.30"),
        minimum: Entry::wrong("5", "The least is above the most."),
        maximum: Entry::of("4.00"),
    }
}

fn wrong() -> Vec<FormError> {
    vec![FormError { field: "minimum".to_owned(), words: "The least is above the most.".to_owned() }]
}

impl CommissionPage {
    /// One rate that was agreed, one that was tried, and a mistake.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::commission());
        Self {
            frame,
            desk,
            may_write: true,
            errors: wrong(),
            done: souk_ui::texts::say("desk-saved", &[]),
            revision: 2,
            figures: figures(),
            tax: Entry::of("19 %"),
            on_shipping: true,
            rates: vec![RateRow {
                id: CommissionRateId::from_bytes([1; 16]).to_string(),
                vendor: "Kiln & Fern".to_owned(),
                category: "Ceramics".to_owned(),
                rate: "8 % + $0.30".to_owned(),
            }],
            more: format!("{}?after=next", ways::commission()),
            vendor: Entry::of("kiln-fern"),
            categories: categories(),
            amount: Entry::of("100.00"),
            tried: Some(Tried {
                by: "The rate of Kiln & Fern wins.".to_owned(),
                rate: "8 % + $0.30".to_owned(),
                kept: Money::new(830, Currency::USD),
                tax: Money::new(158, Currency::USD),
            }),
        }
    }
}

impl RatePage {
    /// A new one with a mistake.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::commission());
        Self {
            frame,
            desk,
            may_write: true,
            errors: wrong(),
            id: String::new(),
            revision: 0,
            key: "0123".to_owned(),
            title: String::new(),
            vendor: Entry::of("kiln-fern"),
            categories: categories(),
            category_error: None,
            figures: figures(),
        }
    }
}
