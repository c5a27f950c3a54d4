//! What somebody may take along, and how they leave.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use souk_http::{HttpState, Owner, Result, read::Json};
use souk_market::accounts;

use super::password::CurrentPassword;
use crate::wire::Answer;

pub(super) async fn export(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    let export = accounts::export_account(http.app(), owner.account).await?;
    Ok(Answer::ok(&export)?.send())
}

pub(super) async fn delete(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<CurrentPassword>,
) -> Result<Response> {
    let current = asked.current_password.take();
    accounts::delete(http.app(), owner.actor, owner.account, current).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
