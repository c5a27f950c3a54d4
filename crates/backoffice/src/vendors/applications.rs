//! Applications that wait, each with a button that lets its vendor sell and a form that says no.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::VendorId;
use souk_domain::refusal::{Refusal, VendorRefusal};
use souk_http::read::{Form, Part, Query};
use souk_http::{HttpState, Result, StaffCaller};
use souk_market::At;
use souk_market::joining::{self, WaitingVendor};
use souk_market::vendors;
use souk_ui::faults::Faults;
use souk_ui::page::{confidential, page};
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::texts::say;
use souk_ui::{FormError, dates};

use crate::prelude::*;

/// Applications on one page.
const ROWS: u32 = 24;

/// Applications that wait. The forms post `csrf`; and the `revision` that is shown; the one that says no posts `reason` too.
#[derive(Clone, Debug, Template)]
#[template(path = "vendors/applications.html")]
pub struct ApplicationsPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub applications: Vec<ApplicationOnPage>,
    /// Where the page of older ones is; empty: there are none.
    pub more: String,
    /// What was just done, in words; may be empty.
    pub done: String,
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
pub(super) struct ApplicationsQuery {
    after: Option<String>,
    done: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApprovalForm {
    revision: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RefusalForm {
    revision: i64,
    #[serde(default)]
    reason: String,
}

/// What was typed for which vendor, and what is wrong with it.
struct Typed<'a> {
    vendor: VendorId,
    reason: &'a str,
    faults: &'a Faults,
}

/// `GET /admin/vendors`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    caller: StaffCaller,
    Query(asked): Query<ApplicationsQuery>,
) -> Result<Response> {
    draw(&http, &request, caller, asked, None).await
}

/// `POST /admin/vendors/{id}/approve`.
pub(super) async fn approve(
    State(http): State<HttpState>,
    request: PageRequest,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    Form(sent): Form<ApprovalForm>,
) -> Result<Response> {
    let shown = At { id, expected: Some(sent.revision) };
    let approved = vendors::approve_vendor(http.app(), caller.actor, shown, None).await.map(|_vendor| ());
    answered(&http, &request, caller, (id, ""), approved, "approved").await
}

/// `POST /admin/vendors/{id}/refuse`.
pub(super) async fn refuse(
    State(http): State<HttpState>,
    request: PageRequest,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    Form(sent): Form<RefusalForm>,
) -> Result<Response> {
    let shown = At { id, expected: Some(sent.revision) };
    let refusal = vendors::refuse_vendor(http.app(), caller.actor, shown, sent.reason.clone(), None);
    let refused = refusal.await.map(|_vendor| ());
    answered(&http, &request, caller, (id, &sent.reason), refused, "refused").await
}

/// On to the page that says what was done; what can be mended comes back on it.
async fn answered(
    http: &HttpState,
    request: &PageRequest,
    caller: StaffCaller,
    (vendor, reason): (VendorId, &str),
    outcome: souk_market::Result<()>,
    done: &str,
) -> Result<Response> {
    let error = match outcome {
        Ok(()) => return Ok(see_other(&format!("{}?done={done}", ways::vendors()), None)),
        Err(error) => error,
    };
    // whoever is not there cannot be mended
    if matches!(error.refusal(), Some(Refusal::Vendor(VendorRefusal::NotFound))) {
        return Err(error.into());
    }
    let faults = Faults::of(error)?;
    let typed = Typed { vendor, reason, faults: &faults };
    draw(http, request, caller, ApplicationsQuery::default(), Some(typed)).await
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    caller: StaffCaller,
    asked: ApplicationsQuery,
    typed: Option<Typed<'_>>,
) -> Result<Response> {
    let waiting = joining::list_waiting(http.app(), caller.actor, asked.after, ROWS).await?;
    let frame = setting(http, request).await?.frame;
    let applications = waiting.items.into_iter().map(|found| on_page(found, typed.as_ref())).collect();
    let faults = typed.map(|typed| typed.faults.clone()).unwrap_or_default();
    let mut errors = faults.summary(&["reason"]);
    for error in errors.iter_mut().filter(|error| error.field == "reason") {
        // one form of several: the page says at which it is
        error.field.clear();
    }
    let drawn = ApplicationsPage {
        frame,
        errors,
        applications,
        more: waiting.next.map(|next| format!("{}?after={next}", ways::vendors())).unwrap_or_default(),
        done: match asked.done.as_str() {
            "approved" => say("office-approved", &[]),
            "refused" => say("office-refused", &[]),
            _ => String::new(),
        },
    };
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    Ok(faults.answered(confidential(page(status, &drawn))))
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
