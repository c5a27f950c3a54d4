//! The list: those that have waited longest come first.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use souk_domain::order::ReturnStatus;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::office;
use souk_market::returns::ReturnView;
use souk_ui::desk::{Tab, asked, private};
use souk_ui::texts::say;

use super::words::{LATE_DAYS, age, days_since, status_key};
use crate::prelude::*;
use crate::shared::Clerk;

/// Returns on one page.
const ROWS: u32 = 50;

/// Returns of one status.
#[derive(Clone, Debug, Template)]
#[template(path = "returns/list.html")]
pub struct ReturnsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub tabs: Vec<Tab>,
    pub rows: Vec<ReturnRow>,
    /// The addresses of the next page and of the first; empty: there is none, or this is it.
    pub next: String,
    pub first: String,
}

/// A return in a row.
#[derive(Clone, Debug)]
pub struct ReturnRow {
    pub id: String,
    /// The number of its order.
    pub number: String,
    pub vendor: String,
    pub vendor_id: String,
    /// What is to come back, in words.
    pub things: String,
    pub reason: String,
    /// How old it is, in words, and whether that is too old.
    pub age: String,
    pub is_late: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReturnsQuery {
    status: String,
    after: Option<String>,
}

/// `GET /admin/returns`.
pub(super) async fn show(clerk: Clerk, Query(query): Query<ReturnsQuery>) -> Result<Response> {
    let status = ReturnStatus::parse(&query.status).unwrap_or(ReturnStatus::Requested);
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let found = office::returns(app, actor, status, query.after.clone(), ROWS).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let at = |after: &str| asked(ways::returns(), &[("status", status.as_str()), ("after", after)]);
    let now = found.now;
    let page = ReturnsPage {
        frame,
        desk,
        tabs: tabs(&found.counts, status),
        rows: found.returns.items.iter().map(|one| row(one, now)).collect(),
        next: found.returns.next.map(|next| at(&next)).unwrap_or_default(),
        first: query.after.map(|_| at("")).unwrap_or_default(),
    };
    Ok(private(StatusCode::OK, &page))
}

/// A tab for each status; the open ones come first.
pub(super) fn tabs(counts: &[(ReturnStatus, i64)], here: ReturnStatus) -> Vec<Tab> {
    let count = |status: ReturnStatus| {
        counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count)
    };
    let tab = |status: ReturnStatus| Tab {
        words: say(status_key(status), &[]),
        href: asked(ways::returns(), &[("status", status.as_str())]),
        count: count(status),
        is_here: status == here,
    };
    [
        ReturnStatus::Requested,
        ReturnStatus::Approved,
        ReturnStatus::Received,
        ReturnStatus::Refunded,
        ReturnStatus::Refused,
    ]
    .map(tab)
    .to_vec()
}

fn row(view: &ReturnView, now: Timestamp) -> ReturnRow {
    let days = days_since(view.created_at, now);
    let things: Vec<String> =
        view.lines.iter().map(|line| format!("{} × {}", line.quantity, line.name)).collect();
    ReturnRow {
        id: view.id.to_string(),
        number: view.order_number.clone(),
        vendor: view.vendor_name.clone(),
        vendor_id: view.vendor.to_string(),
        things: things.join(", "),
        reason: say(souk_ui::order::return_reason_key(view.reason), &[]),
        age: age(days),
        is_late: view.status == ReturnStatus::Requested && days >= LATE_DAYS,
    }
}
