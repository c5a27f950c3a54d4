//! For which of several vendors somebody works.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::VendorId;
use souk_domain::refusal::VendorRefusal;
use souk_http::read::Form;
use souk_http::{Result, cookies};
use souk_ui::redirect::see_other;

use crate::routes;
use crate::shared::{CHOSEN_COOKIE, Chooser};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceForm {
    #[serde(default)]
    vendor: String,
}

/// `GET` where only a form is sent: the page that asks stands at the first address.
pub(super) async fn back(_chooser: Chooser) -> Result<Response> {
    Ok(see_other(routes::home(), None))
}

/// `POST /vendor/choose`. Errors: who asks is no member of that vendor.
pub(super) async fn choose(chooser: Chooser, Form(sent): Form<ChoiceForm>) -> Result<Response> {
    let wished: Option<VendorId> = sent.vendor.parse().ok();
    let chosen = chooser.memberships.iter().find(|one| Some(one.vendor.id) == wished);
    let chosen = chosen.ok_or(VendorRefusal::NotFound)?;
    let cookie = cookies::set(&chooser.http, CHOSEN_COOKIE, &chosen.vendor.id.to_string(), None);
    Ok(see_other(routes::home(), cookie))
}
