//! When a vendor is away.

use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use souk_domain::vendor::{Closure, VendorPermission};
use souk_http::Result;
use souk_http::read::{Form, Query};
use souk_market::portal;
use souk_market::vendors::{self, NewClosure};
use souk_ui::faults::Faults;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{DoneQuery, Worker, day_of, first_moment, private};

/// The button that opens at once.
const OPEN: &str = "open";

/// The form posts `csrf`, `revision`, `when` (`now` or `day`), `from`, `end` (`day` or `open`), `until`, `notice`; a second one opens.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/closure.html")]
pub struct ClosurePage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub revision: i64,
    /// The chosen one of each pair; empty: none yet.
    pub when: Entry,
    pub end: Entry,
    /// Days, as forms write them; the times of the market are UTC.
    pub from: Entry,
    pub until: Entry,
    pub notice: Entry,
    /// Whether it will be away and is not yet: while it is, every page has the button that opens.
    pub is_ahead: bool,
    pub may_change: bool,
    pub done: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ClosureForm {
    revision: i64,
    when: String,
    from: String,
    end: String,
    until: String,
    notice: String,
    #[serde(rename = "do")]
    pressed: String,
}

/// `GET /vendor/settings/closure`.
pub(super) async fn show(worker: Worker, Query(asked): Query<DoneQuery>) -> Result<Response> {
    worker.require(VendorPermission::SettingsRead)?;
    draw(&worker, None, &Faults::default(), asked.is_done()).await
}

/// `POST /vendor/settings/closure`.
pub(super) async fn send(worker: Worker, Form(sent): Form<ClosureForm>) -> Result<Response> {
    worker.require(VendorPermission::SettingsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let done = if sent.pressed == OPEN {
        vendors::open_again(app, actor, vendor, Some(sent.revision)).await.map(|_vendor| ())
    } else {
        let known = vendors::show_own_vendor(app, actor, vendor).await?.closure();
        let (from, until) = match chosen(&sent, known) {
            Ok(chosen) => chosen,
            Err(faults) => return draw(&worker, Some(&sent), &faults, false).await,
        };
        let expected_revision = Some(sent.revision);
        let new = NewClosure { from, until, notice: sent.notice.clone(), expected_revision };
        vendors::close_for_a_while(app, actor, vendor, new, None).await.map(|_vendor| ())
    };
    match done {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::closure()), None)),
        Err(error) => draw(&worker, Some(&sent), &Faults::of(error)?, false).await,
    }
}

/// From when and until when. A day that is as it was keeps its moment, which a program may have set to the minute. Errors: nothing is
/// chosen, or a day cannot be read.
fn chosen(
    sent: &ClosureForm,
    known: Option<Closure>,
) -> Result<(Option<Timestamp>, Option<Timestamp>), Faults> {
    let mut faults = Faults::default();
    let mut moment = |field: &str, typed: &str, was: Option<Timestamp>| {
        let kept = was.filter(|was| day_of(*was) == typed.trim());
        kept.or_else(|| first_moment(typed).ok().flatten()).or_else(|| {
            faults.put(field, say("desk-day-malformed", &[]));
            None
        })
    };
    let from = match sent.when.as_str() {
        "day" => moment("from", &sent.from, known.map(|known| known.from)),
        _ => None,
    };
    let until = match sent.end.as_str() {
        "day" => moment("until", &sent.until, known.and_then(|known| known.until)),
        _ => None,
    };
    for (field, said, key, known) in [
        ("when", &sent.when, "closure-choose-when", ["now", "day"]),
        ("end", &sent.end, "closure-choose-end", ["day", "open"]),
    ] {
        if !known.contains(&said.as_str()) {
            faults.put(field, say(key, &[]));
        }
    }
    if faults.is_empty() { Ok((from, until)) } else { Err(faults) }
}

async fn draw(worker: &Worker, sent: Option<&ClosureForm>, faults: &Faults, done: bool) -> Result<Response> {
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let now = worker.http.app().now();
    let closure = around.vendor.closure().filter(|closure| !closure.is_over(now));
    let end = closure.map_or("", |closure| if closure.until.is_some() { "day" } else { "open" });
    let known = ClosureForm {
        revision: around.vendor.revision,
        when: if closure.is_some() { "day".to_owned() } else { String::new() },
        from: closure.map(|closure| day_of(closure.from)).unwrap_or_default(),
        end: end.to_owned(),
        until: closure.and_then(|closure| closure.until).map(day_of).unwrap_or_default(),
        notice: if closure.is_some() { around.vendor.closure_notice.clone() } else { String::new() },
        pressed: String::new(),
    };
    let typed = sent.unwrap_or(&known);
    let page = ClosurePage {
        frame,
        desk,
        errors: faults.summary(&["when", "from", "end", "until", "notice"]),
        revision: around.vendor.revision,
        when: faults.entry("when", &typed.when),
        end: faults.entry("end", &typed.end),
        from: faults.entry("from", &typed.from),
        until: faults.entry("until", &typed.until),
        notice: faults.entry("notice", &typed.notice),
        is_ahead: closure.is_some_and(|closure| !closure.holds(now)),
        may_change: worker.seat.may(VendorPermission::SettingsWrite),
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
