//! What one whole order costs the server: statements, processor time, bytes of database; request path, bank call, events and
//! letters included, counted over many orders and until nothing is left to do.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::{
    buy, load,
    report::Report,
    shop::{Open, Shop},
    wire::{self, Wire},
};

/// Orders that are counted: so many that what the server does beside them does not matter.
const ORDERS: usize = 2_000;
/// Orders before, so that statements are prepared and pools are full.
const WARM_UP: usize = 100;
/// How long the last letter may take after the last order.
const DRAINED_WITHIN: Duration = Duration::from_secs(120);
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// Nothing waits when no lane has told of anything for so long: each looks twice a second, and what one does the next one sees.
const QUIET_FOR: Duration = Duration::from_secs(3);
const STATEMENTS: &str = "db_statements_total";
/// What waits for the lanes of the worker: nothing, when all is done.
const BACKLOG: &str = "lane_backlog";

struct Spent {
    statements: f64,
    user_ms: u64,
    system_ms: u64,
    database_bytes: u64,
}

pub(crate) fn measure(shop: &Shop, open: &Open, report: &mut Report) -> Result<()> {
    let souk = open.server.address;
    buy::order(souk, buy::fill(souk, WARM_UP)?)?;
    let start = spent(shop, open)?;
    let baskets = buy::fill(souk, ORDERS)?;
    let filled = spent(shop, open)?;
    buy::order(souk, baskets)?;
    let done = spent(shop, open)?;
    let order = Each::of(&filled, &done);
    report.at_most("one order: statements", order.statements, 40.0, "");
    report.at_most("one order: processor time", order.user_ms + order.system_ms, 2.0, "ms");
    report.at_most("one order: database", order.kilobytes, 8.0, "KB");
    for (what, of) in [("one order", order), ("its cart and quote, five requests", Each::of(&start, &filled))]
    {
        let Each { statements, user_ms, system_ms, kilobytes } = of;
        report.note(format!(
            "{what}: {statements:.1} statements, {user_ms:.2} ms user and {system_ms:.2} ms system, {kilobytes:.1} KB, over {ORDERS}, drained"
        ));
    }
    Ok(())
}

/// What one of [`ORDERS`] took between two looks.
struct Each {
    statements: f64,
    user_ms: f64,
    system_ms: f64,
    kilobytes: f64,
}

impl Each {
    fn of(before: &Spent, after: &Spent) -> Self {
        let each = |before: f64, after: f64| (after - before) / ORDERS as f64;
        let bytes = each(before.database_bytes as f64, after.database_bytes as f64);
        Self {
            statements: each(before.statements, after.statements),
            user_ms: each(before.user_ms as f64, after.user_ms as f64),
            system_ms: each(before.system_ms as f64, after.system_ms as f64),
            kilobytes: bytes / 1_000.0,
        }
    }
}

/// What was spent by the time nothing is left to do.
fn spent(shop: &Shop, open: &Open) -> Result<Spent> {
    let deadline = Instant::now() + DRAINED_WITHIN;
    let mut quiet_since = Instant::now();
    let statements = loop {
        let figures = load::on_one_thread(figures(open))?;
        if sum(&figures, BACKLOG)? > 0.0 {
            quiet_since = Instant::now();
        } else if quiet_since.elapsed() > QUIET_FOR {
            break sum(&figures, STATEMENTS)?;
        }
        if Instant::now() > deadline {
            bail!("events or jobs still wait {} s after the last order", DRAINED_WITHIN.as_secs());
        }
        std::thread::sleep(LOOK_AGAIN);
    };
    let (user_ms, system_ms) = open.server.cpu_ms()?;
    Ok(Spent { statements, user_ms, system_ms, database_bytes: shop.database_bytes()? })
}

async fn figures(open: &Open) -> Result<String> {
    let address = open.server.address;
    let mut wire = Wire::open(address).await?;
    let answered = wire.ask(&wire::get(address, "/metrics")).await?;
    if answered.status != 200 {
        bail!("/metrics answered {}", answered.status);
    }
    String::from_utf8(answered.body.to_vec()).context("/metrics is no text")
}

/// The sum of a figure over its labels. Errors: it is not told.
fn sum(figures: &str, name: &str) -> Result<f64> {
    let values = figures.lines().filter_map(|line| {
        let rest = line.strip_prefix(name)?;
        rest.starts_with([' ', '{']).then(|| rest.rsplit(' ').next()?.parse::<f64>().ok()).flatten()
    });
    values.reduce(|sum, value| sum + value).with_context(|| format!("/metrics does not tell {name}"))
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn a_figure_is_summed_over_its_labels_and_no_others() {
        let text = "# TYPE jobs gauge\njobs{lane=\"a\"} 2\njobs{lane=\"b\"} 3\njobs_total 50\n";
        assert_eq!(sum(text, "jobs").unwrap(), 5.0);
        assert_eq!(sum(text, "jobs_total").unwrap(), 50.0);
        assert!(sum(text, "letters").is_err());
    }
}
