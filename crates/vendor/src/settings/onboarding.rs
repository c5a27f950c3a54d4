//! How far a vendor is set up.

use axum::http::StatusCode;
use axum::response::Response;
use souk_http::Result;
use souk_market::joining::{self, SetupStep};
use souk_market::portal;

use crate::prelude::*;
use crate::shared::{Worker, private};

/// Every step, done or to be done.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/onboarding.html")]
pub struct OnboardingPage {
    pub frame: Frame,
    pub desk: Desk,
    pub done: usize,
    pub steps: Vec<StepOnPage>,
}

/// A step of the list.
#[derive(Clone, Debug)]
pub struct StepOnPage {
    /// The key of its words.
    pub words: &'static str,
    pub is_done: bool,
    /// Where it is done; empty: not on a page of one's own.
    pub href: &'static str,
}

/// `GET /vendor/onboarding`.
pub(super) async fn show(worker: Worker) -> Result<Response> {
    let app = worker.http.app();
    let found = joining::show_onboarding(app, worker.actor(), worker.seat.vendor).await?;
    let around = portal::around(app, worker.seat).await?;
    let (frame, desk) = worker.frame(&around);
    let done = found.done();
    let steps = found.steps.into_iter().map(|(step, is_done)| on_page(step, is_done)).collect();
    Ok(private(StatusCode::OK, &OnboardingPage { frame, desk, done, steps }))
}

pub(super) fn on_page(step: SetupStep, is_done: bool) -> StepOnPage {
    let (words, href) = match step {
        SetupStep::Profile => ("setup-step-profile", ways::profile()),
        SetupStep::Address => ("setup-step-address", ways::profile()),
        SetupStep::Payout => ("setup-step-payout", ways::payout()),
        SetupStep::Delivery => ("setup-step-delivery", ""),
        SetupStep::FirstProduct => ("setup-step-product", ""),
    };
    StepOnPage { words, is_done, href }
}
