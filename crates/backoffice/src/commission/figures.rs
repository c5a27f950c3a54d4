//! The figures of a rate as they are typed.

use souk_domain::commission::Rate;
use souk_domain::money::{Currency, Money, parse_typed_price, to_decimal};
use souk_domain::pricing::parse_percent;
use souk_market::Error;
use souk_ui::Entry;
use souk_ui::bill::percent;
use souk_ui::desk::{Fields, Mistakes};
use souk_ui::texts::say;

/// The fields of a rate: `percent`, `fixed`, `minimum`, `maximum`.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub percent: Entry,
    pub fixed: Entry,
    pub minimum: Entry,
    pub maximum: Entry,
}

impl Figures {
    /// As they were sent, else as the rate has them.
    pub(super) fn of(sent: &Fields, mistakes: &Mistakes, rate: Option<Rate>, currency: Currency) -> Self {
        let sum = |minor: Option<i64>| minor.map(|minor| to_decimal(minor, currency)).unwrap_or_default();
        let entry = |name: &str, begins: String| sent.entry(mistakes, name, &begins);
        Self {
            percent: entry("percent", rate.map(|rate| percent(rate.percent_bps)).unwrap_or_default()),
            fixed: entry("fixed", sum(rate.map(|rate| rate.fixed))),
            minimum: entry("minimum", sum(rate.and_then(|rate| rate.min))),
            maximum: entry("maximum", sum(rate.and_then(|rate| rate.max))),
        }
    }
}

/// The rate of a form; what is wrong is added to `wrong`.
pub(super) fn read(sent: &Fields, currency: Currency, wrong: &mut Mistakes) -> Rate {
    let mut sum = |field: &str| {
        let text = sent.get(field).trim();
        if text.is_empty() {
            return None;
        }
        let read = parse_typed_price(text, currency);
        read.map_err(|error| wrong.add(field, error.to_string())).ok()
    };
    let (fixed, min, max) = (sum("fixed"), sum("minimum"), sum("maximum"));
    let percent_bps = parse_percent(sent.get("percent")).unwrap_or_else(|_| {
        wrong.add("percent", say("setup-tax-wrong", &[]));
        0
    });
    Rate { percent_bps, fixed: fixed.unwrap_or_default(), min, max }
}

/// A rate in words: `12 % + $0.30, from $1.00 to $50.00`.
pub(super) fn in_words(rate: &Rate, currency: Currency) -> String {
    let money = |minor| souk_ui::money::show(Money::new(minor, currency));
    let mut words = percent(rate.percent_bps);
    if rate.fixed > 0 {
        words.push_str(&format!(" + {}", money(rate.fixed)));
    }
    if let Some(min) = rate.min.filter(|min| *min > 0) {
        words.push_str(&format!(", {}", say("office-commission-at-least", &[("sum", &money(min))])));
    }
    if let Some(max) = rate.max {
        words.push_str(&format!(", {}", say("office-commission-at-most", &[("sum", &money(max))])));
    }
    words
}

/// What a refusal says, at the fields of the form.
pub(super) fn mistakes(error: Error) -> souk_http::Result<Mistakes> {
    Mistakes::of(error, |pointer| match pointer {
        "/percent_bps" => "percent".to_owned(),
        "/tax_bps" => "tax".to_owned(),
        "/vendor_id" => "vendor".to_owned(),
        "/category_id" => "category".to_owned(),
        other => other.trim_start_matches('/').to_owned(),
    })
}
