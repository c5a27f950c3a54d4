//! Who is signed in: a session's token, in a browser's cookie or a program's `Authorization` header.

use axum::extract::FromRequestParts;
use http::{HeaderMap, Method, header::AUTHORIZATION, request::Parts};
use souk_domain::{ids::AccountId, refusal::RequestRefusal};
use souk_market::{
    Actor,
    accounts::{self, Session},
    secrets::SessionToken,
};

use crate::{Face, HttpState, Refusal, cookies, routes::Facts, visitor::is_same_origin};

/// The purpose of the cookie that holds a session's token.
pub const SESSION_COOKIE: &str = "session";

/// Longer than any key or token of ours: not worth looking up.
const MAX_SECRET_CHARS: usize = 128;

/// Who is signed in with this request; `None`: nobody.
#[derive(Clone, Debug)]
pub struct CurrentSession(pub Option<Session>);

/// Who is signed in, where somebody must be: on routes of [`crate::Access::Account`].
#[derive(Clone, Debug)]
pub struct Owner {
    /// Who asks, as use cases take it.
    pub actor: Actor,
    /// Whose things may be read and changed.
    pub account: AccountId,
    /// The session that asks.
    pub session: Session,
}

impl CurrentSession {
    /// Who asks, as use cases take it: the account, or a guest.
    pub fn actor(&self) -> Actor {
        self.0.as_ref().map_or(Actor::Guest, |session| Actor::Account { account: session.account })
    }

    /// The account, if there is one.
    pub fn account(&self) -> Option<AccountId> {
        self.0.as_ref().map(|session| session.account)
    }

    /// Looks up who sent a request. A token that has ended is as good as none.
    pub(crate) async fn of(http: &HttpState, facts: &Facts, headers: &HeaderMap) -> Result<Self, Refusal> {
        Self::holder(http, token_of(http, facts, headers)).await
    }

    /// Looks up whose browser sent these headers, for what is drawn outside of any route.
    pub async fn in_browser(http: &HttpState, headers: &HeaderMap) -> Result<Self, Refusal> {
        Self::holder(http, token_in_cookie(http, headers)).await
    }

    async fn holder(http: &HttpState, token: Option<SessionToken>) -> Result<Self, Refusal> {
        let Some(token) = token else { return Ok(Self(None)) };
        let session = accounts::find_session(http.app(), token).await?;
        if let Some(session) = session.clone().filter(|session| session.stale) {
            note_use(http, session);
        }
        Ok(Self(session))
    }
}

/// Writes down that a session is in use, beside the request: nobody waits for it.
fn note_use(http: &HttpState, session: Session) {
    let noted = accounts::note_session_use(http.app(), session);
    tokio::spawn(async move {
        if let Err(error) = noted.await {
            tracing::warn!(%error, "the use of a session could not be noted");
        }
    });
}

/// The token of a request. A browser's cookie counts for the API only when the browser says that our own pages ask, or for
/// reading.
fn token_of(http: &HttpState, facts: &Facts, headers: &HeaderMap) -> Option<SessionToken> {
    let cookie = || token_in_cookie(http, headers);
    match facts.face {
        Face::Plain => None,
        Face::Page => cookie(),
        Face::Api => match bearer(headers) {
            Some(token) => SessionToken::parse(token),
            None if facts.method == Method::GET || is_same_origin(http, headers) => cookie(),
            None => None,
        },
    }
}

fn token_in_cookie(http: &HttpState, headers: &HeaderMap) -> Option<SessionToken> {
    cookies::read(http, headers, SESSION_COOKIE).and_then(SessionToken::parse)
}

/// The token of `Authorization: Bearer …`, when there is exactly one header of that form.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut lines = headers.get_all(AUTHORIZATION).iter();
    let line = lines.next().filter(|_| lines.next().is_none())?.to_str().ok()?;
    let (scheme, token) = line.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= MAX_SECRET_CHARS)
        .then_some(token)
}

impl FromRequestParts<HttpState> for CurrentSession {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or(Self(None)))
    }
}

impl FromRequestParts<HttpState> for Owner {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let signed = CurrentSession::from_request_parts(parts, http).await?;
        let actor = signed.actor();
        let session = signed.0.ok_or(RequestRefusal::Unauthenticated)?;
        Ok(Self { actor, account: session.account, session })
    }
}
