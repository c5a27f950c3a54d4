//! For which of several vendors somebody works.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::VendorId;
use souk_domain::refusal::VendorRefusal;
use souk_http::read::Form;
use souk_http::{Result, cookies};
use souk_ui::redirect::see_other;

use crate::routes;
use crate::shared::{CHOSEN_COOKIE, Worker};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceForm {
    #[serde(default)]
    vendor: String,
}

/// `POST /vendor/choose`. Errors: who asks is no member of that vendor.
pub(super) async fn choose(worker: Worker, Form(sent): Form<ChoiceForm>) -> Result<Response> {
    let wished: Option<VendorId> = sent.vendor.parse().ok();
    let chosen = worker.memberships.iter().find(|one| Some(one.vendor.id) == wished);
    let chosen = chosen.ok_or(VendorRefusal::NotFound)?;
    let cookie = cookies::set(&worker.http, CHOSEN_COOKIE, &chosen.vendor.id.to_string(), None);
    Ok(see_other(routes::home(), cookie))
}
