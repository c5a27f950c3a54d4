//! The list of vendors. Of those that wait for an answer it shows what they told, with a button that lets one sell and a form that says no.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::documents::WaitingPapers;
use souk_market::joining::WaitingVendor;
use souk_market::office;
use souk_market::vendors::{VendorCounts, VendorFilter, VendorStatus};
use souk_ui::desk::{Tab, asked, private};
use souk_ui::faults::Faults;
use souk_ui::texts::say;
use souk_ui::{FormError, dates};

use super::typed::Typed;
use super::words::{done_words, status_key, status_tone};
use crate::prelude::*;
use crate::shared::Clerk;

/// Vendors on one page.
const ROWS: u32 = 24;
/// The word of the tab that shows all.
const ALL: &str = "all";

/// Vendors of one status, or all. The forms post `csrf` and the `revision` that is shown; the one that says no posts `reason` too.
#[derive(Clone, Debug, Template)]
#[template(path = "vendors/list.html")]
pub struct VendorsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub tabs: Vec<Tab>,
    /// The word of the tab.
    pub status: String,
    /// What is looked for, as it was typed.
    pub text: String,
    /// Whose papers wait.
    pub papers: Vec<PapersOnPage>,
    /// Whether those are shown that wait for an answer.
    pub is_queue: bool,
    pub applications: Vec<ApplicationOnPage>,
    pub rows: Vec<VendorRow>,
    /// Whether who looks may decide.
    pub may_write: bool,
    /// The address of the next page; empty: there is none.
    pub next: String,
    /// The address of the first page, where this is another; else empty.
    pub first: String,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// A vendor whose papers wait.
#[derive(Clone, Debug)]
pub struct PapersOnPage {
    pub id: String,
    pub name: String,
    pub papers: i64,
    /// Since when the first of them waits: "Sat, Nov 21, 4:12 pm UTC".
    pub since: String,
}

/// A vendor in a row.
#[derive(Clone, Debug)]
pub struct VendorRow {
    pub id: String,
    pub name: String,
    pub slug: String,
    pub email: String,
    /// The key of its status in words, and the class of its badge.
    pub status: &'static str,
    pub tone: &'static str,
    /// "Nov 21, 4:12 pm".
    pub since: String,
}

/// Somebody who wants to sell here.
#[derive(Clone, Debug)]
pub struct ApplicationOnPage {
    pub id: String,
    /// Its revision: what is decided is what is shown.
    pub revision: i64,
    pub name: String,
    pub slug: String,
    /// "Nov 21, 4:12 pm".
    pub when: String,
    /// What it wants to sell; empty where the staff made it.
    pub sells: String,
    pub story: String,
    pub email: String,
    /// Where it does business, line by line.
    pub address: Vec<String>,
    /// What was typed as a reason.
    pub reason: String,
    /// What is wrong with it.
    pub wrong: Option<String>,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct VendorsQuery {
    status: String,
    q: String,
    after: Option<String>,
    done: String,
}

/// `GET /admin/vendors`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<VendorsQuery>) -> Result<Response> {
    draw(&clerk, asked, None).await
}

/// The page with what was wrong.
pub(super) async fn again(clerk: &Clerk, typed: Typed<'_>) -> Result<Response> {
    draw(clerk, VendorsQuery::default(), Some(typed)).await
}

async fn draw(clerk: &Clerk, query: VendorsQuery, typed: Option<Typed<'_>>) -> Result<Response> {
    let status = match query.status.as_str() {
        ALL => None,
        word => Some(VendorStatus::parse(word).unwrap_or(VendorStatus::Applied)),
    };
    let filter = VendorFilter { status, text: query.q.clone() };
    let found = office::vendors(clerk.http.app(), clerk.actor, filter, query.after.clone(), ROWS).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let is_queue = status == Some(VendorStatus::Applied);
    let word = status.map_or(ALL, VendorStatus::as_str);
    let at = |after: &str| asked(ways::vendors(), &[("status", word), ("q", &query.q), ("after", after)]);
    let faults = typed.as_ref().map(|typed| typed.faults.clone()).unwrap_or_default();
    let (applications, rows) = if is_queue {
        (found.vendors.items.into_iter().map(|one| on_page(one, typed.as_ref())).collect(), Vec::new())
    } else {
        (Vec::new(), found.vendors.items.into_iter().map(row).collect())
    };
    let drawn = VendorsPage {
        frame,
        desk,
        errors: summary(&faults),
        tabs: tabs(&found.counts, status, &query.q),
        status: word.to_owned(),
        papers: found.papers.into_iter().map(papers).collect(),
        is_queue,
        applications,
        rows,
        may_write: clerk.may(Permission::VendorsWrite),
        next: found.vendors.next.map(|next| at(&next)).unwrap_or_default(),
        first: query.after.as_ref().map(|_| at("")).unwrap_or_default(),
        done: done_words(&query.done),
        text: query.q,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    Ok(faults.answered(private(status, &drawn)))
}

/// What is wrong: where there is one form of several, the page says at which it is.
fn summary(faults: &Faults) -> Vec<FormError> {
    let mut errors = faults.summary(&["reason"]);
    for error in errors.iter_mut().filter(|error| error.field == "reason") {
        error.field.clear();
    }
    errors
}

/// A tab for each status, and one for all.
pub(super) fn tabs(counts: &VendorCounts, here: Option<VendorStatus>, text: &str) -> Vec<Tab> {
    let count = |status: VendorStatus| {
        counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count)
    };
    let href = |word: &str| asked(ways::vendors(), &[("status", word), ("q", text)]);
    let order = [
        VendorStatus::Applied,
        VendorStatus::Active,
        VendorStatus::Suspended,
        VendorStatus::Refused,
        VendorStatus::Closed,
    ];
    let tab = |status: VendorStatus| Tab {
        words: say(status_key(status), &[]),
        href: href(status.as_str()),
        count: count(status),
        is_here: here == Some(status),
    };
    let all = Tab {
        words: say("office-vendors-all", &[]),
        href: href(ALL),
        count: counts.iter().map(|(_, count)| count).sum(),
        is_here: here.is_none(),
    };
    order.into_iter().map(tab).chain([all]).collect()
}

fn papers(found: WaitingPapers) -> PapersOnPage {
    PapersOnPage {
        id: found.vendor.to_string(),
        name: found.name,
        papers: found.papers,
        since: dates::moment(&dates::at(found.since)),
    }
}

fn row(found: WaitingVendor) -> VendorRow {
    let vendor = found.vendor;
    VendorRow {
        id: vendor.id.to_string(),
        status: status_key(vendor.status),
        tone: status_tone(vendor.status),
        since: dates::moment(&dates::at(vendor.created_at)),
        name: vendor.name,
        slug: vendor.slug,
        email: vendor.email,
    }
}

fn on_page(found: WaitingVendor, typed: Option<&Typed<'_>>) -> ApplicationOnPage {
    let WaitingVendor { vendor, told } = found;
    let typed = typed.filter(|typed| typed.vendor == vendor.id);
    let since = told.as_ref().map_or(vendor.created_at, |told| told.applied_at);
    ApplicationOnPage {
        id: vendor.id.to_string(),
        revision: vendor.revision,
        when: dates::moment(&dates::at(since)),
        sells: told.as_ref().map(|told| told.sells.clone()).unwrap_or_default(),
        address: told.map(|told| told.address.lines()).unwrap_or_default(),
        name: vendor.name,
        slug: vendor.slug,
        story: vendor.story,
        email: vendor.email,
        reason: typed.map(|typed| typed.reason.to_owned()).unwrap_or_default(),
        wrong: typed.and_then(|typed| typed.faults.words("reason")),
    }
}
