//! Taking up an invitation to the staff. The link only opens a page, and its token leaves the address at once for a cookie that
//! scripts cannot read: its button does the work. Who has no account is made one, and goes on to set its password.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::{Form, Query};
use souk_http::{HttpState, Result, cookies};
use souk_market::accounts::{self, JoinedStaff};
use souk_ui::FormError;
use souk_ui::faults::{Faults, is_dead_link};
use souk_ui::form::ButtonForm;
use souk_ui::page::{confidential, page};
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};

/// The purpose of the cookie that holds the token of a link that was opened.
const COOKIE: &str = "staffjoin";
/// How long a link that was opened waits for its button.
const WAITS_S: u32 = 60 * 60;

/// What the link asks. The form posts `csrf`.
#[derive(Clone, Debug, Template)]
#[template(path = "selling/staff.html")]
pub struct StaffJoinPage {
    pub frame: Frame,
    /// None: the link does not work.
    pub asked: Option<AskedOfStaff>,
    /// Whether the button does it: the account that has the address is signed in, or there is none.
    pub may_join: bool,
    pub errors: Vec<FormError>,
}

/// An invitation that is open.
#[derive(Clone, Debug)]
pub struct AskedOfStaff {
    pub market: String,
    pub email: String,
    pub role: String,
    pub department: String,
}

/// The parameter of a link. Others are let be: programs that count visits add theirs to links in mails.
#[derive(Deserialize)]
pub(super) struct JoinQuery {
    #[serde(default)]
    token: String,
}

/// `GET /staff/join`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Query(link): Query<JoinQuery>,
) -> Result<Response> {
    if !link.token.is_empty() {
        let cookie = cookies::set(&http, COOKIE, &link.token, Some(WAITS_S));
        return Ok(see_other(routes::staff_join(), cookie.or_else(|| cookies::clear(&http, COOKIE))));
    }
    draw(&http, &request, &headers, &Faults::default()).await
}

/// `POST /staff/join`: takes it up.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    let signed_in = request.signed.as_ref().map(|session| session.account);
    match accounts::join_staff(http.app(), signed_in, held(&http, &headers)).await {
        Ok(JoinedStaff { password_token: Some(token), .. }) => {
            let next = format!("{}?token={token}", routes::reset());
            Ok(see_other(&next, cookies::clear(&http, COOKIE)))
        }
        Ok(JoinedStaff { password_token: None, .. }) => {
            Ok(see_other(routes::office_desk(), cookies::clear(&http, COOKIE)))
        }
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
    let open = match accounts::look_at_staff_invitation(http.app(), held(http, headers)).await {
        Ok(open) => Some(open),
        Err(error) if is_dead_link(&error) => None,
        Err(error) => return Err(error.into()),
    };
    let may_join = open.as_ref().is_some_and(|open| !open.has_account || request.signed.is_some());
    let asked = open.map(|open| AskedOfStaff {
        market: open.market,
        email: open.email,
        role: open.role,
        department: open.department,
    });
    let status = if asked.is_none() { StatusCode::UNPROCESSABLE_ENTITY } else { faults.status() };
    let drawn = StaffJoinPage {
        frame: setting(http, request).await?.frame,
        asked,
        may_join,
        errors: faults.summary(&[]),
    };
    Ok(faults.answered(confidential(page(status, &drawn))))
}
