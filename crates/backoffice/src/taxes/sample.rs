use souk_domain::ids::{AccountId, TaxZoneId};
use souk_ui::{Entry, FormError};

use super::zone::choices;
use super::{
    ClassPage, ClassRow, ClassesPage, ExemptPage, ExemptRow, ExemptionPage, RateEntry, TaxPage, Tried,
    ZonePage, ZoneRow,
};
use crate::routes as ways;
use crate::shared::sample::around;

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn zone(name: &str, places: &str, rates: &[&str]) -> ZoneRow {
    ZoneRow {
        id: TaxZoneId::from_bytes([1; 16]).to_string(),
        name: name.to_owned(),
        places: places.to_owned(),
        rates: words(&["Standard", "Reduced", "Zero"]).into_iter().zip(words(rates)).collect(),
        terms: "on top, the market pays it on".to_owned(),
    }
}

impl TaxPage {
    /// Two zones, and a place that was tried.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::tax());
        Self {
            frame,
            desk,
            may_write: true,
            done: String::new(),
            classes: words(&["Standard", "Reduced", "Zero"]),
            zones: vec![
                zone("California", "US CA, US 902*", &["7.25 %", "(7.25 %)", "(0 %)"]),
                zone("Germany", "DE", &["19 %", "7 %", "(0 %)"]),
            ],
            elsewhere: zone("Everywhere else", "", &["6 %", "6 %", "0 %"]),
            country: Entry::of("US"),
            region: Entry::of("CA"),
            postal_code: Entry::of("90210"),
            tried: Some(Tried {
                zone: "In “California”, by its postal code.".to_owned(),
                terms: "on top, the market pays it on".to_owned(),
                rates: vec![("Standard".to_owned(), "7.25 %".to_owned())],
                warning: "“asked” did not answer: these are the zones of this page.".to_owned(),
            }),
        }
    }

    /// No zone yet, and a country that is none.
    pub fn sample_none() -> Self {
        Self {
            zones: Vec::new(),
            country: Entry::wrong("Usa", "Use a country's two letters, such as US."),
            tried: None,
            done: souk_ui::texts::say("office-removed", &[]),
            ..Self::sample()
        }
    }
}

impl ZonePage {
    /// A zone with a place that another holds.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::tax());
        let rate = |class: &str, value: &str| RateEntry {
            field: format!("rate-{}", class.to_lowercase()),
            class: class.to_owned(),
            entry: Entry::of(value),
        };
        let held = "The zone “Beverly Hills” holds this place already.";
        Self {
            frame,
            desk,
            may_write: true,
            errors: vec![FormError { field: "places".to_owned(), words: held.to_owned() }],
            id: TaxZoneId::from_bytes([1; 16]).to_string(),
            revision: "3".to_owned(),
            key: "0123".to_owned(),
            name: Entry::of("California"),
            places: Entry::wrong("US CA\nUS 902*", held),
            included: false,
            taxes_shipping: true,
            roundings: choices("line", &[("line", "office-tax-round-line")]),
            remitters: choices("market", &[("market", "office-tax-market-pays")]),
            rates: vec![rate("Standard", "7.25 %"), rate("Reduced", ""), rate("Zero", "")],
        }
    }

    /// A new one.
    pub fn sample_new() -> Self {
        Self {
            errors: Vec::new(),
            id: String::new(),
            name: Entry::default(),
            places: Entry::default(),
            ..Self::sample()
        }
    }
}

impl ClassesPage {
    /// Three classes, and a word that is none.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::tax_classes());
        let row = |code: &str, name: &str, rate: &str| ClassRow {
            code: code.to_owned(),
            name: name.to_owned(),
            rate: rate.to_owned(),
        };
        let wrong = "A tax class is 1 to 40 small letters and digits.";
        Self {
            frame,
            desk,
            may_write: true,
            errors: vec![FormError { field: "code".to_owned(), words: wrong.to_owned() }],
            done: true,
            classes: vec![row("standard", "Standard", "that of each zone"), row("zero", "Zero", "0 %")],
            key: "0123".to_owned(),
            code: Entry::wrong("Books!", wrong),
            name: Entry::of("Books"),
            rate: Entry::of("7"),
        }
    }
}

impl ClassPage {
    /// A class.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::tax_classes());
        Self {
            frame,
            desk,
            may_write: true,
            errors: Vec::new(),
            code: "books".to_owned(),
            revision: 2,
            is_standard: false,
            name: Entry::of("Books"),
            rate: Entry::of("7 %"),
        }
    }
}

impl ExemptPage {
    /// An account that is exempt, and one that nobody has.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::tax_exempt());
        let wrong = "There is no such account.";
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "account".to_owned(), words: wrong.to_owned() }],
            done: true,
            accounts: vec![ExemptRow {
                id: AccountId::from_bytes([2; 16]).to_string(),
                username: "ida".to_owned(),
                email: "ida@example.org".to_owned(),
                reason: "Reseller".to_owned(),
                number: "R-1".to_owned(),
                until: String::new(),
            }],
            more: format!("{}?after=next", ways::tax_exempt()),
            account: Entry::wrong("nobody", wrong),
        }
    }
}

impl ExemptionPage {
    /// One that is exempt.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::tax_exempt());
        let wrong = "It would have ended already.";
        Self {
            frame,
            desk,
            may_write: true,
            errors: vec![FormError { field: "until".to_owned(), words: wrong.to_owned() }],
            done: false,
            id: AccountId::from_bytes([2; 16]).to_string(),
            username: "ida".to_owned(),
            email: "ida@example.org".to_owned(),
            is_exempt: true,
            revision: 1,
            reason: Entry::of("Reseller"),
            number: Entry::of("R-1"),
            until: Entry::wrong("2020-01-01", wrong),
        }
    }
}
