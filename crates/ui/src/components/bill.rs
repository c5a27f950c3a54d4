//! The bill: the same list in cart, checkout, order and mail. Every figure adds up.

use souk_domain::ids::PromotionId;
use souk_domain::money::Money;

/// A sum that was taken off, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    pub label: String,
    /// How much less, as a positive sum.
    pub off: Money,
}

impl Discount {
    /// What each promotion took off, put together, in the order of their first sums.
    pub fn each<'a>(sums: impl Iterator<Item = (PromotionId, &'a String, Money)>) -> Vec<Self> {
        let mut found: Vec<(PromotionId, Self)> = Vec::new();
        for (promotion, name, off) in sums {
            match found.iter_mut().find(|(known, _)| *known == promotion) {
                Some((_, discount)) => discount.off.minor += off.minor,
                None => found.push((promotion, Self { label: name.clone(), off })),
            }
        }
        found.into_iter().map(|(_, discount)| discount).collect()
    }
}

/// Names, each once, with commas between.
pub fn named_once<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once.join(", ")
}

/// What the last line of a bill is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Still being made up: "Total".
    Open,
    /// Owed: "To pay".
    Due,
    /// Settled: "Paid".
    Paid,
}

/// Goods − discounts + delivery + tax (unless included) = total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Pieces, and how many sellers they come from.
    pub pieces: u32,
    pub sellers: u32,
    pub goods: Money,
    pub discounts: Vec<Discount>,
    /// None until the destination is known.
    pub delivery: Option<Money>,
    /// What the delivery was lowered by, by name; empty when nothing lowered it.
    pub delivery_lowered_by: String,
    pub tax: Money,
    /// "6 %" when one rate covers all, empty otherwise.
    pub tax_rate: String,
    /// Whether the prices hold the tax already; then it is told, not added.
    pub tax_included: bool,
    pub total: Money,
    pub standing: Standing,
}

impl Bill {
    /// The key of the total's label.
    pub fn total_label(&self) -> &'static str {
        match self.standing {
            Standing::Open => "bill-total",
            Standing::Due => "bill-due",
            Standing::Paid => "bill-paid",
        }
    }

    /// The key of the tax's label.
    pub fn tax_label(&self) -> &'static str {
        if self.tax_included { "bill-tax-included" } else { "bill-tax" }
    }

    /// The rate for the label, `none` when there is no single one.
    pub fn tax_rate_word(&self) -> &str {
        if self.tax_rate.is_empty() { "none" } else { &self.tax_rate }
    }

    /// Whether the lines sum to the total.
    pub fn adds_up(&self) -> bool {
        let off: i64 = self.discounts.iter().map(|discount| discount.off.minor).sum();
        let delivery = self.delivery.map_or(0, |money| money.minor);
        let tax = if self.tax_included { 0 } else { self.tax.minor };
        self.goods.minor - off + delivery + tax == self.total.minor
    }
}

/// `6 %` or `6.25 %` when all lines have one rate, else nothing.
pub fn one_rate(rates: impl Iterator<Item = u32>) -> String {
    let mut rates: Vec<u32> = rates.collect();
    rates.dedup();
    match rates.as_slice() {
        [bps] if *bps > 0 => percent(*bps),
        _ => String::new(),
    }
}

/// `6 %`, `8.25 %`, from basis points.
pub fn percent(bps: u32) -> String {
    let text = format!("{}.{:02}", bps / 100, bps % 100);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}
