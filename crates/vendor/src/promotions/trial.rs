//! A cart of the vendor's things to be tried.

use axum::http::StatusCode;
use axum::response::Response;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::portal;
use souk_ui::promotion::{Trial, TrialQuery};
use souk_ui::texts::say;

use super::desk;
use crate::prelude::*;
use crate::shared::{Worker, private};

/// What a cart would cost, and why. The form is sent as its address: nothing is kept.
#[derive(Clone, Debug, Template)]
#[template(path = "promotions/trial.html")]
pub struct TrialPage {
    pub frame: Frame,
    pub desk: Desk,
    pub trial: Trial,
}

/// `GET /vendor/promotions/simulator`.
pub(super) async fn show(worker: Worker, Query(asked): Query<TrialQuery>) -> Result<Response> {
    worker.require(VendorPermission::PromotionsRead)?;
    let trial = desk(&worker).try_cart(&asked).await?;
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, mut desk) = worker.frame(&around);
    desk.crumbs = vec![Crumb::to(say("promotions", &[]), ways::promotions()), Crumb::here(say("trial", &[]))];
    let status = if trial.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(private(status, &TrialPage { frame, desk, trial }))
}
