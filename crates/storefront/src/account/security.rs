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

/// Sessions on the page: whoever has more has a program that signs in again and again.
const MOST_SESSIONS: usize = 50;

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
    /// The latest used, at most [`MOST_SESSIONS`], this one among them.
    pub sessions: Vec<SignedPlace>,
    /// How many more there are.
    pub more_sessions: usize,
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
    let (sessions, more_sessions) = listed(found.sessions.iter().map(place).collect());
    let page = SecurityPage {
        frame: request.setting(found.layout).frame,
        email: own.email.unwrap_or_default(),
        email_verified: own.email_verified,
        codes: own.second_factor,
        recovery_codes_left: own.recovery_codes_left,
        sessions,
        more_sessions,
        done: done_words(&asked.done),
    };
    Ok(private(StatusCode::OK, &page))
}

/// The sessions that the page lists, and how many more there are. The one that looks stays in sight.
fn listed(mut sessions: Vec<SignedPlace>) -> (Vec<SignedPlace>, usize) {
    sessions.sort_by_key(|session| !session.this);
    let more = sessions.len().saturating_sub(MOST_SESSIONS);
    sessions.truncate(MOST_SESSIONS);
    (sessions, more)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_beyond_the_most_are_counted_and_this_one_is_listed() {
        let place = |number: usize| SignedPlace {
            id: number.to_string(),
            name: "curl".to_owned(),
            since: souk_ui::samples::at(21, 16, 12),
            seen: souk_ui::samples::at(21, 16, 12),
            this: number == MOST_SESSIONS + 1,
        };
        let (sessions, more) = listed((0..MOST_SESSIONS + 2).map(place).collect());
        assert_eq!((sessions.len(), more), (MOST_SESSIONS, 2));
        assert!(sessions.first().is_some_and(|session| session.this));
        let (sessions, more) = listed((0..MOST_SESSIONS).map(place).collect());
        assert_eq!((sessions.len(), more), (MOST_SESSIONS, 0));
        let page = SecurityPage { more_sessions: 2, ..SecurityPage::sample() }.render().unwrap();
        assert!(page.contains("2 more were used longer ago than these"), "{page}");
        let page = SecurityPage { more_sessions: 0, ..SecurityPage::sample() }.render().unwrap();
        assert!(!page.contains("longer ago than these"), "{page}");
    }
}
