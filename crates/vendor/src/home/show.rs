//! Looking at the first page.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use souk_domain::money::Money;
use souk_http::Result;
use souk_market::portal::{self, Home, Waiting};
use souk_ui::dates::at;
use souk_ui::request::setting;
use souk_ui::texts::say;

use super::chart::Chart;
use crate::prelude::*;
use crate::shared::{Entrance, Row, private, row};

/// What waits for a vendor, and how it sells.
#[derive(Clone, Debug, Template)]
#[template(path = "home/home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub desk: Desk,
    pub today: Date,
    pub needs: Vec<Need>,
    pub sales: Sales,
    pub chart: Chart,
    /// `None`: who looks may not see it.
    pub funds: Option<Funds>,
    pub best: Vec<Best>,
    /// What is to be sent next.
    pub next: Vec<Row>,
    /// What was bought last.
    pub latest: Vec<Row>,
}

/// How to become a vendor.
#[derive(Clone, Debug, Template)]
#[template(path = "home/door.html")]
pub struct DoorPage {
    pub frame: Frame,
}

/// Something that waits, counted.
#[derive(Clone, Debug)]
pub struct Need {
    pub count: i64,
    pub icon: &'static str,
    pub words: String,
    /// What is said below the words.
    pub more: String,
    pub href: String,
    /// Whether it should have been done by now.
    pub is_late: bool,
}

/// What thirty days came to.
#[derive(Clone, Debug)]
pub struct Sales {
    pub sold: Money,
    pub orders: i64,
    /// Of an order; none where there was none.
    pub average: Option<Money>,
    /// How much more or less than the thirty days before, in whole percent; none where nothing was sold then.
    pub change: Option<i64>,
}

/// What a vendor has.
#[derive(Clone, Debug)]
pub struct Funds {
    pub escrow: Money,
    pub available: Money,
    pub paid_out: Money,
}

/// A product that sells well.
#[derive(Clone, Debug)]
pub struct Best {
    pub name: String,
    pub pieces: i64,
    pub total: Money,
}

/// `GET /vendor`.
pub(super) async fn show(entrance: Entrance) -> Result<Response> {
    let worker = match entrance {
        Entrance::Worker(worker) => worker,
        Entrance::Stranger(http, request) => {
            let frame = setting(&http, &request).await?.frame;
            return Ok(private(StatusCode::OK, &DoorPage { frame }));
        }
    };
    let home = portal::home(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&home.around);
    let money = |minor| Money::new(minor, home.around.market.currency);
    let page = HomePage {
        frame,
        desk,
        today: at(home.now).date(),
        needs: needs(&home.around.waiting),
        sales: sales(&home),
        chart: Chart::of(&home),
        funds: home.funds.map(|funds| Funds {
            escrow: Money::new(funds.escrow, funds.currency),
            available: Money::new(funds.available, funds.currency),
            paid_out: Money::new(funds.paid_out, funds.currency),
        }),
        best: home
            .best
            .iter()
            .map(|best| Best { name: best.name.clone(), pieces: best.pieces, total: money(best.total) })
            .collect(),
        next: home.next.iter().map(|order| row(order, home.now)).collect(),
        latest: home.latest.iter().map(|order| row(order, home.now)).collect(),
    };
    Ok(private(StatusCode::OK, &page))
}

fn sales(home: &Home) -> Sales {
    let money = |minor| Money::new(minor, home.around.market.currency);
    let sold: i64 = home.days.iter().map(|day| day.total).sum();
    let orders: i64 = home.days.iter().map(|day| day.orders).sum();
    let before: i64 = home.before.iter().map(|day| day.total).sum();
    let percent = |before: i64| {
        let percent = (i128::from(sold) - i128::from(before)) * 100 / i128::from(before);
        i64::try_from(percent).unwrap_or(i64::MAX)
    };
    Sales {
        sold: money(sold),
        orders,
        average: (orders > 0).then(|| money(sold / orders)),
        change: (before > 0).then(|| percent(before)),
    }
}

pub(super) fn needs(waiting: &Waiting) -> Vec<Need> {
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    let is_late = waiting.late > 0;
    let calm = |number: i64, words: String| if number == 0 { say("need-none", &[]) } else { words };
    let shipping =
        if is_late { say("need-late", &[("count", &count(waiting.late))]) } else { say("need-in-time", &[]) };
    let need = |number: i64, icon, key, more, href: String| Need {
        count: number,
        icon,
        words: say(key, &[]),
        more: calm(number, more),
        href,
        is_late: false,
    };
    let to_ship = need(waiting.to_ship, "truck", "need-to-ship", shipping, ways::orders().to_owned());
    let late =
        need(waiting.late, "warn", "need-overdue", say("need-overdue-more", &[]), ways::orders_of("to_ship"));
    let returns = need(
        waiting.returns,
        "return",
        "need-returns",
        say("need-returns-more", &[]),
        ways::returns().to_owned(),
    );
    vec![Need { is_late, ..to_ship }, Need { is_late, ..late }, returns]
}

impl Sales {
    /// The class and the words of the change.
    pub fn changed(&self) -> Option<(&'static str, String)> {
        let percent = self.change?;
        let class = if percent < 0 { "down" } else { "up" };
        let sign = if percent < 0 { '−' } else { '+' };
        Some((class, format!("{sign}{} %", percent.unsigned_abs())))
    }
}
