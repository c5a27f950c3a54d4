//! The password.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use serde::Deserialize;
use souk_http::{HttpState, Owner, Result, read::Json};
use souk_market::accounts::{self, ChangePassword};
use utoipa::ToSchema;

use crate::wire::Password;

/// A new password in place of the current one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    #[schema(value_type = String, format = "password")]
    current_password: Password,
    #[schema(value_type = String, format = "new_password")]
    password: Password,
}

/// The current password, for what a borrowed browser must not do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CurrentPassword {
    #[schema(value_type = String, format = "password")]
    pub(super) current_password: Password,
}

pub(super) async fn change(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<PasswordChange>,
) -> Result<Response> {
    let change = ChangePassword { current: asked.current_password.take(), new: asked.password.take() };
    let own = (owner.account, owner.session.id);
    accounts::change_password(http.app(), owner.actor, own, change).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
