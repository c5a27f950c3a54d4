//! One of the staff acts for a vendor.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{Method, StatusCode};
use serde::Serialize;
use souk_domain::{ids::VendorId, refusal};
use souk_http::{Access, HttpState, Owner, Result, StaffCaller, read::Part};
use souk_market::accounts;
use utoipa::ToSchema;

use crate::{
    operation::Operation,
    wire::{Answer, time},
};

/// For whom this session acts.
#[derive(Serialize, ToSchema)]
pub(crate) struct ActingSheet {
    vendor_id: String,
    /// It ends by itself then.
    until: String,
}

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::POST,
            "/api/v1/admin/vendors/{vendor}/act",
            "act_for_vendor",
            Access::Staff,
            begin,
        )
        .says(
            "Acts for a vendor with this session",
            "For an hour: the Vendor API then answers as to a manager of that vendor. It is written down when it begins and ends, and \
             with each change who made it. A key cannot do that.",
        )
        .answers::<ActingSheet>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::SESSION_NEEDED])
        .ignores_key(),
        Operation::new(Method::DELETE, "/api/v1/me/acting", "stop_acting", Access::Account, end)
            .says("Ends acting for a vendor", "Where nobody acts it changes nothing.")
            .answers_nothing(204),
    ]
}

async fn begin(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(vendor): Part<VendorId>,
) -> Result<Response> {
    let until = accounts::act_for_vendor(http.app(), caller.actor, caller.session, vendor).await?;
    Ok(Answer::ok(&ActingSheet { vendor_id: vendor.to_string(), until: time(until) })?.send())
}

async fn end(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    accounts::stop_acting(http.app(), owner.account, owner.session.id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
