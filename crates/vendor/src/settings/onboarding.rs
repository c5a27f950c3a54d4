//! How far a vendor is set up.

use axum::http::StatusCode;
use axum::response::Response;
use souk_http::Result;
use souk_market::joining;
use souk_market::portal;

use crate::prelude::*;
use crate::shared::{StepOnPage, Worker, private};

/// Every step, done or to be done.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/onboarding.html")]
pub struct OnboardingPage {
    pub frame: Frame,
    pub desk: Desk,
    pub done: usize,
    pub steps: Vec<StepOnPage>,
}

/// `GET /vendor/onboarding`.
pub(super) async fn show(worker: Worker) -> Result<Response> {
    let app = worker.http.app();
    let found = joining::show_onboarding(app, worker.actor(), worker.seat.vendor).await?;
    let around = portal::around(app, worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let done = found.done();
    let steps = found.steps.into_iter().map(StepOnPage::of).collect();
    Ok(private(StatusCode::OK, &OnboardingPage { frame, desk, done, steps }))
}
