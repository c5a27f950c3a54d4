//! A cart to be tried: what it would cost, and why.

use serde::Deserialize;
use souk_domain::bounds::cart::{MAX_CODES, MAX_LINES};
use souk_domain::money::Money;
use souk_domain::pricing::{Considered, Outcome};
use souk_domain::quantity::Quantity;
use souk_market::cart::SimulatedCart;

use crate::order::called;
use crate::texts::say;

/// The parameters of the page: nothing is kept, so its address says it all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TrialQuery {
    /// One in each line: an address of a product or a variant's id, and how many.
    pub things: String,
    /// Codes, with blanks between.
    pub codes: String,
    /// Where it goes.
    pub country: String,
}

/// The page's form, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    pub things: String,
    pub codes: String,
    pub country: String,
    /// What is wrong with the things; empty: nothing.
    pub wrong: String,
    pub result: Option<TrialResult>,
}

/// What a cart would cost.
#[derive(Clone, Debug)]
pub struct TrialResult {
    pub lines: Vec<TrialLine>,
    pub told: Vec<Told>,
    pub unknown_codes: String,
    pub subtotal: Money,
    pub discount: Money,
    pub shipping: Money,
    pub tax: Money,
    pub total: Money,
}

/// A line of it.
#[derive(Clone, Debug)]
pub struct TrialLine {
    pub name: String,
    pub quantity: u32,
    pub price: Money,
    pub off: Money,
    pub market_pays: Money,
}

/// What became of a promotion.
#[derive(Clone, Debug)]
pub struct Told {
    pub name: String,
    pub code: String,
    pub applies: bool,
    pub words: String,
}

impl TrialQuery {
    /// Whether somebody asked anything.
    pub fn is_asked(&self) -> bool {
        !self.things.trim().is_empty()
    }

    pub fn codes(&self) -> Vec<String> {
        self.codes.split_whitespace().take(MAX_CODES).map(str::to_owned).collect()
    }
}

/// The things as they were typed, and how many of each. Errors: words for whoever typed them.
pub fn read_lines(typed: &str) -> Result<Vec<(String, Quantity)>, String> {
    let mut lines = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (thing, count) = match line.rsplit_once(char::is_whitespace) {
            Some((thing, count)) => (thing.trim(), count),
            None => (line, "1"),
        };
        let quantity = count.parse().ok().and_then(|number| Quantity::parse(number).ok());
        match quantity {
            Some(quantity) if lines.len() < MAX_LINES => lines.push((thing.to_owned(), quantity)),
            Some(_) => return Err(say("trial-too-many", &[("most", &MAX_LINES)])),
            None => return Err(say("trial-line-wrong", &[("line", &line)])),
        }
    }
    Ok(lines)
}

impl TrialResult {
    pub fn of(found: &SimulatedCart) -> Self {
        let priced = &found.priced;
        let money = |minor| Money::new(minor, priced.currency);
        let lines = found.lines.iter().zip(&priced.lines);
        Self {
            lines: lines
                .map(|(line, priced)| TrialLine {
                    name: called(&line.purchasable.name, &line.purchasable.options),
                    quantity: line.quantity,
                    price: money(priced.subtotal),
                    off: money(priced.discount),
                    market_pays: money(priced.platform_discount),
                })
                .collect(),
            told: priced.considered.iter().map(|one| told(one, priced.currency)).collect(),
            unknown_codes: found.unknown_codes.join(", "),
            subtotal: money(priced.subtotal),
            discount: money(priced.discount_total),
            shipping: money(priced.shipping_total),
            tax: money(priced.tax_total),
            total: money(priced.grand_total),
        }
    }
}

fn told(found: &Considered, currency: souk_domain::money::Currency) -> Told {
    let (applies, words) = match &found.outcome {
        Outcome::Applied { discount } => {
            (true, say("coupon-applied", &[("sum", &Money::new(*discount, currency))]))
        }
        Outcome::AddressNeeded => (true, say("coupon-address", &[])),
        Outcome::Refused(why) => (false, why.detail(currency)),
    };
    Told { name: found.name.clone(), code: found.code.clone().unwrap_or_default(), applies, words }
}

#[cfg(test)]
mod tests {
    use super::read_lines;

    #[test]
    fn a_line_is_a_thing_and_how_many() {
        let lines = read_lines("tall-mug 2\n\n /p/bowl\n").unwrap();
        let read: Vec<(&str, u32)> =
            lines.iter().map(|(thing, count)| (thing.as_str(), count.get())).collect();
        assert_eq!(read, [("tall-mug", 2), ("/p/bowl", 1)]);
        for wrong in ["tall-mug 0", "tall-mug many", "tall-mug 1000"] {
            assert!(read_lines(wrong).unwrap_err().contains(wrong), "{wrong}");
        }
    }
}
