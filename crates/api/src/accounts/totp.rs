//! Sign-in codes of an authenticator app (RFC 6238), and recovery codes.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use souk_domain::{field::FieldError, refusal::AccountRefusal};
use souk_http::{HttpState, Owner, Result, read::Json};
use souk_market::{Error, accounts};
use utoipa::ToSchema;

use super::password::CurrentPassword;
use crate::wire::{Answer, Code};

/// A secret on its way into an authenticator app; told this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpSecret {
    /// Base32, for typing it in.
    secret: String,
    /// An `otpauth:` address with all of it, for a QR code.
    url: String,
}

/// A code of the new secret.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TotpCode {
    #[schema(value_type = String, format = "code", example = "123456")]
    code: Code,
}

/// Codes for whoever lost the device that makes the others. Each works once; they are told this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

pub(super) async fn start(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<CurrentPassword>,
) -> Result<Response> {
    let current = asked.current_password.take();
    let made = accounts::start_second_factor(http.app(), owner.actor, owner.account, current).await?;
    Ok(Answer::created(&TotpSecret { secret: made.base32, url: made.url })?.send())
}

pub(super) async fn confirm(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<TotpCode>,
) -> Result<Response> {
    let code = asked.code.as_str();
    let codes = accounts::confirm_second_factor(http.app(), owner.actor, owner.account, code).await;
    let codes = codes.map_err(in_its_field)?;
    Ok(Answer::ok(&RecoveryCodes { recovery_codes: codes })?.send())
}

/// Here a wrong code is a wrong field: who sends it is signed in all the same.
fn in_its_field(error: Error) -> Error {
    let wrong = AccountRefusal::CodeWrong;
    if error.refusal() != Some(&wrong.clone().into()) {
        return error;
    }
    let field = FieldError::new("/code", wrong.code().name, wrong.to_string());
    AccountRefusal::Invalid { fields: vec![field] }.into()
}

pub(super) async fn stop(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<CurrentPassword>,
) -> Result<Response> {
    let current = asked.current_password.take();
    accounts::stop_second_factor(http.app(), owner.actor, owner.account, current).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn renew(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<CurrentPassword>,
) -> Result<Response> {
    let current = asked.current_password.take();
    let codes = accounts::renew_recovery_codes(http.app(), owner.actor, owner.account, current).await?;
    Ok(Answer::created(&RecoveryCodes { recovery_codes: codes })?.send())
}
