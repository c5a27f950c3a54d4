//! A cart to be tried.

use axum::http::StatusCode;
use axum::response::Response;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::office;
use souk_ui::desk::private;
use souk_ui::promotion::{Trial, TrialQuery};
use souk_ui::texts::say;

use super::desk;
use crate::prelude::*;
use crate::shared::Clerk;

/// What a cart would cost, and why. The form is sent as its address: nothing is kept.
#[derive(Clone, Debug, Template)]
#[template(path = "promotions/trial.html")]
pub struct TrialPage {
    pub frame: Frame,
    pub desk: Desk,
    pub trial: Trial,
}

/// `GET /admin/promotions/simulator`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<TrialQuery>) -> Result<Response> {
    let trial = desk(&clerk).try_cart(&asked).await?;
    let around = office::around(clerk.http.app(), clerk.actor).await?;
    let (frame, mut desk) = clerk.frame(&around);
    desk.crumbs = vec![Crumb::to(say("promotions", &[]), ways::promotions()), Crumb::here(say("trial", &[]))];
    let status = if trial.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(private(status, &TrialPage { frame, desk, trial }))
}
