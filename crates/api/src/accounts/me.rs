//! The account itself.

use axum::{extract::State, response::Response};
use serde::Deserialize;
use souk_http::{
    HttpState, Owner, Result,
    read::{IfMatch, Json, change},
};
use souk_market::accounts::{self, ProfileChange};
use utoipa::ToSchema;

use super::wire::Account;
use crate::wire::{Answer, required};

/// What is to change about the account (RFC 7396). E-mail address and password have operations of their own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountPatch {
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = String, format = "username")]
    username: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "person_name")]
    first_name: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "person_name")]
    last_name: Option<Option<String>>,
    /// With its country; null takes it away.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "phone")]
    phone: Option<Option<String>>,
}

pub(super) async fn show(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    answer(accounts::show_account(http.app(), owner.account).await?)
}

pub(super) async fn change_me(
    State(http): State<HttpState>,
    owner: Owner,
    IfMatch(revision): IfMatch,
    Json(patch): Json<AccountPatch>,
) -> Result<Response> {
    let change = ProfileChange {
        username: required("/username", patch.username)?,
        first_name: patch.first_name.map(Option::unwrap_or_default),
        last_name: patch.last_name.map(Option::unwrap_or_default),
        phone: patch.phone.map(Option::unwrap_or_default),
        revision,
    };
    answer(accounts::change_profile(http.app(), owner.actor, owner.account, change).await?)
}

pub(super) fn answer(account: accounts::Account) -> Result<Response> {
    let revision = account.revision;
    Ok(Answer::ok(&Account::from(account))?.etag(revision).send())
}
