//! A month of sales as a drawing, and as a table.

use crate::dates::at;
use crate::{money, texts::say};
use jiff::civil::Date;
use souk_domain::money::{Currency, Money};
use souk_market::portal::DayOfSales;

/// How wide a day is drawn, in units of the drawing.
const DAY: usize = 10;
/// How high the drawing is, in tenths of its units.
const HIGH: i128 = 1_000;
/// Lines across it, without the one at its foot.
const STEPS: i64 = 4;

/// The drawing.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The size of the drawing, `0 0 290 100`.
    pub size: String,
    /// The line of these days, and the area below it.
    pub line: String,
    pub area: String,
    /// The line of the days before.
    pub before: String,
    /// What stands beside the lines across, the highest first.
    pub steps: Vec<String>,
    /// The days that stand below it.
    pub days: Vec<Date>,
    /// What it shows, in a sentence.
    pub says: String,
    pub rows: Vec<ChartRow>,
}

/// A day in the table.
#[derive(Clone, Debug)]
pub struct ChartRow {
    pub day: Date,
    pub total: Money,
    pub orders: i64,
    pub before: Money,
}

impl Chart {
    pub fn drawn(days: &[DayOfSales], before: &[DayOfSales], currency: Currency) -> Self {
        let money_of = |minor| Money::new(minor, currency);
        let highest = days.iter().chain(before).map(|day| day.total).max().unwrap_or_default();
        let step = step_of(highest, 10_i64.pow(currency.minor_digits()));
        let top = step * STEPS;
        let wide = days.len().saturating_sub(1) * DAY;
        let line = line_of(days, top);
        let sum = |days: &[DayOfSales]| money_of(days.iter().map(|day| day.total).sum());
        let row = |(day, before): (&DayOfSales, &DayOfSales)| ChartRow {
            day: at(day.day).date(),
            total: money_of(day.total),
            orders: day.orders,
            before: money_of(before.total),
        };
        Self {
            size: format!("0 0 {wide} 100"),
            area: format!("{line} L{wide} 100 L0 100Z"),
            line,
            before: line_of(before, top),
            steps: (0..=STEPS).rev().map(|place| money::show_short(money_of(step * place))).collect(),
            days: days.iter().step_by(7).map(|day| at(day.day).date()).collect(),
            says: say("chart-says", &[("sum", &sum(days)), ("before", &sum(before))]),
            rows: days.iter().zip(before).map(row).collect(),
        }
    }
}

/// The least of 1, 2, 5, 10 … whole units of which four reach the highest.
fn step_of(highest: i64, unit: i64) -> i64 {
    let mut power = unit.max(1);
    loop {
        for step in [power, power.saturating_mul(2), power.saturating_mul(5)] {
            if step.saturating_mul(STEPS) >= highest {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

fn line_of(days: &[DayOfSales], top: i64) -> String {
    let point = |(place, day): (usize, &DayOfSales)| {
        let up = i128::from(day.total.max(0)) * HIGH / i128::from(top.max(1));
        let down = HIGH - up.min(HIGH);
        let begins = if place == 0 { 'M' } else { 'L' };
        format!("{begins}{} {}.{}", place * DAY, down / 10, down % 10)
    };
    days.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn days(totals: &[i64]) -> Vec<DayOfSales> {
        let day = |(place, total): (usize, &i64)| DayOfSales {
            day: Timestamp::from_second(i64::try_from(place).unwrap() * 86_400).unwrap(),
            orders: 1,
            total: *total,
        };
        totals.iter().enumerate().map(day).collect()
    }

    #[test]
    fn the_highest_day_stands_below_the_highest_line() {
        let chart = Chart::drawn(&days(&[0, 20_000, 40_000]), &days(&[0, 0, 10_000]), Currency::USD);
        assert_eq!(chart.line, "M0 100.0 L10 50.0 L20 0.0");
        assert_eq!(chart.before, "M0 100.0 L10 100.0 L20 75.0");
        assert_eq!(chart.area, "M0 100.0 L10 50.0 L20 0.0 L20 100 L0 100Z");
        assert_eq!(chart.steps, ["$400", "$300", "$200", "$100", "$0"]);
        assert_eq!(chart.rows[2].before, Money::new(10_000, Currency::USD));
    }

    #[test]
    fn steps_are_round_and_nothing_sold_is_a_flat_line() {
        for (highest, step) in [(0, 100), (400, 100), (401, 200), (1_999, 500), (2_001, 1_000)] {
            assert_eq!(step_of(highest, 100), step, "{highest}");
        }
        assert_eq!(Chart::drawn(&days(&[0, 0]), &days(&[0, 0]), Currency::USD).line, "M0 100.0 L10 100.0");
    }
}
