//! How a vendor ships at a glance.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::ShippingMethodId;
use souk_domain::money::Currency;
use souk_domain::pricing::ShippingMethod;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Form, Part};
use souk_market::portal;
use souk_market::shipping::{self, OfferedMethod, TermsChanges};
use souk_ui::faults::Faults;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use super::{read::faults_of, words};
use crate::prelude::*;
use crate::shared::{Worker, private};

/// A vendor's ways to ship, and how it ships.
#[derive(Clone, Debug, Template)]
#[template(path = "delivery/delivery.html")]
pub struct DeliveryPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub revision: i64,
    pub handling_days: Entry,
    pub own_only: bool,
    pub own: Vec<OwnWay>,
    pub shared: Vec<SharedWay>,
    /// Whether who looks may change it.
    pub may_change: bool,
}

/// One of its own.
#[derive(Clone, Debug)]
pub struct OwnWay {
    pub id: String,
    pub revision: i64,
    pub way: SharedWay,
}

/// A way to ship.
#[derive(Clone, Debug)]
pub struct SharedWay {
    pub name: String,
    pub days: String,
    pub zones: Vec<String>,
}

impl SharedWay {
    pub(super) fn of(method: &ShippingMethod, currency: Currency) -> Self {
        Self {
            name: method.name.clone(),
            days: words::days(method),
            zones: method.zones.iter().map(|zone| words::zone(zone, currency)).collect(),
        }
    }
}

impl OwnWay {
    pub(super) fn of(offered: &OfferedMethod, currency: Currency) -> Self {
        Self {
            id: offered.method.method.to_string(),
            revision: offered.revision,
            way: SharedWay::of(&offered.method, currency),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermsForm {
    #[serde(default)]
    revision: String,
    #[serde(default)]
    handling_days: String,
    #[serde(default)]
    own_only: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RemoveForm {
    #[serde(default)]
    revision: String,
}

/// `GET /vendor/delivery`.
pub(super) async fn show(worker: Worker) -> Result<Response> {
    draw(&worker, None, &Faults::default()).await
}

/// `POST /vendor/delivery/terms`.
pub(super) async fn change(worker: Worker, Form(sent): Form<TermsForm>) -> Result<Response> {
    worker.require(VendorPermission::ShippingWrite)?;
    let Ok(days) = sent.handling_days.trim().parse::<u16>() else {
        let faults = Faults::at("handling_days", say("way-days-wrong", &[]));
        return draw(&worker, Some(&sent), &faults).await;
    };
    let changes = TermsChanges {
        own_only: Some(!sent.own_only.is_empty()),
        handling_days: Some(days),
        // what was typed by hand fits no revision
        expected_revision: Some(sent.revision.parse().unwrap_or(-1)),
    };
    let named = (worker.seat.vendor, true);
    match shipping::change_shipping_terms(worker.http.app(), worker.actor(), named, changes).await {
        Ok(_changed) => Ok(see_other(ways::delivery(), None)),
        Err(error) => draw(&worker, Some(&sent), &faults_of(error)?).await,
    }
}

/// `POST /vendor/delivery/{method}/remove`.
pub(super) async fn remove(
    worker: Worker,
    Part(id): Part<ShippingMethodId>,
    Form(sent): Form<RemoveForm>,
) -> Result<Response> {
    worker.require(VendorPermission::ShippingWrite)?;
    let (named, expected) = ((Some(worker.seat.vendor), id), Some(sent.revision.parse().unwrap_or(-1)));
    match shipping::remove_shipping_method(worker.http.app(), worker.actor(), named, expected).await {
        Ok(()) => Ok(see_other(ways::delivery(), None)),
        Err(error) => draw(&worker, None, &faults_of(error)?).await,
    }
}

async fn draw(worker: &Worker, sent: Option<&TermsForm>, faults: &Faults) -> Result<Response> {
    worker.require(VendorPermission::ShippingRead)?;
    let found = portal::delivery(worker.http.app(), worker.seat).await?;
    let (frame, desk) = worker.frame(&found.around);
    let currency = found.around.market.currency;
    let kept = found.terms.terms.handling_days.to_string();
    let days = sent.map_or(kept, |sent| sent.handling_days.clone());
    let page = DeliveryPage {
        frame,
        desk,
        errors: faults.summary(&["handling_days"]),
        revision: found.terms.revision,
        handling_days: faults.entry("handling_days", &days),
        own_only: sent.map_or(found.terms.terms.own_only, |sent| !sent.own_only.is_empty()),
        own: found.own.iter().map(|offered| OwnWay::of(offered, currency)).collect(),
        shared: found.shared.iter().map(|method| SharedWay::of(method, currency)).collect(),
        may_change: worker.seat.may(VendorPermission::ShippingWrite),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    Ok(faults.answered(private(status, &page)))
}
