//! Proving an e-mail address. The link only opens a page: its button does the work, so that programs that look into mail
//! do not use it up.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use souk_http::read::{Form, Query};
use souk_http::{HttpState, Result};
use souk_market::accounts::{self, MailPurpose};
use souk_ui::faults::is_dead_link;
use souk_ui::form::ButtonForm;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};

use super::answer::{Done, after, private};
use super::links::{Link, LinkQuery, dead};
use crate::shared::sign_in::put;

/// One button. The form posts `csrf`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/verify.html")]
pub struct VerifyPage {
    pub frame: Frame,
}

/// `GET /verify`: the button, for a link that works.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Query(link): Query<LinkQuery>,
) -> Result<Response> {
    if !link.token.is_empty() {
        return Ok(Link::Verify.keep(&http, &link.token, routes::verify()));
    }
    let token = Link::Verify.held(&http, &headers);
    match accounts::show_link(http.app(), token, &[MailPurpose::Verify]).await {
        Ok(_) => Ok(private(StatusCode::OK, &VerifyPage { frame: setting(&http, &request).await?.frame })),
        Err(error) if is_dead_link(&error) => dead(&http, &request).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /verify`: proves the address.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    headers: HeaderMap,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    let token = Link::Verify.held(&http, &headers);
    match accounts::verify_email(http.app(), &token).await {
        Ok(account) => {
            let own = request.actor().account() == Some(account);
            let to = if own { routes::account() } else { routes::login() };
            let mut response = see_other(&after(to, Done::Verified), None);
            put(&mut response, [Link::Verify.clear(&http)]);
            Ok(response)
        }
        Err(error) if is_dead_link(&error) => dead(&http, &request).await,
        Err(error) => Err(error.into()),
    }
}
