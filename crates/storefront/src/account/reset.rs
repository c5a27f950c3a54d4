//! Setting a password by a link: a forgotten one anew, or the first one of an account that was made for somebody.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_http::read::{Form, Query};
use souk_http::{HttpState, Result, SESSION_COOKIE, cookies, to_the_end};
use souk_market::accounts::{self, MailPurpose};
use souk_ui::FormError;
use souk_ui::faults::{Faults, is_dead_link};
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};

use super::answer::{Done, after, private};
use super::links::{Link, LinkQuery, dead};
use crate::shared::sign_in::put;

/// The form posts `csrf` and `password`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/reset.html")]
pub struct ResetPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub password_error: Option<String>,
    /// The account's first password.
    pub first: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResetForm {
    #[serde(default)]
    password: Secret,
}

/// `GET /reset`: the form, for a link that works.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Query(link): Query<LinkQuery>,
) -> Result<Response> {
    if !link.token.is_empty() {
        return Ok(Link::Reset.keep(&http, &link.token, routes::reset()));
    }
    draw(&http, &request, &headers, &Faults::default()).await
}

/// `POST /reset`: the new password. All sessions end, this browser's too.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Form(sent): Form<ResetForm>,
) -> Result<Response> {
    let token = Link::Reset.held(&http, &headers);
    let (app, new) = (http.app().clone(), sent.password.take());
    let done = to_the_end(async move { accounts::reset_password(&app, &token, new).await });
    match done.await? {
        Ok(_) => {
            let mut response = see_other(&after(routes::login(), Done::Reset), None);
            put(&mut response, [Link::Reset.clear(&http), cookies::clear(&http, SESSION_COOKIE)]);
            Ok(response)
        }
        Err(error) if is_dead_link(&error) => dead(&http, &request).await,
        Err(error) => draw(&http, &request, &headers, &Faults::of(error)?).await,
    }
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    faults: &Faults,
) -> Result<Response> {
    let token = Link::Reset.held(http, headers);
    let looked = accounts::show_link(http.app(), token, &[MailPurpose::Reset, MailPurpose::Invite]);
    let purpose = match looked.await {
        Ok(purpose) => purpose,
        Err(error) if is_dead_link(&error) => return dead(http, request).await,
        Err(error) => return Err(error.into()),
    };
    let page = ResetPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["password"]),
        password_error: faults.words("password"),
        first: purpose == MailPurpose::Invite,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}
