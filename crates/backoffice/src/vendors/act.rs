//! What the market decides about a vendor: each button says which revision it was pressed over.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::VendorId;
use souk_domain::refusal::{Refusal, VendorRefusal};
use souk_http::Result;
use souk_http::read::{Form, Part};
use souk_market::idempotency::Reply;
use souk_market::vendors::{self, Vendor};
use souk_market::{At, Error};
use souk_ui::faults::Faults;
use souk_ui::redirect::see_other;

use super::typed::Typed;
use super::{list, show};
use crate::prelude::*;
use crate::shared::Clerk;

/// What a button sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepForm {
    revision: i64,
    /// `page`: it was pressed on the vendor's own page.
    #[serde(default)]
    from: String,
    #[serde(default)]
    reason: String,
}

type Answer = souk_market::Result<Reply<Vendor>>;

/// `POST /admin/vendors/{id}/approve`.
pub(super) async fn approve(
    clerk: Clerk,
    Part(id): Part<VendorId>,
    Form(sent): Form<StepForm>,
) -> Result<Response> {
    let approved = vendors::approve_vendor(clerk.http.app(), clerk.actor, sent.at(id), None).await;
    answered(&clerk, id, &sent, approved, "approved").await
}

/// `POST /admin/vendors/{id}/refuse`.
pub(super) async fn refuse(
    clerk: Clerk,
    Part(id): Part<VendorId>,
    Form(sent): Form<StepForm>,
) -> Result<Response> {
    let reason = sent.reason.clone();
    let refused = vendors::refuse_vendor(clerk.http.app(), clerk.actor, sent.at(id), reason, None).await;
    answered(&clerk, id, &sent, refused, "refused").await
}

/// `POST /admin/vendors/{id}/suspend`.
pub(super) async fn suspend(
    clerk: Clerk,
    Part(id): Part<VendorId>,
    Form(sent): Form<StepForm>,
) -> Result<Response> {
    let reason = sent.reason.clone();
    let done = vendors::suspend_vendor(clerk.http.app(), clerk.actor, sent.at(id), reason, None).await;
    answered(&clerk, id, &sent, done, "suspended").await
}

/// `POST /admin/vendors/{id}/reinstate`.
pub(super) async fn reinstate(
    clerk: Clerk,
    Part(id): Part<VendorId>,
    Form(sent): Form<StepForm>,
) -> Result<Response> {
    let done = vendors::reinstate_vendor(clerk.http.app(), clerk.actor, sent.at(id), None).await;
    answered(&clerk, id, &sent, done, "reinstated").await
}

/// `POST /admin/vendors/{id}/close`.
pub(super) async fn close(
    clerk: Clerk,
    Part(id): Part<VendorId>,
    Form(sent): Form<StepForm>,
) -> Result<Response> {
    let done = vendors::close_vendor(clerk.http.app(), clerk.actor, sent.at(id), None).await;
    answered(&clerk, id, &sent, done, "closed").await
}

impl StepForm {
    /// The vendor as it was shown.
    fn at(&self, id: VendorId) -> At<VendorId> {
        At { id, expected: Some(self.revision) }
    }

    fn is_from_page(&self) -> bool {
        self.from == "page"
    }
}

/// On to the page that says what was done; what can be mended comes back where it was typed.
async fn answered(
    clerk: &Clerk,
    vendor: VendorId,
    sent: &StepForm,
    outcome: Answer,
    done: &str,
) -> Result<Response> {
    let error = match outcome {
        Ok(_) if sent.is_from_page() => {
            return Ok(see_other(&format!("{}?done={done}", ways::vendor(&vendor.to_string())), None));
        }
        Ok(_) => return Ok(see_other(&format!("{}?done={done}", ways::vendors()), None)),
        Err(error) => error,
    };
    let faults = mendable(error)?;
    let typed = Typed { vendor, reason: &sent.reason, faults: &faults };
    if sent.is_from_page() { show::again(clerk, typed).await } else { list::again(clerk, typed).await }
}

/// What can be mended. Errors: what cannot, such as a vendor that is not there.
pub(super) fn mendable(error: Error) -> Result<Faults> {
    match error.refusal() {
        Some(Refusal::Vendor(VendorRefusal::NotFound | VendorRefusal::DocumentNotFound)) => Err(error.into()),
        _ => Faults::of(error),
    }
}
