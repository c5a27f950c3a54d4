//! What a month of sales came to.

use souk_domain::money::{Currency, Money};
use souk_market::portal::DayOfSales;

/// What thirty days came to.
#[derive(Clone, Debug)]
pub struct Sales {
    pub sold: Money,
    pub orders: i64,
    /// Of an order; none where there was none.
    pub average: Option<Money>,
    /// The class and the words of how much more or less it is than the thirty days before; none where nothing was sold then.
    pub changed: Option<(&'static str, String)>,
}

impl Sales {
    /// What these days came to, and those before them.
    pub fn of(days: &[DayOfSales], before: &[DayOfSales], currency: Currency) -> Self {
        let sum = |days: &[DayOfSales]| days.iter().map(|day| day.total).sum::<i64>();
        let sold = sum(days);
        let orders: i64 = days.iter().map(|day| day.orders).sum();
        let money = |minor| Money::new(minor, currency);
        Self {
            sold: money(sold),
            orders,
            average: (orders > 0).then(|| money(sold / orders)),
            changed: changed(sold, sum(before)),
        }
    }
}

/// The class and the words of how much more or less a sum is than one before, in whole percent; none where that was nothing.
pub fn changed(sum: i64, before: i64) -> Option<(&'static str, String)> {
    if before <= 0 {
        return None;
    }
    let percent = (i128::from(sum) - i128::from(before)) * 100 / i128::from(before);
    let (class, sign) = if percent < 0 { ("down", '−') } else { ("up", '+') };
    Some((class, format!("{sign}{} %", percent.unsigned_abs())))
}
