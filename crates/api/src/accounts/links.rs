//! Links that are sent by mail, and what they prove.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use serde::Deserialize;
use souk_http::{Client, CurrentSession, HttpState, Owner, Result, read::Json};
use souk_market::accounts::{self, AskedReset, AskedVerification};
use utoipa::ToSchema;

use crate::wire::{Code, Password, email};

/// An address that is proven by a link that was sent to it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmailVerification {
    /// What stands behind `token=` in the link.
    #[schema(value_type = String, format = "code")]
    token: Code,
    /// The account's password; not needed with a session of the account.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "password")]
    current_password: Option<Password>,
}

/// Somebody who forgot a password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetRequest {
    #[schema(format = "email", example = "ada@example.com")]
    email: String,
}

/// A new password, by a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResetConfirmation {
    /// What stands behind `token=` in the link.
    #[schema(value_type = String, format = "code")]
    token: Code,
    #[schema(value_type = String, format = "new_password")]
    password: Password,
}

/// Another e-mail address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmailChange {
    #[schema(format = "email", example = "ada@example.com")]
    email: String,
    #[schema(value_type = String, format = "password")]
    current_password: Password,
}

pub(super) async fn verify(
    State(http): State<HttpState>,
    signed: CurrentSession,
    Json(link): Json<EmailVerification>,
) -> Result<Response> {
    let asked = AskedVerification {
        token: link.token.take(),
        signed_in: signed.account(),
        current: link.current_password.map(Password::take),
    };
    accounts::verify_email(http.app(), asked).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn verify_again(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    accounts::send_verification(http.app(), owner.account).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

pub(super) async fn change_email(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<EmailChange>,
) -> Result<Response> {
    let current = asked.current_password.take();
    accounts::change_email(http.app(), owner.actor, owner.account, &asked.email, current).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

pub(super) async fn ask_reset(
    State(http): State<HttpState>,
    client: Client,
    Json(asked): Json<ResetRequest>,
) -> Result<Response> {
    // what is no address is nobody's, so that saying so tells nothing of anybody
    email("/email", &asked.email)?;
    let asked = AskedReset { email: asked.email, client: client.counted() };
    accounts::ask_reset(http.app(), asked).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

pub(super) async fn reset(
    State(http): State<HttpState>,
    Json(asked): Json<ResetConfirmation>,
) -> Result<Response> {
    accounts::reset_password(http.app(), asked.token.as_str(), asked.password.take()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
