//! The places where stock is kept.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::LocationId;
use souk_domain::refusal::Refusal;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Form, Part};
use souk_market::Error;
use souk_market::vendors::{self, LocationChanges};
use souk_ui::FormError;
use souk_ui::redirect::see_other;

use super::list::{Shown, draw, words_of};
use crate::prelude::*;
use crate::shared::Worker;

/// A name, and for a place that is there, where it goes; left out: it stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    place: Option<u32>,
}

/// `POST /vendor/inventory/locations`.
pub(super) async fn add(worker: Worker, Form(sent): Form<PlaceForm>) -> Result<Response> {
    worker.require(VendorPermission::StockWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    match vendors::create_location(app, actor, vendor, sent.name.clone(), None).await {
        Ok(_) => Ok(done()),
        Err(error) => again(&worker, error, sent.name).await,
    }
}

/// `POST /vendor/inventory/locations/{location}`. Errors: not found; another vendor's is not there.
pub(super) async fn change(
    worker: Worker,
    Part(id): Part<LocationId>,
    Form(sent): Form<PlaceForm>,
) -> Result<Response> {
    worker.require(VendorPermission::StockWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let changes = LocationChanges { name: Some(sent.name.clone()), place: sent.place };
    match vendors::change_location(app, actor, vendor, id, changes).await {
        Ok(_) => Ok(done()),
        Err(error) => again(&worker, error, sent.name).await,
    }
}

fn done() -> Response {
    see_other(&format!("{}?done=places", ways::inventory()), None)
}

/// The page with what is wrong with the name. Errors: what nobody can mend here.
async fn again(worker: &Worker, error: Error, name: String) -> Result<Response> {
    let Some(refusal @ Refusal::Request(_)) = error.refusal() else { return Err(error.into()) };
    let errors = vec![FormError { field: "place".to_owned(), words: words_of(refusal) }];
    draw(worker, &Default::default(), Shown { errors, place: name, ..Shown::default() }).await
}
