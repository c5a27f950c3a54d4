//! When a vendor is away.

use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Form, Query};
use souk_market::portal;
use souk_market::vendors::{self, NewClosure};
use souk_ui::faults::Faults;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{DoneQuery, Worker, private};

/// The button that opens at once.
const OPEN: &str = "open";

/// The form posts `csrf`, `from`, `until`, `notice`; a second one opens.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/closure.html")]
pub struct ClosurePage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    /// Days, as forms write them; the times of the market are UTC.
    pub from: Entry,
    pub until: Entry,
    pub notice: Entry,
    /// Whether it is away now, or will be.
    pub is_set: bool,
    pub done: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClosureForm {
    from: String,
    until: String,
    notice: String,
    #[serde(rename = "do")]
    pressed: String,
}

/// `GET /vendor/settings/closure`.
pub(super) async fn show(worker: Worker, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw(&worker, None, &Faults::default(), asked.is_done()).await
}

/// `POST /vendor/settings/closure`.
pub(super) async fn send(worker: Worker, Form(sent): Form<ClosureForm>) -> Result<Response> {
    worker.require(VendorPermission::SettingsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let done = if sent.pressed == OPEN {
        vendors::open_again(app, actor, vendor, None).await.map(|_vendor| ())
    } else {
        let (from, until) = match (day(&sent.from), day(&sent.until)) {
            (Ok(from), Ok(until)) => (from, until),
            (from, _) => {
                let field = if from.is_err() { "from" } else { "until" };
                let faults = Faults::at(field, say("desk-day-malformed", &[]));
                return draw(&worker, Some(&sent), &faults, false).await;
            }
        };
        let new = NewClosure { from, until, notice: sent.notice.clone(), expected_revision: None };
        vendors::close_for_a_while(app, actor, vendor, new, None).await.map(|_vendor| ())
    };
    match done {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::closure()), None)),
        Err(error) => draw(&worker, Some(&sent), &Faults::of(error)?, false).await,
    }
}

/// The first moment of a day; `None` where none was typed.
fn day(typed: &str) -> Result<Option<Timestamp>, ()> {
    match typed.trim() {
        "" => Ok(None),
        typed => {
            let day: Date = typed.parse().map_err(|_| ())?;
            day.to_zoned(TimeZone::UTC).map(|start| Some(start.timestamp())).map_err(|_| ())
        }
    }
}

fn written(at: Timestamp) -> String {
    at.strftime("%F").to_string()
}

async fn draw(worker: &Worker, sent: Option<&ClosureForm>, faults: &Faults, done: bool) -> Result<Response> {
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let now = worker.http.app().now();
    let closure = around.vendor.closure().filter(|closure| !closure.is_over(now));
    let known = ClosureForm {
        from: closure.map(|closure| written(closure.from)).unwrap_or_default(),
        until: closure.and_then(|closure| closure.until).map(written).unwrap_or_default(),
        notice: if closure.is_some() { around.vendor.closure_notice.clone() } else { String::new() },
        pressed: String::new(),
    };
    let typed = sent.unwrap_or(&known);
    let page = ClosurePage {
        frame,
        desk,
        errors: faults.summary(&["from", "until", "notice"]),
        from: faults.entry("from", &typed.from),
        until: faults.entry("until", &typed.until),
        notice: faults.entry("notice", &typed.notice),
        is_set: closure.is_some(),
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
