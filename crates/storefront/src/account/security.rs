//! How an account is guarded, and where it is signed in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Zoned;
use serde::Deserialize;
use souk_domain::ids::SessionId;
use souk_domain::refusal::{AccountRefusal, Refusal};
use souk_http::read::{Form, Part, Query};
use souk_http::{HttpState, Owner, Result};
use souk_market::{accounts, shop};
use souk_ui::dates::at;
use souk_ui::form::ButtonForm;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;

use super::answer::{AccountQuery, Done, after, done_words, private};
use super::devices;
use crate::shared::sign_in::leave;

/// Password, e-mail address, sign-in codes, sessions.
#[derive(Clone, Debug, Template)]
#[template(path = "account/security.html")]
pub struct SecurityPage {
    pub frame: Frame,
    /// May be empty.
    pub email: String,
    pub email_verified: bool,
    /// Whether signing in asks for codes.
    pub codes: bool,
    pub recovery_codes_left: u32,
    pub sessions: Vec<SignedPlace>,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// A browser or program that is signed in.
#[derive(Clone, Debug)]
pub struct SignedPlace {
    pub id: String,
    /// "Firefox on Windows".
    pub name: String,
    pub since: Zoned,
    pub seen: Zoned,
    /// The one that looks.
    pub this: bool,
}

/// `GET /account/security`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    let found = shop::account_security(http.app(), owner.actor, request.viewer(), owner.account).await?;
    let place = |session: &accounts::SessionRow| SignedPlace {
        id: session.id.to_string(),
        name: devices::words(&session.agent),
        since: at(session.created_at),
        seen: at(session.seen_at),
        this: session.id == owner.session.id,
    };
    let own = found.account;
    let page = SecurityPage {
        frame: request.setting(found.layout).frame,
        email: own.email.unwrap_or_default(),
        email_verified: own.email_verified,
        codes: own.second_factor,
        recovery_codes_left: own.recovery_codes_left,
        sessions: found.sessions.iter().map(place).collect(),
        done: done_words(&asked.done),
    };
    Ok(private(StatusCode::OK, &page))
}

/// `POST /account/security/sessions/{id}`: ends one. One that has ended already is as it should be.
pub(super) async fn end_one(
    State(http): State<HttpState>,
    owner: Owner,
    Part(id): Part<SessionId>,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    let ended = accounts::end_own_session(http.app(), owner.account, id).await;
    match ended {
        Err(error) if !matches!(error.refusal(), Some(Refusal::Account(AccountRefusal::SessionNotFound))) => {
            Err(error.into())
        }
        _ if id == owner.session.id => Ok(leave(&http, &after(routes::login(), Done::SignedOut))),
        _ => Ok(see_other(&after(routes::account_security(), Done::Session), None)),
    }
}

/// The button that was pressed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndSessionsForm {
    /// `others`, or `all`.
    end: String,
}

/// `POST /account/security/sessions`: ends all others, or every one with this.
pub(super) async fn end_many(
    State(http): State<HttpState>,
    owner: Owner,
    Form(which): Form<EndSessionsForm>,
) -> Result<Response> {
    let all = which.end == "all";
    let but = (!all).then_some(owner.session.id);
    accounts::end_other_sessions(http.app(), owner.account, but).await?;
    if all {
        Ok(leave(&http, &after(routes::login(), Done::SignedOut)))
    } else {
        Ok(see_other(&after(routes::account_security(), Done::Sessions), None))
    }
}
