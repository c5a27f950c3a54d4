//! Taking up an invitation to act for a shop. The link only opens a page, and its token leaves the address at once for a cookie
//! that scripts cannot read: its button does the work.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::vendor::MemberRole;
use souk_http::read::{Form, Query};
use souk_http::{HttpState, Result, cookies};
use souk_market::joining;
use souk_ui::FormError;
use souk_ui::faults::{Faults, is_dead_link};
use souk_ui::form::ButtonForm;
use souk_ui::page::{confidential, page};
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};

/// The purpose of the cookie that holds the token of a link that was opened.
const COOKIE: &str = "join";
/// How long a link that was opened waits for its button: whoever has no account yet makes one and proves the address first.
const WAITS_S: u32 = 24 * 60 * 60;

/// What the link asks. The form posts `csrf`.
#[derive(Clone, Debug, Template)]
#[template(path = "selling/join.html")]
pub struct JoinPage {
    pub frame: Frame,
    /// None: the link does not work.
    pub asked: Option<Asked>,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    pub errors: Vec<FormError>,
}

/// An invitation that is open.
#[derive(Clone, Debug)]
pub struct Asked {
    pub vendor: String,
    pub email: String,
    pub role: MemberRole,
}

impl Asked {
    /// The key of the words for the role.
    fn words(&self) -> &'static str {
        match self.role {
            MemberRole::Owner => "join-owner",
            MemberRole::Manager => "join-manager",
            MemberRole::Fulfilment => "join-fulfilment",
            MemberRole::ReadOnly => "join-read-only",
        }
    }
}

/// The parameter of a link. Others are let be: programs that count visits add theirs to links in mails.
#[derive(Deserialize)]
pub(super) struct JoinQuery {
    #[serde(default)]
    token: String,
}

/// `GET /join`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Query(link): Query<JoinQuery>,
) -> Result<Response> {
    if !link.token.is_empty() {
        let cookie = cookies::set(&http, COOKIE, &link.token, Some(WAITS_S));
        return Ok(see_other(routes::join(), cookie.or_else(|| cookies::clear(&http, COOKIE))));
    }
    draw(&http, &request, &headers, &Faults::default()).await
}

/// `POST /join`: takes it up.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    let Some(session) = &request.signed else {
        return Ok(see_other(&routes::login_then(routes::join()), None));
    };
    match joining::accept_invitation(http.app(), session.account, held(&http, &headers)).await {
        Ok(_joined) => Ok(see_other(routes::sell(), cookies::clear(&http, COOKIE))),
        Err(error) if is_dead_link(&error) => draw(&http, &request, &headers, &Faults::default()).await,
        Err(error) => draw(&http, &request, &headers, &Faults::of(error)?).await,
    }
}

/// The token that is kept; empty when there is none, which opens nothing.
fn held(http: &HttpState, headers: &HeaderMap) -> String {
    cookies::read(http, headers, COOKIE).unwrap_or_default().to_owned()
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    faults: &Faults,
) -> Result<Response> {
    let asked = match joining::look_at_invitation(http.app(), request.actor(), held(http, headers)).await {
        Ok(open) => Some(Asked { vendor: open.vendor_name, email: open.email, role: open.role }),
        Err(error) if is_dead_link(&error) => None,
        Err(error) => return Err(error.into()),
    };
    let status = if asked.is_none() { StatusCode::UNPROCESSABLE_ENTITY } else { faults.status() };
    let drawn = JoinPage {
        frame: setting(http, request).await?.frame,
        asked,
        signed_in: request.signed.is_some(),
        errors: faults.summary(&[]),
    };
    Ok(faults.answered(confidential(page(status, &drawn))))
}
