//! Accounts that pay no tax.

use axum::{extract::State, response::Response};
use http::Uri;
use souk_domain::ids::AccountId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IfMatch, Json, Part, Query},
};
use souk_market::tax;

use super::{
    nothing,
    wire::{ExemptAccount, TaxExemptionRequest},
};
use crate::wire::{Answer, ListQuery, list as write_list};

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let rows = query.limit()?;
    let page = tax::list_exempt_accounts(http.app(), caller.actor, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, |account| ExemptAccount::from(&account))?.send())
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
) -> Result<Response> {
    shown(&tax::show_exempt_account(http.app(), caller.actor, account).await?)
}

pub(super) async fn put(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
    IfMatch(expected): IfMatch,
    Json(asked): Json<TaxExemptionRequest>,
) -> Result<Response> {
    let change = asked.read(expected)?;
    shown(&tax::exempt_from_tax(http.app(), caller.actor, account, change).await?)
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    tax::tax_again(http.app(), caller.actor, account, expected).await?;
    Ok(nothing())
}

fn shown(account: &tax::ExemptAccount) -> Result<Response> {
    let revision = account.exemption.as_ref().map_or(0, |(_, revision)| *revision);
    Ok(Answer::ok(&ExemptAccount::from(account))?.etag(revision).send())
}
