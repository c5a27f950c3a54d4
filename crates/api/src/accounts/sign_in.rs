//! Coming in and going out.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode, header::USER_AGENT};
use serde::{Deserialize, Serialize};
use souk_domain::ids::CartKey;
use souk_http::{Client, HttpState, Owner, Result, read::Json};
use souk_market::{
    accounts::{self, Registration, SignIn},
    secrets::DeviceToken,
};
use utoipa::ToSchema;

use super::{ME, wire::Account};
use crate::wire::{Answer, Code, Password, optional_id, time};

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccount {
    /// Letters of any script, digits, and `. _ -` between them. Left out: made of the e-mail address.
    #[schema(format = "username")]
    username: Option<String>,
    /// A link is sent there; until it is used the address is claimed for 72 hours only.
    #[schema(format = "email", example = "ada@example.com")]
    email: String,
    /// At least eight characters unless the market asks for more, and none of the passwords everybody tries first.
    #[schema(value_type = String, format = "new_password")]
    password: Password,
    /// With its country: `+1 555 010 0123`.
    #[schema(format = "phone")]
    phone: Option<String>,
    #[schema(format = "person_name")]
    first_name: Option<String>,
    #[schema(format = "person_name")]
    last_name: Option<String>,
    /// A guest's cart that becomes the account's; one that cannot is left alone.
    #[schema(format = "CartKey")]
    cart_id: Option<String>,
}

/// An account that was just made.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeAccount {
    #[serde(flatten)]
    account: Account,
    /// The account's cart, when the guest's became it. Its id has changed.
    cart_id: Option<String>,
}

/// Somebody at the door.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSession {
    /// Username or e-mail address.
    #[schema(format = "login")]
    login: String,
    #[schema(value_type = String, format = "password")]
    password: Password,
    /// A code of the authenticator app or a recovery code, once `totp_required` asked for it.
    #[schema(value_type = Option<String>, format = "code")]
    totp: Option<Code>,
    /// `device` of an earlier session: tries from there are counted apart from those of strangers, who so cannot lock the
    /// owner out.
    #[schema(value_type = Option<String>, format = "code")]
    device: Option<Code>,
    /// A guest's cart that joins the account's; one that cannot is left alone.
    #[schema(format = "CartKey")]
    cart_id: Option<String>,
}

/// A session that has begun.
#[derive(Serialize, ToSchema)]
pub(crate) struct BegunSession {
    /// For `Authorization: Bearer`; told now and never again.
    token: String,
    /// When it ends if it is not used; use prolongs it, up to 180 days in all.
    expires_at: String,
    account: Account,
    /// Keep it, and send it with the next sign-in; a new password ends it.
    device: String,
    /// The account's cart, if it has one, with what the guest's held.
    cart_id: Option<String>,
    /// Lines of the guest's cart that the account's had no room for: they stay in the guest's, under its own id.
    cart_lines_left: usize,
}

pub(super) async fn register(
    State(http): State<HttpState>,
    client: Client,
    Json(asked): Json<NewAccount>,
) -> Result<Response> {
    let cart = optional_id::<CartKey>("/cart_id", asked.cart_id.as_deref())?;
    let registration = Registration {
        username: asked.username,
        email: asked.email,
        password: asked.password.take(),
        phone: asked.phone,
        first_name: asked.first_name.unwrap_or_default(),
        last_name: asked.last_name.unwrap_or_default(),
        client: client.counted(),
    };
    let account = accounts::register(http.app(), registration).await?.account;
    let (id, revision) = (account.id, account.revision);
    // the account is there: a cart that cannot be had just now stays the guest's, to be sent again with the first sign-in
    let cart = match cart {
        Some(guest) => accounts::adopt_guest_cart(http.app(), id, guest).await.unwrap_or_default(),
        None => None,
    };
    let made = MadeAccount { account: account.into(), cart_id: cart.map(|key| key.to_string()) };
    Ok(Answer::created(&made)?.etag(revision).at(ME, &[]).send())
}

pub(super) async fn sign_in(
    State(http): State<HttpState>,
    client: Client,
    headers: HeaderMap,
    Json(asked): Json<NewSession>,
) -> Result<Response> {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let attempt = SignIn {
        login: asked.login,
        password: asked.password.take(),
        code: asked.totp.map(|code| code.as_str().to_owned()),
        device: asked.device.and_then(|device| DeviceToken::parse(device.as_str())),
        cart: optional_id("/cart_id", asked.cart_id.as_deref())?,
        agent: agent.to_owned(),
        client: client.counted(),
    };
    let signed = accounts::sign_in(http.app(), attempt).await?;
    let begun = BegunSession {
        token: signed.token.reveal(),
        expires_at: time(signed.expires_at),
        account: signed.account.into(),
        device: signed.device.reveal(),
        cart_id: signed.cart.map(|key| key.to_string()),
        cart_lines_left: signed.cart_lines_left,
    };
    Ok(Answer::created(&begun)?.at(ME, &[]).send())
}

pub(super) async fn sign_out(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    let (account, session) = (owner.account, owner.session.id);
    accounts::end_current_session(http.app(), account, session).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
