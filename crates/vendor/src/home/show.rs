//! Looking at the first page.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use souk_domain::money::{Currency, Money};
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_market::inventory::StockRow;
use souk_market::portal::{self, Earned, TopProduct, Waiting};
use souk_market::reviews::ReviewsView;
use souk_ui::dates::at;
use souk_ui::desk::{Chart, Sales};
use souk_ui::request::setting;
use souk_ui::texts::say;

use crate::prelude::*;
use crate::shared::{Entrance, House, Row, StepOnPage, private, row};

/// What waits for a vendor, and how it sells.
#[derive(Clone, Debug, Template)]
#[template(path = "home/home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub desk: Desk,
    pub today: Date,
    pub needs: Vec<Need>,
    /// `None`: who looks may not see money.
    pub earned: Option<EarnedOnPage>,
    /// What is to be sent next.
    pub next: Vec<Row>,
    /// What was bought last.
    pub latest: Vec<Row>,
    /// Where few are left.
    pub low: Vec<Low>,
    /// What is left to set up; `None`: nothing.
    pub setup: Option<Setup>,
    /// Whether who looks may make products.
    pub may_add: bool,
}

/// A thing of which few are left.
#[derive(Clone, Debug)]
pub struct Low {
    pub name: String,
    /// Its values and where it lies; may be empty.
    pub detail: String,
    pub left: i64,
    pub href: String,
}

/// How far a vendor is set up.
#[derive(Clone, Debug)]
pub struct Setup {
    pub done: usize,
    pub all: usize,
    /// What is to be done still.
    pub steps: Vec<StepOnPage>,
}

/// What a vendor earns.
#[derive(Clone, Debug)]
pub struct EarnedOnPage {
    pub sales: Sales,
    pub chart: Chart,
    pub funds: Funds,
    pub best: Vec<Best>,
}

/// How to become a vendor.
#[derive(Clone, Debug, Template)]
#[template(path = "home/door.html")]
pub struct DoorPage {
    pub frame: Frame,
}

/// For which of several vendors to work.
#[derive(Clone, Debug, Template)]
#[template(path = "home/chooser.html")]
pub struct ChooserPage {
    pub frame: Frame,
    pub houses: Vec<House>,
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
        Entrance::Undecided(undecided) => {
            let frame = setting(&undecided.http, &undecided.request).await?.frame;
            let houses = undecided.memberships.iter().map(|one| House::of(&one.vendor)).collect();
            return Ok(private(StatusCode::OK, &ChooserPage { frame, houses }));
        }
        Entrance::Stranger(http, request) => {
            let frame = setting(&http, &request).await?.frame;
            return Ok(private(StatusCode::OK, &DoorPage { frame }));
        }
    };
    let home = portal::home(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&home.around);
    let page = HomePage {
        frame,
        desk,
        today: at(home.now).date(),
        needs: needs(&home.around.waiting, worker.seat.may(VendorPermission::ReviewsRead)),
        earned: home.earned.as_ref().map(|earned| on_page(earned, home.around.market.currency)),
        next: home.next.iter().map(|order| row(order, home.now)).collect(),
        low: home.low.iter().map(low).collect(),
        setup: home.setup.as_ref().map(|setup| Setup {
            done: setup.done(),
            all: setup.steps.len(),
            steps: setup.steps.iter().filter(|(_, done)| !done).copied().map(StepOnPage::of).collect(),
        }),
        may_add: worker.seat.may(VendorPermission::ProductsWrite),
        latest: home.latest.iter().map(|order| row(order, home.now)).collect(),
    };
    Ok(private(StatusCode::OK, &page))
}

fn low(found: &StockRow) -> Low {
    let details = found.values().into_iter().chain([found.location_name.clone()]);
    Low {
        name: found.name.clone(),
        detail: details.collect::<Vec<_>>().join(" · "),
        left: found.left,
        href: ways::inventory_variant(&found.level.variant.to_string()),
    }
}

fn on_page(earned: &Earned, currency: Currency) -> EarnedOnPage {
    let money = |minor| Money::new(minor, currency);
    let of_funds = |minor| Money::new(minor, earned.funds.currency);
    let best =
        |best: &TopProduct| Best { name: best.name.clone(), pieces: best.pieces, total: money(best.total) };
    EarnedOnPage {
        sales: Sales::of(&earned.days, &earned.before, currency),
        chart: Chart::drawn(&earned.days, &earned.before, currency),
        funds: Funds {
            escrow: of_funds(earned.funds.escrow),
            available: of_funds(earned.funds.available),
            paid_out: of_funds(earned.funds.paid_out),
        },
        best: earned.best.iter().map(best).collect(),
    }
}

/// What waits, with what buyers said of things for who may read that.
pub(super) fn needs(waiting: &Waiting, may_read_reviews: bool) -> Vec<Need> {
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
    let reviews = need(
        waiting.reviews,
        "star",
        "need-reviews",
        say("need-reviews-more", &[]),
        ways::reviews_of(ReviewsView::Unanswered.as_str()),
    );
    let mut needs = vec![Need { is_late, ..to_ship }, Need { is_late, ..late }, returns];
    needs.extend(may_read_reviews.then_some(reviews));
    needs
}
